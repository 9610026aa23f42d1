/** What a build comes to. */
import type { MadeOutput } from './outputs.ts'
import type { Problem } from './problem.ts'
import type { Reason } from './rebuild/why.ts'
import type { Change } from './release/difference.ts'
import type { ObservationRecord } from './release/observed.ts'
import type { VersionWords, WordedKey, WordedNotice } from './release/version.ts'

/** The documents of an edition, or of one area in it. */
export interface DocumentSet {
  /** Code of the area; null when the factsheet has no areas. */
  readonly area: string | null
  readonly folder: string
  readonly outputs: readonly MadeOutput[]
  /** What a publication is remembered by; a draft needs none of it. */
  readonly published?: PublishedSet
}

export interface PublishedSet {
  readonly changes: readonly Change[]
  readonly observed: readonly ObservationRecord[]
  /** By code of the language. */
  readonly words: Readonly<Record<string, VersionWords>>
  /** Name of the area by language; none without areas. */
  readonly names: Readonly<Record<string, string>>
  readonly notices: readonly WordedNotice[]
  readonly keys: readonly WordedKey[]
}

export interface Built {
  /** Folder of the edition. */
  readonly folder: string
  readonly sets: readonly DocumentSet[]
  /** Warnings; and errors, when areas failed while others were made. */
  readonly problems: readonly Problem[]
  /** Codes of the areas that could not be made; their folders are as they were. */
  readonly failed: readonly string[]
  /** The page that leads to the areas, where there are any. */
  readonly index?: MadeOutput
  /** All is as the last build left it: nothing was made. */
  readonly unchanged?: boolean
  /** Something that was read has changed, but no page and no PDF shows it. */
  readonly nothingShown?: boolean
  /** Why each product was made, or was not, where that was asked for. */
  readonly why?: readonly Reason[]
}
