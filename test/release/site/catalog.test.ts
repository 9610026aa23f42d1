/** The catalogue as a data portal reads it: as triples, with what DCAT-AP 3 makes mandatory. */
import jsonld from 'jsonld'
import { beforeAll, describe, expect, it } from 'vitest'
import { catalogFile } from '../../../src/release/site/catalog.ts'
import { type Made, madeSite, SECRETS, SITE, versionFiles } from './fixtures.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
const SPDX = 'http://spdx.org/rdf/terms#'
const ADMS = 'http://www.w3.org/ns/adms#'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const EU = 'http://publications.europa.eu/resource/authority'

interface Term {
  readonly termType: string
  readonly value: string
  readonly language?: string
  readonly datatype?: { readonly value: string }
}
interface Quad {
  readonly subject: Term
  readonly predicate: Term
  readonly object: Term
}

const offline = async (url: string): Promise<never> => {
  throw new Error(`asked for ${url}`)
}

async function quadsOf(text: string, base: string): Promise<readonly Quad[]> {
  const options = { base, documentLoader: offline, safe: true }
  return (await jsonld.toRDF(JSON.parse(text), options)) as unknown as readonly Quad[]
}

describe.each([
  [null, 'https://mirror.example.net/copy/catalog.jsonld', 'https://mirror.example.net/copy/'],
  [SITE, 'https://mirror.example.net/copy/catalog.jsonld', `${SITE}/`],
])('the catalogue of a site at %s', (site, base, root) => {
  let made: Made
  let quads: readonly Quad[]
  beforeAll(async () => {
    made = await madeSite(site)
    quads = await quadsOf(made.files.find(({ path }) => path === 'catalog.jsonld')?.content ?? '', base)
  })

  const of = (subject: string, predicate: string) =>
    quads
      .filter((one) => one.subject.value === subject && one.predicate.value === predicate)
      .map(({ object }) => object)
  const values = (subject: string, predicate: string) => of(subject, predicate).map(({ value }) => value)
  const all = (type: string) =>
    quads
      .filter(({ predicate, object }) => predicate.value === TYPE && object.value === type)
      .map((one) => one.subject.value)
  const lacking = (subjects: readonly string[], ...predicates: readonly string[]) =>
    subjects.flatMap((one) =>
      predicates.filter((predicate) => of(one, predicate).length === 0).map((p) => `${one} ${p}`),
    )

  it('has what is mandatory for a catalogue, data sets, series, distributions and agents', () => {
    const [catalogs, sets, series, files, agents] = [
      all(`${DCAT}Catalog`),
      all(`${DCAT}Dataset`),
      all(`${DCAT}DatasetSeries`),
      all(`${DCAT}Distribution`),
      all(`${FOAF}Agent`),
    ]
    expect([catalogs.length, series.length, agents.length]).toEqual([1, 3, 2])
    expect(sets.length).toBe(14)
    expect(files.length).toBeGreaterThan(150)
    expect(lacking(catalogs, `${DCT}title`, `${DCT}description`, `${DCT}publisher`, `${DCAT}dataset`)).toEqual([])
    expect(lacking([...sets, ...series], `${DCT}title`, `${DCT}description`, `${DCT}publisher`)).toEqual([])
    expect(
      lacking(files, `${DCAT}accessURL`, `${DCAT}mediaType`, `${DCT}format`, `${DCAT}byteSize`, `${SPDX}checksum`),
    ).toEqual([])
    expect(lacking(agents, `${FOAF}name`)).toEqual([])
    expect(new Set(values(catalogs[0] ?? '', `${DCAT}dataset`))).toEqual(new Set([...sets, ...series]))
  })

  it('says everything in all languages of a factsheet', () => {
    const titles = of(`${root}bicycle-counts/2023/`, `${DCT}title`)
    expect(titles.map(({ value, language }) => [language, value]).toSorted()).toEqual(
      [
        ['fr-be', 'Les comptages cyclistes en 2023'],
        ['nl-be', 'Fietstellingen in 2023'],
      ].map(([language, value]) => [expect.stringMatching(new RegExp(`^${language}$`, 'i')), value]),
    )
    expect(values(`${root}springs/2023-04/`, `${DCT}language`).toSorted()).toEqual([
      `${EU}/language/ARA`,
      `${EU}/language/ENG`,
    ])
    expect(values(`${root}bicycle-counts/2023/`, `${DCT}language`).toSorted()).toEqual([
      `${EU}/language/FRA`,
      `${EU}/language/NLD`,
    ])
  })

  it('tells of an edition its time, its version, the notes of that, its series and its older versions', () => {
    const edition = `${root}bicycle-counts/2022/`
    const [period = ''] = values(edition, `${DCT}temporal`)
    expect([values(period, `${DCAT}startDate`), values(period, `${DCAT}endDate`)]).toEqual([
      ['2022-01-01'],
      ['2022-12-31'],
    ])
    expect(values(edition, `${DCAT}version`)).toEqual(['2'])
    expect(values(edition, `${ADMS}versionNotes`)).toContain(
      'Het jaartotaal wordt 48.213 (voordien 48.001). De laatste tellingen zijn binnen.',
    )
    expect(values(edition, `${DCAT}inSeries`)).toEqual([`${root}bicycle-counts/`])
    expect(values(edition, `${DCT}issued`)).toEqual(['2023-02-03T14:30:00Z'])
    expect(values(edition, `${DCT}modified`)).toEqual(['2023-09-14T09:00:00Z'])
    expect(values(edition, `${DCAT}hasVersion`).toSorted()).toEqual([`${edition}1/`, `${edition}2/`])
    expect(values(`${edition}2/`, `${DCAT}previousVersion`)).toEqual([`${edition}1/`])
    expect(values(`${edition}1/`, `${DCAT}isVersionOf`)).toEqual([edition])
    expect(values(`${root}springs/2023-04/`, `${DCT}temporal`).flatMap((one) => values(one, `${DCAT}endDate`))).toEqual(
      ['2023-04-30'],
    )
  })

  it('has every file at its permanent address, with type, size and checksum', () => {
    const known = versionFiles(made.all)
    const addresses = all(`${DCAT}Distribution`).flatMap((one) => values(one, `${DCAT}downloadURL`))
    const paths = addresses.map((one) => decodeURIComponent(one.slice(root.length)))
    expect(paths.filter((path) => !known.has(path))).toEqual([])
    expect(paths.filter((path) => path.includes('/latest/'))).toEqual([])
    const own = `${root}bicycle-counts/2023/4/csv/fietstellingen-2023-maanden.csv`
    const [file = ''] = quads
      .filter(({ predicate, object }) => predicate.value === `${DCAT}downloadURL` && object.value === own)
      .map(({ subject }) => subject.value)
    expect(values(file, `${DCT}title`)).toEqual(['Fietsers per maand'])
    expect(values(file, `${DCAT}mediaType`)).toEqual(['https://www.iana.org/assignments/media-types/text/csv'])
    expect(values(file, `${DCT}format`)).toEqual([`${EU}/file-type/CSV`])
    expect(of(file, `${DCAT}byteSize`)[0]).toMatchObject({
      value: '912',
      datatype: { value: expect.stringContaining('nonNegativeInteger') },
    })
    expect(values(file, `${DCT}license`)).toEqual(['https://creativecommons.org/licenses/by/4.0/'])
    const [sum = ''] = values(file, `${SPDX}checksum`)
    expect(values(sum, `${SPDX}algorithm`)).toEqual([`${SPDX}checksumAlgorithm_sha256`])
    expect(of(sum, `${SPDX}checksumValue`)[0]?.value).toMatch(/^[0-9a-f]{64}$/)
  })

  it('knows nothing of a withdrawn version', () => {
    const subjects = new Set(quads.map(({ subject }) => subject.value))
    expect(subjects.has(`${root}bicycle-counts/2023/3/`)).toBe(true)
    for (const gone of ['2023/2/', '2023/1/', '2021/', '2021/1/'])
      expect(subjects.has(`${root}bicycle-counts/${gone}`)).toBe(false)
    expect(values(`${root}bicycle-counts/2023/3/`, `${DCAT}previousVersion`)).toEqual([])
    const told = quads.map(({ object }) => object.value)
    expect(told.filter((value) => SECRETS.some((secret) => value.includes(secret)))).toEqual([])
  })

  it('reads every key as a term of a vocabulary', () => {
    const vocabularies = [DCAT, DCT, FOAF, SPDX, ADMS, TYPE]
    const strange = quads.filter(({ predicate }) => !vocabularies.some((one) => predicate.value.startsWith(one)))
    expect(strange).toEqual([])
  })
})

it('there is no catalogue without a factsheet', () => {
  expect(catalogFile([])).toEqual([])
})
