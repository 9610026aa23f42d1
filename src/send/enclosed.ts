/** The PDFs that a letter is about: attached, or linked where they are too large together. */
import { absolute, entryPath, versionPath } from '../release/site/address.ts'
import type { Version, VersionFile, VersionSet } from '../release/version.ts'
import type { Letter } from './letter.ts'
import type { Stationery } from './stationery.ts'

/** Sets of so many areas, each with its figures, make a message that nobody reads. */
const MOST_SETS = 6

/** The documents of one set in one language. */
export interface Enclosed {
  readonly language: string
  readonly set: VersionSet
  readonly pdf: VersionFile | null
  /** Absolute addresses; null where the site has none. */
  readonly pdfHref: string | null
  readonly pageHref: string | null
}

export interface Enclosures {
  /** In the order of the languages, then of the areas. */
  readonly documents: readonly Enclosed[]
  /** Whether the PDFs come with the message. */
  readonly attached: boolean
  /** There are too many areas to tell one by one. */
  readonly many: boolean
}

/** What a letter encloses. */
export function enclosuresOf(letter: Letter, on: Pick<Stationery, 'versions' | 'site' | 'mail'>): Enclosures {
  const [version] = on.versions
  const sets = version?.sets.filter(({ area }) => letter.areas.includes(area)) ?? []
  if (!version || sets.length > MOST_SETS) return { documents: [], attached: false, many: true }
  const documents = letter.languages.flatMap((language) => sets.map((set) => enclosed(language, set, version, on.site)))
  const size = documents.reduce((sum, { pdf }) => sum + (pdf?.bytes ?? 0), 0)
  return { documents, attached: size <= on.mail.attach * 1000, many: false }
}

function enclosed(language: string, set: VersionSet, version: Version, site: string | null): Enclosed {
  const find = (kind: VersionFile['kind']) => set.files.find((one) => one.kind === kind && one.document === language)
  const [pdf = null, page = null] = [find('pdf'), find('html')]
  const folder = versionPath(version.factsheet, version.edition, version.number)
  const href = (file: VersionFile | null) => (site !== null && file ? absolute(site, folder + file.path) : null)
  return { language, set, pdf, pdfHref: href(pdf), pageHref: href(page) }
}

/** Where all documents and figures of a factsheet are, in a language. */
export const overviewHref = (factsheet: string, language: string, site: string | null): string | null =>
  site === null ? null : absolute(site, entryPath(factsheet, language))

/** Whether a letter leads anywhere only with the address of the site. */
export function needsSite(letter: Letter, on: Pick<Stationery, 'versions' | 'site' | 'mail'>): boolean {
  const { attached, documents } = enclosuresOf(letter, on)
  return on.site === null && !(attached && documents.some(({ pdf }) => pdf))
}
