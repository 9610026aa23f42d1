/** What the public pages around the documents of a factsheet are made from, and what they become: plain data. */
import type { Texts } from '../../format/texts.ts'
import type { Calendar } from '../calendar.ts'
import type { Reasons, Version, VersionFile } from '../version.ts'

/** A file of the public folder, by its path below the root. */
export interface PublicFile {
  readonly path: string
  readonly content: string
}

/** A file of a version with what it is called, e.g. the caption of a table, in the language of its document. */
export interface TitledFile extends VersionFile {
  readonly title?: string
}

/** The notice of a version in words; `area` is null where there are no areas. */
export interface Notice {
  readonly language: string
  readonly area: string | null
  readonly lines: readonly string[]
}

export interface Withdrawal {
  /** Date, YYYY-MM-DD. */
  readonly on: string
  readonly reason: Reasons
}

/** A version as the public may know it: of a withdrawn one, that it was, when, and why. */
export interface PublicVersion {
  readonly version: Version
  readonly notices: readonly Notice[]
  readonly withdrawn: Withdrawal | null
}

export interface PublicEdition {
  readonly edition: string
  /** Newest first. */
  readonly versions: readonly PublicVersion[]
}

/** Names of the areas: code of the area, then code of the language. */
export type AreaNames = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface SiteFacts {
  readonly factsheet: string
  /** Absolute address of the public root; null when it is not known. */
  readonly site: string | null
  /** One for each language, in the order of the factsheet. */
  readonly texts: readonly Texts[]
  /** Languages of the facing document; empty when there is none. */
  readonly facing: readonly string[]
  readonly calendar: Calendar | null
  /** Content of `calendar.ics` by language; a language without one has no such file. */
  readonly dates: Readonly<Record<string, string>>
  /** Address of the licence. */
  readonly license: string | null
  readonly areas: AreaNames
  /** Newest first. */
  readonly editions: readonly PublicEdition[]
  /** The one style sheet of a page, with the fonts that the characters of its body need. */
  readonly style: (body: string) => string
}

/** One language's page about a factsheet. */
export interface Side {
  readonly facts: SiteFacts
  readonly texts: Texts
  /** Where the page stands, from which its links lead. */
  readonly path: string
}
