/** An edition from its first publication over a correction, a withdrawal and a new rendering, by the command line. */
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspect } from '../src/pdf/inspect.ts'
import { CORRECTION, correctApril, correctTheRest, WITHDRAWAL, withholdTwo } from './e2e/correcting.ts'
import { type Desk, openDesk } from './e2e/desk.ts'
import { readPdf } from './e2e/pdf-text.ts'
import { copyProject, diptych, filesBelow, type Project, type Run } from './e2e/project.ts'
import { brokenLinks, shown } from './e2e/public-folder.ts'
import { complaints } from './e2e/valid-html.ts'
import { withoutStyle } from './release/site/reading.ts'

const EDITION = 'voluntary-return/2020'
const NL = 'vrijwillige-terugkeer-2020'
const FR = 'retours-volontaires-2020'
const FACING = `${NL}_${FR}`
const DOCUMENTS = [NL, FR, FACING]

let project: Project
let desk: Desk
const run = (...args: readonly string[]): Promise<Run> => desk.run(args, { root: project.root })
const publicPath = (path: string) => project.path(`out/public/${path}`)
const publicText = (path: string) => readFileSync(publicPath(path), 'utf8')
const visible = (html: string) =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

beforeAll(async () => {
  desk = await openDesk()
  project = copyProject()
  project.write(
    'data/voluntary-return/calendar.yaml',
    'zone: Europe/Brussels\neditions:\n  2020: { at: 2099-01-28T11:00, status: announced }\n',
  )
})
afterAll(async () => {
  await desk.close()
  project.remove()
})

describe('an edition under embargo', () => {
  it('is built as a draft that says so in each language, and nothing of it is public', async () => {
    expect((await run('build')).code).toBe(0)
    const html = project.read(`out/${EDITION}/${FACING}.html`)
    expect(visible(html)).toContain('Ontwerp onder embargo tot woensdag 28 januari 2099 om 11.00 uur')
    expect(visible(html)).toContain('Projet sous embargo jusqu’au mercredi 28 janvier 2099 à 11 h 00')
    expect(html).toContain('<meta name="robots" content="noindex">')
    expect(existsSync(publicPath(''))).toBe(false)
  })

  it('is not published before its time', async () => {
    const { code, told } = await run('publish')
    expect(code).toBe(1)
    expect(told).toContain('edition-under-embargo')
    expect(existsSync(publicPath(''))).toBe(false)
    expect(existsSync(project.path(`out/archive/${EDITION}/1`))).toBe(false)
  })
})

describe('a first version', () => {
  it('comes out late only with a reason in each language', async () => {
    project.edit('data/voluntary-return/calendar.yaml', '2099', '2021')
    const silent = await run('publish')
    expect([silent.code, silent.told.includes('publication-late')]).toEqual([1, true])
    const half = await run('publish', '--late', 'nl=Te laat ontvangen.')
    expect([half.code, half.told.includes('reason-untranslated')]).toEqual([1, true])
    const late = ['--late', 'nl=Te laat ontvangen.', '--late', 'fr=Reçu trop tard.']
    const { code, out } = await diptych(['publish', ...late], { root: project.root })
    expect(code).toBe(0)
    expect(out).toContain('version 1 (first)')
    expect(visible(publicText('voluntary-return/nl/index.html'))).toContain('Te laat ontvangen.')
    expect(visible(publicText('voluntary-return/fr/index.html'))).toContain('Reçu trop tard.')
  })

  it('has every document and figure, bears its date, and is a draft no more', async () => {
    for (const name of DOCUMENTS) {
      const html = publicText(`${EDITION}/latest/${name}.html`)
      expect(html).not.toMatch(/class="draft"|noindex/)
      expect(html).toMatch(/Gepubliceerd op|Publié le/)
      const { claims, breaches } = inspect(readFileSync(publicPath(`${EDITION}/1/${name}.pdf`)))
      expect(breaches).toEqual([])
      expect(claims.modified).toBe(JSON.parse(project.read(`out/archive/${EDITION}/1/version.json`)).issued)
    }
    const manifest = JSON.parse(publicText(`${EDITION}/1/manifest.json`))
    expect(manifest).toMatchObject({ factsheet: 'voluntary-return', edition: '2020', version: 1 })
    expect(manifest.figures).toMatchObject({ 'months.2020-04.fedasil': '61', total: '1847', change: '-24' })
    expect(manifest.labels.fr['months.2020-04.fedasil']).toBe('avril (Fedasil 2020)')
    expect(manifest.inputs.map((one: { path: string }) => one.path)).toContain(
      'data/voluntary-return/returns-by-month.csv',
    )
  })

  it('leads to every one of its files, and no link leads nowhere', () => {
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })

  it('published once more is the same: no second version, no other byte', async () => {
    const before = shown(project.path('out/public'))
    const { code, out } = await run('publish')
    expect([code, out.includes('Nothing to publish')]).toEqual([0, true])
    expect(shown(project.path('out/public'))).toEqual(before)
  })

  it('that stays as it is needs no approval', async () => {
    const { code, told } = await run('approve', ...CORRECTION)
    expect([code, told.includes('nothing-to-approve')]).toEqual([1, true])
  })

  it('is published whole or not at all', async () => {
    const { code, told } = await run('publish', '--area', 'x')
    expect([code, told.includes('edition-partly')]).toEqual([1, true])
  })
})

describe('a correction', () => {
  it('of one cell is refused, with every other table that must follow', async () => {
    correctApril(project)
    const { code, told } = await run('publish')
    expect(code).toBe(1)
    for (const file of ['returns-by-year', 'returns-by-destination', 'returns-by-category', 'returns-by-organiser'])
      expect(told).toContain(`see also data/voluntary-return/${file}.csv`)
    expect(told).toContain(
      'months.total.total is 1849 (from 24 cells) but history.edition is 1847 (one cell): a difference of 2',
    )
  })

  it('is listed: what was put in, what follows from it, and what prints the same', async () => {
    correctTheRest(project)
    const { code, out } = await run('diff')
    expect(code).toBe(0)
    expect(out).toMatch(
      /returns-by-month +2020-04 fedasil +61 +-> +63 +changed +data\/voluntary-return\/returns-by-month\.csv:23:17/,
    )
    expect(out).toMatch(/months\.2020-04\.fedasil +61 +-> +63 +put in/)
    for (const figure of ['months.total.total', 'total', 'history.2020.persons', 'destinations.total.persons'])
      expect(out).toMatch(new RegExp(`${figure.replaceAll('.', '\\.')} +1847 +-> +1849`))
    expect(out).toMatch(/change +-24 % +-> +-24 % +follows, printed the same/)
    expect(out).toContain('Kind: correction. It needs an approval.')
    const json = JSON.parse((await run('diff', '--json')).out)
    expect(json).toMatchObject({ ok: true, kind: 'correction', needsApproval: true, from: 1, words: [] })
    expect(json.sets[0].changes).toHaveLength(20)
  })

  it('is never published by itself: it waits with exit code 4, and shows what readers will be told in every language', async () => {
    const before = shown(project.path('out/public'))
    const { code, told } = await run('publish')
    expect(code).toBe(4)
    expect(visible(told)).toContain('april (Fedasil 2020) is 63 in plaats van 61')
    expect(visible(told)).toContain('avril (Fedasil 2020), 63 au lieu de 61')
    expect(shown(project.path('out/public'))).toEqual(before)
    const json = JSON.parse((await run('publish', '--json')).out)
    expect(json).toMatchObject({ ok: false, approval: { version: 2, kind: 'correction', undecided: 0 } })
  })

  it('is approved with a reason in every language', async () => {
    const { code, told } = await run('approve', ...CORRECTION.slice(0, 4))
    expect([code, told.includes('reason-missing')]).toEqual([1, true])
    expect((await run('approve', ...CORRECTION)).code).toBe(0)
    expect(project.read('data/voluntary-return/releases/2020-2.yaml')).toMatch(/^kind: correction\nseverity: major$/m)
  })

  it('that changed after it was approved waits again', async () => {
    project.edit('templates/voluntary-return/text/nl.yaml', 'heading: Van maand tot maand', 'heading: Maand na maand')
    const { code, told } = await run('publish')
    expect([code, told.includes('approval-for-others')]).toEqual([4, true])
    project.edit('templates/voluntary-return/text/nl.yaml', 'heading: Maand na maand', 'heading: Van maand tot maand')
  })

  it('becomes version 2, with its notice in each language under the title, and marks at the numbers', async () => {
    expect((await run('publish')).out).toContain('version 2 (correction)')
    const nl = publicText(`${EDITION}/latest/${NL}.html`)
    expect(nl.indexOf('class="notices"')).toBeGreaterThan(nl.indexOf('</header>'))
    expect(nl.indexOf('class="notices"')).toBeLessThan(nl.indexOf('class="strip"'))
    expect(visible(nl)).toMatch(/Correctie van [^(]+ \(versie 2\)\. Twee dossiers van april waren niet meegeteld\./)
    expect(visible(nl)).toContain('1.849 mensen keerden vrijwillig terug in 2020 (eerder 1.847)')
    expect(visible(publicText(`${EDITION}/latest/${FR}.html`))).toContain(
      'Deux dossiers d’avril n’avaient pas été comptés.',
    )
    const marked = [
      ...nl.matchAll(/data-figure="([^"]+)">[^<]*<\/data><span class="beside"><span class="status" data-imprint>/g),
    ]
    expect(marked.map((match) => match[1])).toContain('months.2020-04.fedasil')
    expect(visible(nl)).toContain('[r] gewijzigd sinds een eerdere versie')
  })

  it('keeps the page budget and the standards of its PDFs, which hold the notice as text', async () => {
    for (const [name, pages, words] of [
      [NL, 2, 'is 63 in plaats van 61'],
      [FR, 2, '63 au lieu de 61'],
      [FACING, 3, 'is 63 in plaats van 61'],
    ] as const) {
      const pdf = readFileSync(publicPath(`${EDITION}/2/${name}.pdf`))
      expect(inspect(pdf).breaches).toEqual([])
      expect(String(pdf)).toContain(
        '<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">2</xmpMM:VersionID>',
      )
      const read = await readPdf(pdf)
      expect([read.pages, read.text.includes(words)]).toEqual([pages, true])
    }
  })

  it('leaves version 1 in its place: its PDFs to the byte, its pages with a banner around them', () => {
    const kept = filesBelow(project.path(`out/archive/${EDITION}/1/files`))
    for (const [path, bytes] of kept) {
      const now = readFileSync(publicPath(`${EDITION}/1/${path}`))
      if (path.endsWith('.html')) expect(String(now)).toContain('<!--superseded-->')
      else expect(now.equals(bytes), path).toBe(true)
    }
    expect(visible(publicText(`${EDITION}/1/${NL}.html`))).toContain('versie 2')
  })

  it('is told in the history, the feed and the catalogue, and every link leads somewhere', () => {
    expect(visible(publicText('voluntary-return/nl/index.html'))).toContain(
      'april (Fedasil 2020) is 63 in plaats van 61',
    )
    expect(publicText('voluntary-return/fr/feed.atom')).toContain('63 au lieu de 61')
    const history = JSON.parse(publicText(`${EDITION}/history.json`))
    expect(history.versions.map((one: { version: number; kind: string }) => [one.version, one.kind])).toEqual([
      [2, 'correction'],
      [1, 'first'],
    ])
    expect(publicText('catalog.jsonld')).toContain('"2"')
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })
})

describe('numbers that are withheld', () => {
  it('wait for an approval whose reason does not tell them', async () => {
    withholdTwo(project)
    const { code, told } = await run('publish')
    expect(code).toBe(4)
    expect(told).toContain('confidentiality')
    expect(told).not.toMatch(/\b5[89]\b/)
    const telling = await run(
      'approve',
      ...WITHDRAWAL.slice(0, 2),
      '--reason',
      'nl=Het ging om 58 mensen.',
      '--reason',
      'fr=Trop peu.',
    )
    expect([telling.code, telling.told.includes('reason-tells-number')]).toEqual([1, true])
    expect((await run('approve', ...WITHDRAWAL)).code).toBe(0)
    expect((await run('publish')).out).toContain('version 3 (confidentiality)')
  })

  it('are nowhere in the public folder, in no version and no form', async () => {
    const files = filesBelow(project.path('out/public'))
    for (const [path, bytes] of files) {
      const text = path.endsWith('.pdf') ? (await readPdf(bytes)).text : visible(String(bytes))
      const data = path.endsWith('.html') ? text : text.replace(/"sha256": "[^"]*"|[0-9a-f]{12,}/g, '')
      const told = [...data.matchAll(/(?:Wit-Rusland|Rusland|Biélorussie|Russie|\bBY\b|\bRU\b)\W{0,12}(5[89])\b/g)]
      expect(
        told.map((match) => match[0]),
        path,
      ).toEqual([])
    }
    expect(files.size).toBeGreaterThan(60)
  })

  it('take every version that told them with them: a page and a PDF say so in their place', async () => {
    for (const version of [1, 2]) {
      const there = [...filesBelow(publicPath(`${EDITION}/${version}`)).keys()]
      expect(there.sort()).toEqual(DOCUMENTS.flatMap((name) => [`${name}.html`, `${name}.pdf`]).sort())
      expect(visible(publicText(`${EDITION}/${version}/${NL}.html`))).toContain(
        'Bij kleine aantallen waren mensen herkenbaar.',
      )
      const pdf = readFileSync(publicPath(`${EDITION}/${version}/${FACING}.pdf`))
      expect(inspect(pdf).breaches).toEqual([])
      expect((await readPdf(pdf)).text).toContain('De petits effectifs permettaient de reconnaître des personnes.')
    }
  })

  it('leave the notices of all versions on the first page, the newest first, within its budget', async () => {
    const notices = [...publicText(`${EDITION}/latest/${NL}.html`).matchAll(/<p class="notice"><strong>([^<]*)/g)]
    expect(notices.map((match) => match[1]?.split(/[ ,]/)[0])).toEqual(['Cijfers', 'Correctie'])
    expect((await readPdf(readFileSync(publicPath(`${EDITION}/latest/${NL}.pdf`)))).pages).toBe(2)
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })
})

describe('the public folder', () => {
  it('holds valid HTML only: documents, tombstones, and the pages around them', async () => {
    const pages = [...filesBelow(project.path('out/public'))].filter(([path]) => path.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(12)
    for (const [path, bytes] of pages) {
      // The bilingual document has a title in each language.
      const found = (await complaints(withoutStyle(String(bytes)))).filter((one) => !one.includes('Multiple <h1>'))
      expect(found, path).toEqual([])
    }
  })
})

describe('a new rendering', () => {
  it('makes no new version: it is told, and made only when that is asked for', async () => {
    project.write('templates/voluntary-return/style.css', 'h1 { letter-spacing: 0 }\n')
    const before = shown(publicPath(`${EDITION}/3`))
    const { code, out } = await run('publish')
    expect([code, out.includes('It would be rendered otherwise today')]).toEqual([0, true])
    expect(shown(publicPath(`${EDITION}/3`))).toEqual(before)
    const again = await run('publish', '--again')
    expect([again.code, again.out.includes('the files of version 3 were made again')]).toEqual([0, true])
    expect(existsSync(publicPath(`${EDITION}/4`))).toBe(false)
    expect(shown(publicPath(`${EDITION}/3`)).get('figures.json')).toBe(before.get('figures.json'))
    expect(shown(publicPath(`${EDITION}/3`)).get(`${NL}.html`)).not.toBe(before.get(`${NL}.html`))
    expect((await run('history')).out).toContain('its files were made again')
  })
})

describe('words alone', () => {
  it('make an editorial version without an approval or a notice', async () => {
    project.edit('templates/voluntary-return/text/nl.yaml', 'heading: Van maand tot maand', 'heading: Maand na maand')
    project.edit('templates/voluntary-return/text/fr.yaml', 'heading: Mois par mois', 'heading: Mois après mois')
    const { out } = await run('diff')
    expect(out).toMatch(/nl +- Van maand tot maand\n +nl +\+ Maand na maand/)
    expect(out).toContain('Kind: editorial. It may be published as it is.')
    expect((await run('publish')).out).toContain('version 4 (editorial)')
    const html = publicText(`${EDITION}/latest/${NL}.html`)
    expect(visible(html)).toContain('Versie 4, aangepast op')
    expect([...html.matchAll(/<p class="notice">/g)]).toHaveLength(2)
  })
})

describe('all that is public', () => {
  it('is proved to be what was published, and comes out the same from its inputs', async () => {
    const { code, out } = await run('verify', '--rebuild')
    expect(out.match(/the same bytes$/gm)).toHaveLength(4)
    expect([code, out.includes('all as published')]).toEqual([0, true])
  })

  it.each([
    ['changed', (path: string) => project.write(path, `${project.read(path)} `), 'public-file-changed'],
    ['added', (path: string) => project.write(`${path}.bak`, ''), 'public-file-unknown'],
  ])('is found out when a file is %s', async (_, break_, code) => {
    break_(`out/public/${EDITION}/latest/figures.json`)
    const verified = await run('verify')
    expect([verified.code, verified.told.includes(code)]).toEqual([1, true])
  })

  it('is put right by publishing again', async () => {
    expect((await run('publish')).code).toBe(0)
    expect((await run('verify')).code).toBe(0)
  })
})
