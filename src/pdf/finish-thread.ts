/** The thread that finishes what was printed, and reads it back. */
import type { Problem } from '../problem.ts'
import { type Finishing, finish } from './finish.ts'
import { inspect } from './inspect.ts'
import { inspectionProblems } from './inspection-problems.ts'
import type { Page } from './print.ts'
import { serve } from './thread.ts'

export interface FinishOrder {
  readonly pdf: Uint8Array
  readonly page: Pick<Page, 'document' | 'languages' | 'html'>
  readonly finishing: Finishing
}

export interface FinishAnswer {
  readonly pdf: Uint8Array
  readonly problems: readonly Problem[]
}

serve<FinishOrder, FinishAnswer>(({ pdf, page, finishing }) => {
  const finished = finish(pdf, finishing)
  return { pdf: finished, problems: inspectionProblems(inspect(finished), page) }
})
