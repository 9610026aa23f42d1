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
}

/** What an area's documents, or the only ones of an edition without areas, hold. */
export interface VersionSet {
  /** Code of the area; null when the factsheet has no areas. */
  readonly area: string | null
  readonly files: readonly VersionFile[]
  /** What changed in this set since the version before; empty for the first version. */
  readonly changes: readonly Change[]
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
  /** The same version made again because only its rendering had changed: moments as `issued`. */
  readonly renewed: readonly string[]
}
