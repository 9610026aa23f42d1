/** What the root pages need to know of a factsheet: plain JSON, kept from its last publication, in its own words. */
import { sideOf } from '../../html/view.ts'
import type { VersionSet } from '../version.ts'
import { hasAreas } from './current.ts'
import { currentOf, firstIssued, lastOf, movedAt } from './edition.ts'
import type { PublicEdition, PublicVersion, SiteFacts, TitledFile } from './facts.ts'
import { agencyOf } from './feed.ts'
import { isFigures, isForSpreadsheets, titleOf } from './links.ts'
import { issuedOn, ownWord, say } from './words.ts'

/** By code of the language. */
export type InLanguages = Readonly<Record<string, string>>

export interface CardLanguage {
  readonly code: string
  readonly locale: string
  readonly direction: string
  /** Its own name. */
  readonly name: string
  readonly agency: string
  /** Of the newest edition that has a version left. */
  readonly title: string
  readonly description: string
  /** When that was published, and corrected. */
  readonly state: readonly string[]
  /** `site.all`, `site.catalogue` and `site.catalogue-about`. */
  readonly words: Readonly<Record<'all' | 'catalogue' | 'about', string>>
}

export interface CardFile {
  readonly path: string
  readonly kind: TitledFile['kind']
  /** Codes of the languages that speak in it; all, where there are no words. */
  readonly languages: readonly string[]
  readonly bytes: number
  readonly sha256: string
  /** By code of the language, where it has a title. */
  readonly title: InLanguages
}

/** A version that is not withdrawn. */
export interface CardVersion {
  readonly number: number
  readonly issued: string
  readonly title: InLanguages
  readonly description: InLanguages
  /** What was changed and why; empty where nothing is said. */
  readonly notes: InLanguages
}

export interface CardEdition {
  readonly edition: string
  /** First publication. */
  readonly issued: string
  /** Newest first; those that are left. */
  readonly versions: readonly CardVersion[]
  /** Of the newest one. */
  readonly files: readonly CardFile[]
  /** Has a page of its own in every language, see entry.ts. */
  readonly alone: boolean
}

export interface Card {
  readonly factsheet: string
  readonly site: string | null
  readonly license: string | null
  /** Moment of the last publication or withdrawal. */
  readonly updated: string
  readonly languages: readonly CardLanguage[]
  readonly editions: readonly CardEdition[]
}

export function makeCard(facts: SiteFacts): Card {
  const { factsheet, site, license, editions } = facts
  const moments = editions.flatMap(({ versions }) => versions.map(movedAt))
  return {
    factsheet,
    site,
    license,
    updated: lastOf(moments),
    languages: facts.texts.map((texts) => cardLanguage(facts, texts)),
    editions: editions.flatMap((edition) => cardEdition(edition, facts)),
  }
}

function cardLanguage(facts: SiteFacts, texts: SiteFacts['texts'][number]): CardLanguage {
  const { lang, code, dir, name } = sideOf(texts)
  const edition = facts.editions.find((one) => currentOf(one) !== null)
  const version = edition && currentOf(edition)?.version
  const words = version?.words[code]
  const agency = agencyOf(facts, texts)
  const date = version && issuedOn(version, texts.language)
  const corrected = version?.kind === 'correction'
  return {
    code,
    locale: lang,
    direction: dir,
    name,
    agency,
    title: words?.title ?? say('all', texts),
    description: words?.description ?? '',
    state:
      date === undefined ? [] : [corrected ? say('corrected', texts, { date }) : ownWord('published', texts, { date })],
    words: {
      all: say('all', texts),
      catalogue: say('catalogue', texts),
      about: say('catalogue-about', texts, { agency }),
    },
  }
}

/** Nothing for an edition of which no version is left. */
function cardEdition(edition: PublicEdition, facts: SiteFacts): readonly CardEdition[] {
  const current = currentOf(edition)
  const issued = firstIssued(edition)
  if (!current || issued === null) return []
  const left = edition.versions.filter(({ withdrawn }) => withdrawn === null)
  const alone = edition !== facts.editions[0] && hasAreas(edition)
  const versions = left.map((one) => cardVersion(one, facts))
  return [{ edition: edition.edition, issued, versions, files: cardFiles(current, facts), alone }]
}

function cardVersion({ version, notices }: PublicVersion, { texts }: SiteFacts): CardVersion {
  const inAll = (of: (code: string) => string | undefined): InLanguages =>
    Object.fromEntries(texts.flatMap(({ language: { code } }) => (of(code) ? [[code, of(code) ?? '']] : [])))
  const notes = (code: string) => {
    const own = notices.filter(({ area, language }) => area === null && language === code)
    return [...own.flatMap(({ lines }) => lines), version.approval?.reason[code] ?? ''].join(' ').trim()
  }
  return {
    number: version.number,
    issued: version.issued,
    title: inAll((code) => version.words[code]?.title),
    description: inAll((code) => version.words[code]?.description),
    notes: inAll(notes),
  }
}

/** Every file; of areas, of which there may be hundreds, the data alone. */
function cardFiles({ version }: PublicVersion, facts: SiteFacts): readonly CardFile[] {
  return version.sets.flatMap((set) =>
    set.files
      .filter((file) => (set.area === null && file.document !== null) || isData(file))
      .map((file) => {
        const { path, kind, bytes, sha256 } = file
        const languages = languagesOf(file, facts)
        const titles = languages.map((code) => [code, fileTitle(file, set, code, facts)])
        return { path, kind, languages, bytes, sha256, title: Object.fromEntries(titles.filter(([, title]) => title)) }
      }),
  )
}

const isData = (file: TitledFile): boolean => isFigures(file) || (file.kind === 'csv' && !isForSpreadsheets(file))

function languagesOf({ document }: TitledFile, { texts, facing }: SiteFacts): readonly string[] {
  const all = texts.map(({ language }) => language.code)
  if (document === null) return all
  return all.includes(document) ? [document] : facing
}

/** Caption of a table and name of its area; empty for what is called as its edition is. */
function fileTitle(file: TitledFile, { area, files }: VersionSet, code: string, { areas }: SiteFacts): string {
  const page = files.find(({ kind, document }) => kind === 'html' && document === code)
  const table = file.kind === 'csv' ? titleOf(file, page) : ''
  return [table, area === null ? '' : (areas[area]?.[code] ?? area)].filter((one) => one !== '').join(' – ')
}

/** When the newest version of an edition came out. */
export const lastIssued = ({ versions, issued }: CardEdition): string => versions[0]?.issued ?? issued
