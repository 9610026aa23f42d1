/** The noun of this stage: a published state of an edition. All of it is plain JSON, and kept for ever as it was published. */
import type { Change } from './difference.ts'

/**
 * `first`; `revision`: better data, announced; `correction`: an error; `confidentiality`: a number that is no longer given;
 * `editorial`: words only.
 */
export type Kind = 'first' | 'revision' | 'correction' | 'confidentiality' | 'editorial'

/** A sentence in each language of a factsheet, by code. */
export type Reasons = Readonly<Record<string, string>>

/** Who let a version be published, and why: see record.ts. */
export interface Approval {
  readonly kind: Exclude<Kind, 'first'>
  readonly severity: 'minor' | 'major'
  readonly reason: Reasons
  /** Why the kind is graver than the one found, or what was decided about rows that came or went. */
  readonly raised?: string
  readonly by: string
  /** Date, YYYY-MM-DD. */
  readonly on: string
}

/** A file of a version, by its path in the folder of the version. */
export interface VersionFile {
  readonly path: string
  readonly kind: 'html' | 'pdf' | 'csv' | 'json'
  /** Language, `facing`, or null for what belongs to no document. */
  readonly document: string | null
  readonly bytes: number
  readonly sha256: string
  readonly pages?: number
  /** What it holds, in the language of its document: the caption of a table. */
  readonly title?: string
}

/** The notice of a version in words, as it was when it was last published: without any number that is withheld by now. */
export interface WordedNotice {
  /** Number of the version that it tells of. */
  readonly version: number
  /** Code of the language. */
  readonly language: string
  readonly heading: string
  readonly sentences: readonly string[]
}

/** A key figure as it was printed in one language: `1.847`, `people returned in 2020`. */
export interface WordedKey {
  readonly language: string
  /** Id of the figure. */
  readonly figure: string
  readonly value: string
  readonly words: string
}

/** What an area's documents, or the only ones of an edition without areas, hold. */
export interface VersionSet {
  /** Code of the area; null when the factsheet has no areas. */
  readonly area: string | null
  readonly files: readonly VersionFile[]
  /** Name of the area by language; none without areas. */
  readonly names: Readonly<Record<string, string>>
  /** What changed in this set since the version before; empty for the first version. */
  readonly changes: readonly Change[]
  /** Those of this version and of all before it, newest first. */
  readonly notices: readonly WordedNotice[]
  /** In the order of the definition; versions of before there was mail have none. */
  readonly keys?: readonly WordedKey[]
}

/** Words of an edition in one language, as they were when it was published. */
export interface VersionWords {
  readonly title: string
  readonly description: string
  readonly agency: string
}

export interface Version {
  readonly factsheet: string
  readonly edition: string
  readonly number: number
  readonly kind: Kind
  /** Moment of publication: ISO 8601, UTC, to the second. */
  readonly issued: string
  /** IANA time zone in which its date is told. */
  readonly zone: string
  /** Why it was published later than announced. */
  readonly late?: Reasons
  readonly approval?: Approval
  /** By code of the language. */
  readonly words: Readonly<Record<string, VersionWords>>
  readonly sets: readonly VersionSet[]
  /** Earlier versions that hold a number which this one withholds: they are no longer given to anyone. */
  readonly withdraws: readonly number[]
  /** SHA-256 of code, libraries and browser that made it: the same ones make the same bytes of its inputs. */
  readonly engine: string
  /** The same version made again because only its rendering had changed: moments as `issued`. */
  readonly renewed: readonly string[]
}
