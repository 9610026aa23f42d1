/** Builds after the first, by the command as people run it: what they make, what they leave, and what they say of it. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './e2e/desk.ts'
import { watchLoading } from './e2e/loading.ts'
import { copyProject, diptych, filesBelow, type Project, type Run } from './e2e/project.ts'

const OUT = 'out/voluntary-return/2020'
const YEARS = 'data/voluntary-return/returns-by-year.csv'
const FRENCH = 'templates/voluntary-return/text/fr.yaml'
const NOTHING = 'Nothing has changed since the last build'
const HEAVY = /[/\\](vega|vega-lite|puppeteer|fontkit|handlebars|pdf-lib)[/\\.]/

interface Why {
  readonly kind: string
  readonly of: string
  readonly made: boolean
  readonly because: readonly string[]
}

let project: Project
let desk: Desk
const build = (...args: readonly string[]) => desk.run(['build', ...args], { root: project.root })
const outputs = () => filesBelow(project.path(OUT))
const differing = (one: ReadonlyMap<string, Buffer>, other: ReadonlyMap<string, Buffer>) =>
  [...new Set([...one.keys(), ...other.keys()])].filter(
    (path) => !one.get(path)?.equals(other.get(path) ?? Buffer.of()),
  )

/** Every file that earlier builds kept. */
const entries = () =>
  readdirSync(project.path('.diptych'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

async function explained(): Promise<readonly Why[]> {
  const { code, out, told } = await build('--explain', '--json')
  if (code !== 0) throw new Error(told || out)
  return JSON.parse(out).why
}
const madeOf = (why: readonly Why[], kind: string) =>
  why
    .filter((one) => one.kind === kind && one.made)
    .map((one) => one.of)
    .sort()

beforeAll(async () => {
  desk = await openDesk()
  project = copyProject()
  const { code, told } = await build()
  if (code !== 0) throw new Error(told)
}, 60_000)
afterAll(async () => {
  await desk?.close()
  project?.remove()
})

describe('a build of which nothing has changed', () => {
  let run: Run
  let loading: ReturnType<typeof watchLoading>
  let before: ReadonlyMap<string, Buffer>
  let times: readonly number[]
  const timesNow = () => [...outputs().keys()].map((path) => statSync(project.path(`${OUT}/${path}`)).mtimeMs)
  beforeAll(async () => {
    before = outputs()
    times = timesNow()
    loading = watchLoading(project.root)
    run = await diptych(['build'], { root: project.root, env: loading.env })
  })

  it('says so, and where the documents are', () => {
    expect(run).toMatchObject({ code: 0, told: '' })
    expect(run.out).toContain(NOTHING)
    expect(run.out).toContain(project.path(`${OUT}/index.html`))
  })

  it('starts no browser, and loads nothing that reads, draws or prints', () => {
    expect(loading.loaded().some((url) => url.endsWith('/src/rebuild.ts'))).toBe(true)
    expect(loading.loaded().filter((url) => HEAVY.test(url))).toEqual([])
    expect(loading.started()).toEqual([])
  })

  it('touches no file', () => {
    expect(differing(before, outputs())).toEqual([])
    expect(timesNow()).toEqual(times)
  })

  it('is another one as soon as an output was edited: the output is made right again', async () => {
    const edited = project.path(`${OUT}/index.html`)
    writeFileSync(edited, 'edited by hand')
    expect((await build()).code).toBe(0)
    expect(differing(before, outputs())).toEqual([])
  })
})

describe('one message changed in French', () => {
  let why: readonly Why[]
  beforeAll(async () => {
    project.edit(FRENCH, 'heading: Chiffres clés', 'heading: Les chiffres clés')
    why = await explained()
  })

  it('makes the French and the facing documents again, and nothing Dutch', () => {
    expect(madeOf(why, 'page')).toEqual(['facing', 'fr'])
    expect(madeOf(why, 'pdf')).toHaveLength(2)
    expect(madeOf(why, 'dataset')).toEqual([])
    expect(why.filter((one) => one.kind === 'pdf')).toHaveLength(3)
  })

  it('tells the line that changed', () => {
    const page = why.find((one) => one.kind === 'page' && one.of === 'fr')
    expect(page?.because).toEqual([
      expect.stringMatching(/^templates\/voluntary-return\/text\/fr\.yaml line \d+ has changed$/),
    ])
  })

  it('gives the bytes that a build of everything gives', async () => {
    const after = outputs()
    project.forget()
    expect((await build()).code).toBe(0)
    expect(differing(after, outputs())).toEqual([])
    expect(String(outputs().get('retours-volontaires-2020.html'))).toContain('Les chiffres clés')
  })
})

describe('one cell changed that no printed figure shows', () => {
  it('makes no page and no PDF, starts no browser, and says so', async () => {
    project.write(YEARS, `${project.read(YEARS)}2021,1500,A,F,\n`)
    await build()
    const before = outputs()
    project.edit(YEARS, '2021,1500', '2021,1501')
    const loading = watchLoading(project.root)
    const { code, out } = await diptych(['build', '--explain'], { root: project.root, env: loading.env })
    expect(code).toBe(0)
    expect(out).toContain('No printed figure and no word has changed')
    expect(out).toMatch(
      /made: dataset data\/voluntary-return\/returns-by-year\.csv\n +because .*line 16: value 1500 to 1501\n/,
    )
    expect(out).toMatch(/as before: .*3 pages, 3 pdfs/)
    expect(loading.started()).toEqual([])
    const pdfs = differing(before, outputs()).filter((path) => /\.(pdf|html)$/.test(path))
    expect(pdfs).toEqual([])
  })
})

describe('one cell changed that is printed', () => {
  it('makes every document again, each for that cell', async () => {
    project.edit(YEARS, '2007,2593', '2007,2594')
    const why = await explained()
    expect(madeOf(why, 'page')).toEqual(['facing', 'fr', 'nl'])
    expect(madeOf(why, 'dataset')).toEqual([YEARS])
    const reasons = new Set(why.filter((one) => one.made && one.kind === 'page').flatMap((one) => one.because))
    expect([...reasons]).toEqual([`${YEARS} line 2: value 2593 to 2594`])
  })
})

describe('what earlier builds kept', () => {
  it('may be damaged: each entry is found to be so and made again', async () => {
    const before = outputs()
    for (const path of entries()) {
      const entry = readFileSync(path)
      entry[entry.length - 1] = (entry.at(-1) ?? 0) ^ 1
      writeFileSync(path, entry)
    }
    project.edit(FRENCH, 'heading: Les chiffres clés', 'heading: Chiffres clés')
    expect((await build()).code).toBe(0)
    project.edit(FRENCH, 'heading: Chiffres clés', 'heading: Les chiffres clés')
    expect((await build()).code).toBe(0)
    expect(differing(before, outputs())).toEqual([])
  })

  it('may be deleted in part', async () => {
    const before = outputs()
    for (const path of entries().filter((_, index) => index % 2 === 0)) rmSync(path)
    expect((await build()).code).toBe(0)
    expect(differing(before, outputs())).toEqual([])
  })

  it('does not grow with every correction', async () => {
    // What the tests before deleted by halves nobody knows of any more.
    project.forget()
    const counts: number[] = []
    for (const heading of ['Chiffres clés', 'Les chiffres clés', 'Chiffres clés', 'Les chiffres clés']) {
      project.edit(FRENCH, /heading: (Les c|C)hiffres clés/, `heading: ${heading}`)
      expect((await build('--lang', 'fr')).code).toBe(0)
      counts.push(entries().length)
    }
    expect(new Set(counts)).toEqual(new Set([counts[0]]))
  })
})
