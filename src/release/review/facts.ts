/** The noun of this folder: all that a review sheet tells, before it has words. */
import type { Dimension } from '../../data/dataset.ts'
import type { Figures } from '../../figures/figure.ts'
import type { Reconciliation } from '../../figures/reconciliation.ts'
import type { Texts } from '../../format/texts.ts'
import type { Imprint } from '../../html/imprint.ts'
import type { Picture } from '../../pdf/picture.ts'
import type { Problem } from '../../problem.ts'
import type { Change, ObservationChange, WordChange } from '../difference.ts'
import type { Version } from '../version.ts'
import type { Point, Situation } from './checklist.ts'
import type { EditionMoves } from './editions.ts'
import type { Moves } from './moves.ts'
import type { Parity } from './parity.ts'

/** A document of the draft, and the published one where there is one. */
export interface DocumentPictures {
  /** Language, or `facing`. */
  readonly document: string
  readonly after: readonly Picture[]
  /** Null where there was no such document, or where it must not be shown. */
  readonly before: readonly Picture[] | null
}

export interface PageCount {
  readonly document: string
  readonly pages: number
  readonly budget: number | null
}

/** The documents of one area, or the only ones. */
export interface SetFacts {
  /** Code of the area; null when the factsheet has no areas. */
  readonly area: string | null
  readonly figures: Figures
  readonly changes: readonly Change[]
  readonly words: readonly WordChange[]
}

/** A set of which everything is shown. */
export interface SetReview extends SetFacts {
  readonly imprint: Imprint
  readonly moves: Moves
  readonly reconciled: readonly Reconciliation[]
  readonly parity: Parity
  /** Ids of notes in reading order. */
  readonly notes: readonly string[]
  readonly pages: readonly PageCount[]
  readonly pictures: readonly DocumentPictures[]
  /** The published version tells a number that is withheld now, so its pages are not shown. */
  readonly hides: boolean
  /** Null when the edition before was never published. */
  readonly editions: EditionMoves | null
}

/** What differs between a draft and a version. */
export interface DifferencesFacts {
  /** Id of the factsheet. */
  readonly name: string
  readonly edition: string
  /** The version that the draft is compared with; null before there is any. */
  readonly from: Version | null
  readonly observations: readonly ObservationChange[]
  /** Those that are shown. */
  readonly sets: readonly SetFacts[]
  /** Areas that changed and are not shown. */
  readonly more: number
  /** Of each dataset, to name the codes in a key. */
  readonly dimensions: ReadonlyMap<string, readonly Dimension[]>
}

export interface ReviewFacts extends DifferencesFacts {
  readonly sets: readonly SetReview[]
  readonly situation: Situation
  readonly points: readonly Point[]
  /** Of the version to come. */
  readonly number: number
  /** SHA-256 of the differences; null for a first version. */
  readonly hash: string | null
  /** How many figures change, in all areas. */
  readonly changed: number
  /** The edition before this one. */
  readonly previous: string | null
  readonly problems: readonly Problem[]
  /** Words of every language, by code. */
  readonly texts: ReadonlyMap<string, Texts>
  /** Text of each note in the reader's language. */
  readonly noteTexts: ReadonlyMap<string, string>
}

/** Who reads, and when. */
export interface Reader {
  readonly texts: Texts
  /** IANA zone in which moments are told. */
  readonly zone: string
  readonly now: Temporal.Instant
}
