import { beforeAll, describe, expect, it } from 'vitest'
import { entryPage } from '../../../src/release/site/entry.ts'
import type { SiteFacts } from '../../../src/release/site/facts.ts'
import { canalFacts, countFacts, madeSite, SITE, siteStyle, springFacts } from './fixtures.ts'
import { spokenIn, unescaped, withoutStyle } from './reading.ts'

let counts: SiteFacts
let canals: SiteFacts
let nl: string
let fr: string
const pageOf = (facts: SiteFacts, code: string) => {
  const texts = facts.texts.find(({ language }) => language.code === code)
  if (!texts) throw new Error(code)
  return withoutStyle(entryPage(facts, texts).content)
}
const part = (html: string, id: string) =>
  html.match(new RegExp(`<section[^>]*aria-labelledby="${id}"[\\s\\S]*?</section>`))?.[0] ?? ''
const item = (html: string, id: string) =>
  html.match(new RegExp(`<li id="${id}"[\\s\\S]*?(?=<li id="edition|</ol>)`))?.[0] ?? ''

beforeAll(async () => {
  const shared = { site: null, style: await siteStyle() }
  counts = await countFacts(shared)
  canals = await canalFacts(shared)
  nl = pageOf(counts, 'nl')
  fr = pageOf(counts, 'fr')
})

describe('the entry page', () => {
  it('opens with the newest edition: what it is, since when, and that it was corrected', () => {
    expect(nl).toContain('<h1>Fietstellingen in 2023</h1>')
    expect(nl).toContain('<p class="lead">Hoeveel fietsers er in 2023 langs de vaste telpunten reden')
    const spoken = spokenIn(part(nl, 'current'), 'nl-BE')
    expect(spoken).toContain(
      'Nieuwste editie: 2023 Gepubliceerd op 1 februari 2024 Gecorrigeerd op 18 april 2024 Versie 4',
    )
  })

  it('has every document with its language, type, pages and size', () => {
    const current = part(nl, 'current')
    expect(current).toContain(
      '<a href="../2023/latest/comptages-2023.pdf" hreflang="fr-BE" type="application/pdf">PDF</a> <span class="extent">2 pagina’s, 1,5\u00a0MB</span>',
    )
    expect(current).toContain(
      '<a href="../2023/latest/fietstellingen-2023_comptages-2023.html" type="text/html">HTML</a>',
    )
    expect(current).toContain('1 pagina, 1,5\u00a0MB')
    expect(part(fr, 'current')).toContain('2 pages, 1,5\u00a0Mo')
  })

  it('has every table as canonical CSV and for spreadsheets, and all figures in one file', () => {
    const current = part(nl, 'current')
    for (const file of ['csv/fietstellingen-2023-maanden.csv', 'csv/comptages-2023-points.excel.csv'])
      expect(current).toMatch(new RegExp(`<a href="../2023/latest/${file}" hreflang="(nl|fr)-BE" type="text/csv">`))
    expect(current).toContain(
      '<th scope="row">Fietsers per maand</th>'.replace('Fietsers per maand', '<span>Fietsers per maand</span>'),
    )
    expect(current).toContain(
      '<a href="../2023/latest/figures.json" type="application/json">Alle cijfers in één bestand</a>',
    )
    expect(current).not.toContain('manifest.json')
  })

  it('tells what is announced, postponed and cancelled, and why', () => {
    const spoken = spokenIn(part(nl, 'calendar'), 'nl-BE')
    expect(spoken).toContain(
      '2024 Uitgesteld tot 4 maart 2025 om 11:00; eerst aangekondigd voor 4 februari 2025 Reden: Drie telpunten worden nog hersteld.',
    )
    expect(spoken).toContain('2025 Aangekondigd voor 3 februari 2026 om 11:00')
    expect(spoken).toContain('2026 Gaat niet door Reden: De tellingen stoppen eind 2025.')
    expect(spoken).toContain('Tijdzone: Midden-Europese tijd')
    expect(spoken).not.toContain('2023')
  })

  it('says so when a postponed edition has no new date', () => {
    const before = counts.calendar?.announcements.get('2024')
    if (!counts.calendar || !before) throw new Error('no calendar')
    const calendar = { ...counts.calendar, announcements: new Map([['2024', { ...before, at: null }]]) }
    const spoken = spokenIn(part(pageOf({ ...counts, calendar }, 'fr'), 'calendar'), 'fr-BE')
    expect(spoken).toContain(
      'Reportée ; annoncée d’abord pour le 4 février 2025. La nouvelle date sera communiquée ici.',
    )
    expect(spoken).not.toContain('Fuseau')
  })

  it('has the older editions, also the one of which nothing is left', () => {
    const older = part(nl, 'older')
    expect(older).toContain(
      '<a href="../2022/latest/fietstellingen-2022.html" hreflang="nl-BE" type="text/html">HTML</a>',
    )
    expect(spokenIn(older, 'nl-BE')).toContain('2021 Van deze editie is op dit ogenblik geen versie beschikbaar.')
  })

  it('keeps the history of each edition, the newest version first, each at a place of its own', () => {
    const places = [...nl.matchAll(/<li id="(edition-[^"]+)"/g)].map(([, id]) => id)
    expect(places).toEqual([
      ...[4, 3, 2, 1].map((number) => `edition-2023-version-${number}`),
      ...[2, 1].map((number) => `edition-2022-version-${number}`),
      'edition-2021-version-1',
    ])
    const correction = spokenIn(item(nl, 'edition-2023-version-4'), 'nl-BE')
    expect(correction).toContain(
      'Versie 4 Correctie Gepubliceerd op 18 april 2024 Het aantal fietsers in mei 2023 bedraagt 4.141 en niet 4.411.',
    )
    expect(correction).toContain('Reden: Twee cijfers waren verwisseld bij het invoeren.')
    expect(item(nl, 'edition-2022-version-1')).toContain('<a href="../2022/1/fietstellingen-2022.html"')
    expect(spokenIn(item(nl, 'edition-2022-version-1'), 'nl-BE')).toContain(
      'Waarom later dan aangekondigd: Een telpunt viel uit',
    )
  })

  it('tells of a withdrawn version that it is, when and why, and links nothing of it', () => {
    const gone = item(nl, 'edition-2023-version-2')
    expect(spokenIn(gone, 'nl-BE')).toContain(
      'Ingetrokken op 12 maart 2024 Reden: Met een cijfer waren personen te herkennen.',
    )
    expect(gone).not.toContain('<a ')
  })

  it('has a feed, a calendar and a catalogue to follow it by', () => {
    expect(nl).toContain(
      '<link rel="alternate" type="application/atom+xml" title="Publicaties en correcties volgen (Atom)" href="feed.atom">',
    )
    for (const href of ['feed.atom', 'calendar.ics', '../../catalog.jsonld', '../2023/history.json'])
      expect(nl).toContain(`<a href="${href}"`)
    expect(pageOf(canals, 'nl')).not.toContain('calendar.ics')
  })

  it('is a catalogue of data sets for search engines, with version, dates, files and corrections', async () => {
    const made = await madeSite(SITE)
    const html = made.files.find(({ path }) => path === 'bicycle-counts/nl/index.html')?.content ?? ''
    const data = JSON.parse(html.match(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/)?.[1] ?? '')
    expect(data).toMatchObject({ '@type': 'DataCatalog', url: `${SITE}/bicycle-counts/nl/` })
    expect(data.dataset.map((one: { name: string }) => one.name)).toEqual([
      'Fietstellingen in 2023',
      'Fietstellingen in 2022',
    ])
    expect(data.dataset[0]).toMatchObject({
      '@type': 'Dataset',
      version: '4',
      datePublished: '2024-02-01T10:00:00Z',
      dateModified: '2024-04-18T09:00:00Z',
      temporalCoverage: '2023-01-01/2023-12-31',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      correction: [{ '@type': 'CorrectionComment', text: expect.stringContaining('4.141 en niet 4.411') }],
    })
    expect(data.dataset[0].description.length).toBeGreaterThan(50)
    expect(data.dataset[0].distribution).toContainEqual({
      '@type': 'DataDownload',
      encodingFormat: 'text/csv',
      contentSize: '912',
      contentUrl: `${SITE}/bicycle-counts/2023/latest/csv/fietstellingen-2023-maanden.csv`,
    })
    expect(data.dataset[1].correction).toBeUndefined()
  })

  it('escapes what texts hold, in markup and in data alike', async () => {
    const sly = '</script><b title="x">&'
    const versions = counts.editions[0]?.versions.map(({ version, ...rest }) => {
      const words = Object.fromEntries(
        Object.entries(version.words).map(([code, one]) => [code, { ...one, title: sly }]),
      )
      return { ...rest, version: { ...version, words } }
    })
    const html = pageOf({ ...counts, editions: [{ edition: '2023', versions: versions ?? [] }] }, 'nl')
    expect(html).toContain(`<h1>&lt;/script&gt;&lt;b title=&quot;x&quot;&gt;&amp;</h1>`)
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    const data = JSON.parse(html.match(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/)?.[1] ?? '')
    expect(data.dataset[0].name).toBe(sly)
  })

  it('can be made of a factsheet of which no version is left', () => {
    const gone = { on: '2024-05-01', reason: { nl: 'Fout.', fr: 'Erreur.' } }
    const editions = counts.editions.map(({ edition, versions }) => ({
      edition,
      versions: versions.map((one) => ({ ...one, withdrawn: gone })),
    }))
    const html = pageOf({ ...counts, editions }, 'nl')
    expect(html).toContain('<h1>Editie 2023</h1>')
    expect(spokenIn(html, 'nl-BE')).toContain('Van deze editie is op dit ogenblik geen versie beschikbaar.')
  })

  it('names the month of a monthly edition', async () => {
    const springs = await springFacts({ site: null, style: await siteStyle() })
    expect(pageOf(springs, 'ar')).toContain('أحدث إصدار: أبريل 2023')
    expect(unescaped(pageOf(springs, 'en'))).toContain('Latest edition: April 2023')
  })
})

describe('the areas of an edition', () => {
  it('stand in a table in the order of the language, accents or not, and many of them under their letters', () => {
    const html = part(pageOf(canals, 'fr'), 'current')
    const rows = [...html.matchAll(/<th (?:colspan="4" )?scope="row(?:group)?">([^<]+)<\/th>/g)].map(([, name]) =>
      unescaped(name ?? ''),
    )
    expect(rows.slice(0, 4)).toEqual(['A', 'Alsvoorde & Zn', 'Arbeke', 'B'])
    const e = rows.indexOf('E')
    expect(rows.slice(e, e + 5)).toEqual(['E', 'Elsvoorde & Zn', 'Élsvoorde & Zn', 'Erbeke', 'Érbeke'])
    expect(html).toContain('<a href="#areas-45">E</a>')
    expect(html).toContain('<tbody id="areas-45">')
    expect(html).toContain('44 territoires')
  })

  it('have each their page, PDF, facing document, tables and figures', () => {
    const html = part(pageOf(canals, 'nl'), 'current')
    const row = html.match(/<tr><th scope="row">Arbeke<\/th>[\s\S]*?<\/tr>/)?.[0] ?? ''
    const files = [...row.matchAll(/href="..\/2023\/latest\/A0\/([^"]+)"/g)].map(([, file]) => file)
    expect(files).toEqual([
      'kanaal-2023.html',
      'kanaal-2023_canal-2023.html',
      'kanaal-2023.pdf',
      'kanaal-2023_canal-2023.pdf',
      'csv/kanaal-2023-lading.csv',
      'csv/kanaal-2023-lading.excel.csv',
      'figures.json',
    ])
  })

  it('tell their own notices', () => {
    const corrected = item(pageOf(canals, 'nl'), 'edition-2023-version-2')
    expect(spokenIn(corrected, 'nl-BE')).toContain('Wijzigingen in 2 gebieden Arbeke Het totaal is 12 en niet 10.')
  })

  it('of an older edition have a page of their own, with its history', async () => {
    const made = await madeSite(null)
    const html = withoutStyle(made.files.find(({ path }) => path === 'canal-towns/nl/2022.html')?.content ?? '')
    expect(html).toContain('<h2 id="current">Editie 2022</h2>')
    expect(html).toContain('<a href="../2022/latest/A5/kanaal-2022.pdf"')
    expect(html).toContain('<li id="edition-2022-version-1"')
    expect(html).not.toContain('class="tall"')
    expect(part(pageOf(canals, 'nl'), 'older')).toContain('<a href="2022.html">Kanaalsteden in 2022</a>')
  })

  it('can be six hundred', async () => {
    const [edition] = canals.editions
    const [one] = edition?.versions ?? []
    if (!edition || !one) throw new Error('no version')
    const [set] = one.version.sets
    const sets = Array.from({ length: 600 }, (_, index) => ({
      area: `A${index}`,
      files: set?.files ?? [],
      names: {},
      changes: [],
      notices: [],
    }))
    const html = pageOf(
      { ...canals, editions: [{ ...edition, versions: [{ ...one, version: { ...one.version, sets } }] }] },
      'nl',
    )
    expect(html.match(/<tr><th scope="row">/g)).toHaveLength(600)
    expect(html).toContain('600 gebieden')
    expect(html.length).toBeLessThan(1_500_000)
  })
})
