/** The catalogue of all factsheets for data portals: DCAT-AP 3 in JSON-LD, in all languages, without a withdrawn version. */
import { absolute, CATALOGUE, choicePath, encoded, mediaType, versionPath } from './address.ts'
import type { Card, CardEdition, CardFile, CardVersion, InLanguages } from './card.ts'
import { CONTEXT } from './catalog-context.ts'
import { lastOf } from './edition.ts'
import type { PublicFile } from './facts.ts'
import { languageIris } from './language.ts'
import { lastingId } from './lasting.ts'
import { daysOf } from './period.ts'
import { languagesOf } from './root.ts'

const AUTHORITY = 'http://publications.europa.eu/resource/authority'
const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types'

/**
 * `catalog.jsonld`. Addresses are written below the root, and `@base` says where that is; as long as no address is known, it
 * is where the file itself lies.
 */
export function catalogFile(cards: readonly Card[]): readonly PublicFile[] {
  if (cards.length === 0) return []
  const site = cards.find((card) => card.site !== null)?.site ?? null
  const iris = languageIris(cards.flatMap(({ languages }) => languages.map(({ locale }) => locale)))
  const listed = cards.map((card): Listed => ({ card, iris, agency: lastingId('agency', agencyKey(card)) }))
  const base = site === null ? {} : { '@base': absolute(site, '') }
  const graph = [catalogNode(listed), ...agencyNodes(listed), ...listed.flatMap(seriesNodes)]
  const content = `${JSON.stringify({ '@context': { ...base, ...CONTEXT }, '@graph': graph }, null, 1)}\n`
  return [{ path: CATALOGUE, content }]
}

interface Listed {
  readonly card: Card
  /** Addresses of languages by locale. */
  readonly iris: ReadonlyMap<string, string>
  /** Name of the agency's node. */
  readonly agency: string
}

const agencyKey = ({ languages }: Card): string => JSON.stringify(languages.map(({ code, agency }) => [code, agency]))

const seriesId = ({ factsheet }: Card): string => encoded(`${factsheet}/`)
const editionId = ({ factsheet }: Card, { edition }: CardEdition): string => encoded(`${factsheet}/${edition}/`)
const versionId = ({ factsheet }: Card, { edition }: CardEdition, { number }: CardVersion): string =>
  encoded(versionPath(factsheet, edition, number))

const inLanguages = (
  { languages }: Pick<Card, 'languages'>,
  of: (one: Card['languages'][number]) => string | undefined,
): InLanguages => Object.fromEntries(languages.flatMap((one) => (of(one) ? [[one.locale, of(one) ?? '']] : [])))

const byLocale = (words: InLanguages, card: Card): InLanguages => inLanguages(card, ({ code }) => words[code])

const spoken = ({ card, iris }: Listed, codes: readonly string[]): readonly string[] =>
  card.languages.flatMap(({ code, locale }) => (codes.includes(code) ? [iris.get(locale) ?? ''] : []))

const all = ({ languages }: Card): readonly string[] => languages.map(({ code }) => code)

function catalogNode(listed: readonly Listed[]): object {
  const cards = listed.map(({ card }) => card)
  const languages = languagesOf(cards)
  const [first] = listed
  return {
    id: CATALOGUE,
    type: 'dcat:Catalog',
    title: inLanguages({ languages }, ({ words, agency }) => `${words.catalogue} – ${agency}`),
    description: inLanguages({ languages }, ({ words }) => words.about),
    publisher: first?.agency,
    language: [...new Set(listed.flatMap((one) => spoken(one, all(one.card))))],
    ...licenseOf(cards.find(({ license }) => license !== null)),
    modified: lastOf(cards.map(({ updated }) => updated)),
    dataset: listed.flatMap(({ card }) => [
      seriesId(card),
      ...card.editions.flatMap((edition) => [
        editionId(card, edition),
        ...edition.versions.map((version) => versionId(card, edition, version)),
      ]),
    ]),
  }
}

const licenseOf = (card: Card | undefined): object => (card?.license ? { license: card.license } : {})

/** Each agency once, however many factsheets it has. */
function agencyNodes(listed: readonly Listed[]): readonly object[] {
  const once = new Map(listed.map((one) => [one.agency, one.card]))
  return [...once].map(([id, card]) => ({
    id,
    type: 'foaf:Agent',
    name: inLanguages(card, ({ agency }) => agency),
  }))
}

function seriesNodes(listed: Listed): readonly object[] {
  const { card, agency } = listed
  const editions = card.editions.map(({ issued }) => issued).toSorted()
  const monthly = card.editions[0]?.edition.includes('-')
  return [
    {
      id: seriesId(card),
      type: 'dcat:DatasetSeries',
      title: inLanguages(card, ({ title }) => title),
      description: inLanguages(card, ({ description }) => description),
      publisher: agency,
      frequency: `${AUTHORITY}/frequency/${monthly ? 'MONTHLY' : 'ANNUAL'}`,
      issued: editions[0],
      modified: card.updated,
      landingPage: encoded(choicePath(card.factsheet)),
    },
    ...card.editions.flatMap((edition) => editionNodes(edition, listed)),
  ]
}

/** An edition as it is now, and each version that can still be read. */
function editionNodes(edition: CardEdition, listed: Listed): readonly object[] {
  const { card } = listed
  const id = editionId(card, edition)
  const [newest] = edition.versions
  if (!newest) return []
  const common = (version: CardVersion) => commonOf(version, edition, listed)
  const current = {
    id,
    ...common(newest),
    issued: edition.issued,
    modified: newest.issued,
    inSeries: seriesId(card),
    hasVersion: edition.versions.map((version) => versionId(card, edition, version)),
    hasCurrentVersion: versionId(card, edition, newest),
    distribution: edition.files.map((file) => distributionNode(file, newest, edition, listed)),
  }
  const versions = edition.versions.map((version, index) => {
    const before = edition.versions[index + 1]
    return {
      id: versionId(card, edition, version),
      ...common(version),
      issued: version.issued,
      isVersionOf: id,
      ...(before ? { previousVersion: versionId(card, edition, before) } : {}),
    }
  })
  return [current, ...versions]
}

function commonOf(version: CardVersion, { edition }: CardEdition, listed: Listed): object {
  const { card, agency } = listed
  const { from, to } = daysOf(edition)
  const notes = byLocale(version.notes, card)
  return {
    type: 'dcat:Dataset',
    title: byLocale(version.title, card),
    description: byLocale(version.description, card),
    publisher: agency,
    language: spoken(listed, all(card)),
    temporal: { type: 'dct:PeriodOfTime', startDate: from, endDate: to },
    landingPage: encoded(choicePath(card.factsheet)),
    version: String(version.number),
    ...(Object.keys(notes).length > 0 ? { versionNotes: notes } : {}),
  }
}

/** A file by its permanent address, of which size and checksum hold for ever. */
function distributionNode(file: CardFile, version: CardVersion, { edition }: CardEdition, listed: Listed): object {
  const { card } = listed
  const address = encoded(versionPath(card.factsheet, edition, version.number) + file.path)
  const titles = file.languages.map((code) => [code, file.title[code] ?? version.title[code] ?? ''])
  return {
    id: `${address}#distribution`,
    type: 'dcat:Distribution',
    title: byLocale(Object.fromEntries(titles), card),
    accessURL: address,
    downloadURL: address,
    language: spoken(listed, file.languages),
    mediaType: `${MEDIA_TYPES}/${mediaType(file)}`,
    format: `${AUTHORITY}/file-type/${file.kind.toUpperCase()}`,
    byteSize: String(file.bytes),
    ...licenseOf(card),
    checksum: {
      type: 'spdx:Checksum',
      algorithm: 'spdx:checksumAlgorithm_sha256',
      checksumValue: file.sha256,
    },
  }
}
