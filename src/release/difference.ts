/** What is not the same in two states of an edition: plain JSON, in which no withheld number stands. */
import type { ObservationStatus } from '../data/dataset.ts'

/** A published figure that is not what it was; values are exact, as canonical decimal strings. */
export interface Change {
  /** Id of the figure, see figures/figure.ts. */
  readonly figure: string
  /** Null when there was no such number, or when it is withheld now: then it is told nowhere. */
  readonly old: string | null
  /** Null when there is no number any more. */
  readonly new: string | null
  readonly unit: string
  /** Decimals printed. */
  readonly decimals: number
  /** Printed with its sign. */
  readonly signed: boolean
  /** The number is withheld from now on. */
  readonly withheld: boolean
  /** A number that was put in, not one that follows from others. */
  readonly input: boolean
  /** Whether it looks different in print. */
  readonly printed: boolean
}

/**
 * `changed`: another number; `withheld`: a number that is no longer given; `released`: one that was; `filled` and
 * `emptied`: where the number was missing, or is; `added` and `removed`: the row itself; `described`: same number, other
 * status or notes.
 */
export type ObservationChangeKind =
  | 'changed'
  | 'withheld'
  | 'released'
  | 'filled'
  | 'emptied'
  | 'added'
  | 'removed'
  | 'described'

/** An observation that figures are made from, and that is not what it was. */
export interface ObservationChange {
  readonly kind: ObservationChangeKind
  readonly dataset: string
  /** Code of each dimension. */
  readonly key: Readonly<Record<string, string>>
  /** Null where there was no number, and where the number is withheld now. */
  readonly old: string | null
  readonly new: string | null
  /** What it was announced as. */
  readonly oldStatus: readonly ObservationStatus[]
  readonly newStatus: readonly ObservationStatus[]
  /** `file:line:column` of the cell now; where it was, for a row that is gone. */
  readonly cell: string
}

/** What a document says in other words, block by block; numbers in them are blanked. */
export interface WordChange {
  /** Language, or `facing`. */
  readonly document: string
  readonly area: string | null
  readonly old: readonly string[]
  readonly new: readonly string[]
}

export interface SetChanges {
  readonly area: string | null
  readonly changes: readonly Change[]
}

export interface Differences {
  readonly factsheet: string
  readonly edition: string
  /** The version that is compared with. */
  readonly from: number
  readonly observations: readonly ObservationChange[]
  readonly sets: readonly SetChanges[]
  readonly words: readonly WordChange[]
}

/** Every change of a published figure, of all areas. */
export const figureChanges = ({ sets }: Pick<Differences, 'sets'>): readonly Change[] =>
  sets.flatMap(({ changes }) => changes)

/** Whether nothing that is published says anything else. */
export const saysTheSame = (one: Differences): boolean => figureChanges(one).length === 0 && one.words.length === 0
