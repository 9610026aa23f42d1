/** Which kind of version a set of differences asks for. */
import { type Differences, figureChanges, type ObservationChange, type ObservationChangeKind } from './difference.ts'
import type { Kind } from './version.ts'

export type ChangeKind = Exclude<Kind, 'first'>

/** From the lightest to the gravest; a kind may be raised by a person, never lowered. */
export const CHANGE_KINDS: readonly ChangeKind[] = ['editorial', 'revision', 'correction', 'confidentiality']

export interface Verdict {
  /** Null when nothing that is published says anything else. */
  readonly kind: ChangeKind | null
  /** Rows that came or went, numbers that were missing or are: only a person can say whether that is an error. */
  readonly undecided: readonly ObservationChange[]
  /** Whether a person must approve it before it is published. */
  readonly needsApproval: boolean
}

/** What a machine cannot judge. */
const UNDECIDED: readonly ObservationChangeKind[] = ['added', 'removed', 'filled', 'emptied', 'released']

/**
 * `confidentiality` when a number is withheld; `revision` when all numbers that have changed were announced as provisional
 * (`P`); `correction` for any other changed number; `editorial` for words.
 */
export function judgeDifferences(differences: Differences): Verdict {
  const { observations } = differences
  const changes = figureChanges(differences)
  if (changes.length === 0) {
    const kind = differences.words.length > 0 ? 'editorial' : null
    return { kind, undecided: [], needsApproval: false }
  }
  const undecided = observations.filter(({ kind }) => UNDECIDED.includes(kind))
  return { kind: kindOfNumbers(differences), undecided, needsApproval: true }
}

/** The least that it can be: what is undecided may be an error as well. */
function kindOfNumbers(differences: Differences): ChangeKind {
  if (figureChanges(differences).some(({ withheld }) => withheld)) return 'confidentiality'
  const changed = differences.observations.filter(({ kind }) => kind === 'changed')
  const announced = changed.every(({ oldStatus }) => oldStatus.includes('P'))
  const explained = differences.observations.some(({ kind }) => kind !== 'described')
  return announced && explained ? 'revision' : 'correction'
}

/** Whether the kind that a person gave is at least as grave as the one found. */
export function isAtLeast(given: ChangeKind, found: ChangeKind): boolean {
  return CHANGE_KINDS.indexOf(given) >= CHANGE_KINDS.indexOf(found)
}
