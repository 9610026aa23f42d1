/** Whether a set of differences may be published: what was approved is what there is, and it is called by its name. */
import { keyOf } from '../keep.ts'
import { type Problem, problem } from '../problem.ts'
import { type Differences, figureChanges } from './difference.ts'
import { isAtLeast, judgeDifferences } from './kind.ts'
import type { ReleaseRecord } from './record.ts'

/** SHA-256 of the differences; lines that only moved are the same. No withheld number goes into it. */
export function hashOf({ factsheet, edition, from, observations, sets, words }: Differences): string {
  const inputs = observations.map(({ cell: _, ...one }) => one)
  return keyOf(factsheet, edition, from, inputs, sets, words)
}

/** What is wrong with an approval for these differences; nothing when it releases them. */
export function approvalProblems(record: ReleaseRecord, differences: Differences, file: string): readonly Problem[] {
  const { kind: found } = judgeDifferences(differences)
  if (record.differences !== hashOf(differences)) return [problem('approval-for-others', { file }, { file })]
  if (found && !isAtLeast(record.kind, found))
    return [problem('approval-too-light', { given: record.kind, found }, { file })]
  return []
}

/** `major` when a figure that messages speak of by name looks different in print: what readers took from it has changed. */
export function severityOf(differences: Differences): 'minor' | 'major' {
  return figureChanges(differences).some(({ figure, printed }) => printed && !figure.includes('.')) ? 'major' : 'minor'
}
