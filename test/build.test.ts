/** One document set for each of many areas, made by the command as people run it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from './e2e/pdf-text.ts'
import { copyProject, diptych, filesBelow, type Project, type Run, TOOL } from './e2e/project.ts'

const CASE = `${TOOL}/test/factsheets/libraries`
const OUT = 'out/libraries/2023'
const KINDS = ['books', 'music', 'films']
const AREAS = Array.from({ length: 50 }, (_, index) => `m${String(index).padStart(2, '0')}`)

/** No two are the same, and none is a part of another or of a total. */
const loans = (area: number, kind: number, year: number) => 100_003 + area * 1_237 + kind * 80_021 + (year - 2022) * 613

function csv(): string {
  const years = [2022, 2023]
  const rows = years.flatMap((year) =>
    KINDS.flatMap((name, kind) => {
      const values = AREAS.map((_, area) => loans(area, kind, year))
      const total = values.reduce((sum, one) => sum + one, 0)
      return [...AREAS.map((area, index) => [year, area, name, values[index]]), [year, '_T', name, total]]
    }),
  )
  return ['year,municipality,kind,value,obs_status,conf_status', ...rows.map((row) => `${row.join(',')},A,F`), ''].join(
    '\n',
  )
}

/** Names that are letters only, so that no digit of a name is taken for a figure. */
const nameOf = (index: number) => `Dorp ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index % 26]}${index < 26 ? 'a' : 'b'}`

function manyAreas(): Project {
  const project = copyProject(CASE)
  project.write('data/libraries/loans.csv', csv())
  project.write('data/libraries/municipalities.csv', `code\n${AREAS.join('\n')}\n`)
  project.edit('templates/libraries/factsheet.yaml', 'facing: [nl, fr]\n', '')
  project.edit('templates/libraries/factsheet.yaml', ', facing: 1 }', ' }')
  const names = AREAS.map((area, index) => `${area}: ${nameOf(index)}`).join(', ')
  for (const language of ['nl', 'fr']) {
    const file = `templates/libraries/text/${language}.yaml`
    project.edit(file, /municipality: \{.*\}/, `municipality: { ${names} }`)
    project.edit(file, 'same: [Oostrand,', `same: [${AREAS.map((_, index) => nameOf(index)).join(', ')},`)
  }
  return project
}

describe('fifty areas', () => {
  let project: Project
  let run: Run
  let together: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    project = manyAreas()
    run = await diptych(['build', '--parallel', '3'], { root: project.root })
    if (run.code !== 0) throw new Error(run.told)
    together = filesBelow(project.path(OUT))
  }, 120_000)
  afterAll(() => project?.remove())

  it('have a folder of documents each, and one page that leads to all of them', () => {
    const folders = new Set([...together.keys()].map((path) => path.split('/')[0]))
    expect([...folders].sort()).toEqual(['index.html', ...AREAS].sort())
    expect([...together.keys()].filter((path) => path.endsWith('.pdf'))).toHaveLength(100)
    const index = String(together.get('index.html'))
    for (const [at, area] of AREAS.entries()) {
      expect(index).toContain(`href="${area}/index.html"`)
      expect(index).toContain(nameOf(at))
    }
  })

  it('are the same bytes side by side, ten of them one by one, and one alone', async () => {
    project.forget()
    const some = AREAS.slice(20, 30).join(',')
    const oneByOne = await diptych(['build', '--parallel', '1', '--area', some], { root: project.root })
    expect(oneByOne.code).toBe(0)
    expect(oneByOne.out).toMatch(/^10 areas, 20 PDFs, /m)
    const now = filesBelow(project.path(OUT))
    expect([...now.keys()]).toEqual([...together.keys()])
    expect([...together].filter(([path, bytes]) => !now.get(path)?.equals(bytes)).map(([path]) => path)).toEqual([])
    project.forget()
    const alone = await diptych(['build', '--area', 'm17'], { root: project.root })
    expect(alone.code).toBe(0)
    const after = filesBelow(project.path(OUT))
    expect([...together].filter(([path, bytes]) => !after.get(path)?.equals(bytes)).map(([path]) => path)).toEqual([])
  }, 120_000)

  it('show no figure and no name of each other', async () => {
    const words = new Map<string, string>()
    for (const [path, bytes] of together) {
      const [area = ''] = path.split('/')
      if (!AREAS.includes(area)) continue
      const text = path.endsWith('.pdf') ? (await readPdf(bytes)).text : String(bytes)
      words.set(area, `${words.get(area) ?? ''}\n${text}`)
    }
    const own = (area: number) => KINDS.flatMap((_, kind) => [2022, 2023].map((year) => loans(area, kind, year)))
    const written = (text: string, number: number) => {
      const digits = String(number)
      return new RegExp(`(?<![\\d.])${digits.slice(0, -3)}\\.?${digits.slice(-3)}(?!\\d)`).test(text)
    }
    const found: string[] = []
    for (const [index, area] of AREAS.entries()) {
      const text = words.get(area) ?? ''
      expect(
        own(index).every((number) => written(text, number)),
        area,
      ).toBe(true)
      for (const [other, name] of AREAS.entries())
        if (other !== index && (text.includes(nameOf(other)) || own(other).some((number) => written(text, number))))
          found.push(`${name} in ${area}`)
    }
    expect(found).toEqual([])
  }, 60_000)

  it('tell how far they are, on a line every so often', () => {
    expect(run.out).toMatch(/^- areas {5}50 of 50, 0 failed, \d+\.\d a second/m)
    expect(run.out).toMatch(/^50 areas, 100 PDFs, /m)
  })

  it('of which one does not fit its page cost that one only: it stays as it was, and is named', async () => {
    const texts = 'templates/libraries/text/nl.yaml'
    const before = project.read(texts)
    project.edit(texts, `m07: ${nameOf(7)}`, `m07: ${'Zeerlangedorpsnaam'.repeat(12)}`)
    const broken = await diptych(['build', '--area', 'm06,m07,m08'], { root: project.root })
    project.write(texts, before)
    expect(broken.code).toBe(1)
    expect(broken.told).toContain('(in the documents of m07)')
    expect(broken.told).toContain('Not made, and left as it was in out/: m07')
    expect(broken.out).toMatch(/^2 areas, 4 PDFs, /m)
    const after = filesBelow(project.path(OUT))
    const same = (area: string) =>
      [...together].filter(([path]) => path.startsWith(area)).every(([path, bytes]) => after.get(path)?.equals(bytes))
    expect(same('m07')).toBe(true)
  }, 60_000)
})

describe('areas asked for', () => {
  it('that are not there are refused with the nearest one, and nothing is made', async () => {
    const project = copyProject(CASE)
    const { code, told } = await diptych(['build', '--area', 'osstrand'], { root: project.root })
    expect(code).toBe(1)
    expect(told).toContain('There is no municipality "osstrand"')
    expect(told).toContain('did you mean "oostrand"?')
    project.remove()
  })

  it('are checked without a browser, and a problem that all have is told once', async () => {
    const project = copyProject(CASE)
    project.edit('data/libraries/loans.csv', '2023,_T,music,13628,A,F\n', '')
    const { code, told } = await diptych(['check'], { root: project.root, env: { DIPTYCH_BROWSER: '/nonexistent' } })
    expect(code).toBe(1)
    expect(told.match(/observation-missing/g)).toHaveLength(1)
    expect(told).not.toContain('in the documents of')
    project.remove()
  })
})
