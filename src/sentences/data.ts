import { cellSentences } from './cell.ts'
import { descriptorSentences } from './descriptor.ts'
import { fileSentences } from './file.ts'
import { observationSentences } from './observation.ts'

/** What the data stage says, in the order in which it looks. */
export const dataSentences = { ...descriptorSentences, ...fileSentences, ...cellSentences, ...observationSentences }
