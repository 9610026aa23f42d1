/** An edition with areas: one version for all of them, and each tells only what concerns it. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './e2e/desk.ts'
import { copyProject, filesBelow, type Project, TOOL } from './e2e/project.ts'
import { brokenLinks, shown } from './e2e/public-folder.ts'

const EDITION = 'out/public/libraries/2023'
const AREAS = ['grootmeer', 'lindehof', 'oostrand']
const REASONS = ['--reason', 'nl=Drie boeken waren vergeten.', '--reason', 'fr=Trois livres manquaient.']

let project: Project
let desk: Desk
const run = (...args: readonly string[]) => desk.run(args, { root: project.root })
const plain = (html: string) =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
const pages = (area: string) =>
  readdirSync(project.path(`${EDITION}/latest/${area}`))
    .filter((name) => name.endsWith('.html'))
    .map((name) => plain(project.read(`${EDITION}/latest/${area}/${name}`)))

beforeAll(async () => {
  desk = await openDesk()
  project = copyProject(`${TOOL}/test/factsheets/libraries`)
  const first = await run('publish')
  if (first.code !== 0) throw new Error(first.told)
  project.edit('data/libraries/loans.csv', '2023,oostrand,books,41207', '2023,oostrand,books,41210')
  project.edit('data/libraries/loans.csv', '2023,_T,books,199311', '2023,_T,books,199314')
}, 60_000)
afterAll(async () => {
  await desk.close()
  project.remove()
})

describe('a correction of one area', () => {
  it('is listed for every area that it concerns', async () => {
    const { out } = await run('diff', '--json')
    const { sets } = JSON.parse(out) as { sets: { area: string; changes: { figure: string }[] }[] }
    const changed = Object.fromEntries(sets.map(({ area, changes }) => [area, changes.map((one) => one.figure)]))
    expect(Object.keys(changed).sort()).toEqual(AREAS)
    expect(changed.oostrand).toContain('loans.books.loans')
    expect(changed.lindehof).toEqual(['everywhere.books.loans', 'everywhere.total.loans', 'all'])
  })

  it('waits for one approval, and makes one version of all areas', async () => {
    const waiting = await run('publish')
    expect(waiting.code).toBe(4)
    expect(plain(waiting.told)).toContain('oostrand, nl Correctie van')
    expect((await run('approve', '--by', 'Directie', ...REASONS)).code).toBe(0)
    expect((await run('publish')).code).toBe(0)
    expect(readdirSync(project.path(EDITION)).sort()).toEqual(['1', '2', 'history.json', 'latest'])
    expect(readdirSync(project.path(`${EDITION}/2`)).sort()).toEqual(AREAS)
  })

  it('is told in each area with its own numbers, and with those of no other', () => {
    for (const page of pages('oostrand').filter((one) => one.includes('Correctie van')))
      expect(page).toContain('boeken (2023) is 41.210 in plaats van 41.207')
    for (const area of ['grootmeer', 'lindehof'])
      for (const page of pages(area)) {
        expect(page).not.toMatch(/41\.2(07|10)/)
        expect(page).toMatch(/199\.314 in plaats van 199\.311|199\.314 au lieu de 199\.311/)
      }
  })

  it('leads from one page to the documents of every area', () => {
    const page = project.read('out/public/libraries/nl/index.html')
    expect(plain(page)).toContain('Bibliotheken in 2023')
    for (const area of AREAS) expect(page).toContain(`../2023/latest/${area}/`)
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })

  it('can be made again from its inputs, every area to the byte', async () => {
    const { code, out } = await run('verify', '--rebuild')
    expect([code, out.match(/the same bytes$/gm)?.length]).toEqual([0, 2])
  })
})

describe('a withheld number', () => {
  it('cannot be looked for by the hash of its file, not even in the manifest of another area', () => {
    for (const area of AREAS) {
      const manifest = JSON.parse(project.read(`${EDITION}/latest/${area}/manifest.json`))
      const loans = manifest.inputs.find((one: { path: string }) => one.path === 'data/libraries/loans.csv')
      expect([area, loans.sha256]).toEqual([area, null])
    }
  })
})

describe('an area that is given up', () => {
  it('is a difference that a person must judge, and its documents stay in the versions that had them', async () => {
    project.edit(
      'templates/libraries/factsheet.yaml',
      '{ dimension: municipality }',
      '{ dimension: municipality, codes: [oostrand, lindehof] }',
    )
    const { out, told } = await run('diff', '--json')
    expect(told).toBe('')
    const { sets, needsApproval } = JSON.parse(out)
    expect(needsApproval).toBe(true)
    const gone = sets.find((one: { area: string }) => one.area === 'grootmeer')
    const refused = async (...more: readonly string[]) =>
      /problem (\S+)/.exec((await run('approve', '--by', 'Directie', ...more, ...REASONS)).told)?.[1]
    expect(await refused()).toBe('kind-undecided')
    expect(await refused('--kind', 'correction')).toBe('kind-unexplained')
    expect(await refused('--kind', 'editorial', '--because', 'Fusie.')).toBe('approval-too-light')
    expect(gone.changes.every((one: { new: string | null }) => one.new === null)).toBe(true)
    expect(
      (await run('approve', '--by', 'Directie', '--kind', 'correction', '--because', 'Fusie.', ...REASONS)).told,
    ).toBe('')
    expect((await run('publish')).code).toBe(0)
    expect(readdirSync(project.path(`${EDITION}/3`)).sort()).toEqual(['lindehof', 'oostrand'])
    expect(readdirSync(project.path(`${EDITION}/2`)).sort()).toEqual(AREAS)
    expect([...filesBelow(project.path(EDITION)).keys()].some((path) => path.startsWith('latest/grootmeer'))).toBe(
      false,
    )
    const old = readFileSync(project.path(`${EDITION}/2/grootmeer/bibliotheek-grootmeer-2023.html`), 'utf8')
    expect(plain(old)).toContain('versie 3')
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })
})

describe('a second factsheet', () => {
  const SITE = 'https://cijfers.example.org/stat/'

  it('is shown beside the first, which stays as it was to the byte', async () => {
    for (const folder of ['templates/tourism', 'data/tourism'])
      cpSync(`${TOOL}/test/factsheets/tourism/${folder}`, project.path(folder), { recursive: true })
    project.edit('templates/tourism/factsheet.yaml', 'archive: 2a', `archive: 2a\nsite: ${SITE}`)
    const before = shown(project.path('out/public/libraries'))
    expect((await run('publish', 'tourism')).told).toBe('')
    expect(shown(project.path('out/public/libraries'))).toEqual(before)
    const root = plain(project.read('out/public/index.html'))
    expect(root).toContain('Bibliotheken in 2023')
    expect(root).toContain('Le tourisme en Ardenne-Eifel en 2023')
    expect(brokenLinks(project.path('out/public'))).toEqual([])
  })

  it('whose address is known is in the sitemap, and each address there is a file', () => {
    const addresses = [...project.read('out/public/sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(
      ([, one = '']) => one,
    )
    expect(addresses.length).toBeGreaterThan(4)
    for (const address of addresses) {
      expect(address.startsWith(SITE), address).toBe(true)
      const path = decodeURIComponent(address.slice(SITE.length))
      expect(
        existsSync(project.path(`out/public/${path === '' || path.endsWith('/') ? `${path}index.html` : path}`)),
        address,
      ).toBe(true)
    }
  })

  it('says of each document that its newest version is the one to be found', () => {
    const html = project.read('out/public/tourism/2023/1/tourisme-2023.html')
    const canonical = /<link rel="canonical" href="([^"]+)">/.exec(html)?.[1] ?? ''
    expect(canonical).toBe(`${SITE}tourism/2023/latest/tourisme-2023.html`)
    expect(existsSync(project.path(`out/public/${canonical.slice(SITE.length)}`))).toBe(true)
  })
})
