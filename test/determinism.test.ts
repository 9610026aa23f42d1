import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureEdition, renderDraft } from '../src/draft.ts'
import type { Problem } from '../src/problem.ts'
import { draftOf, FACTSHEETS, quietWorld } from './e2e/drafting.ts'
import { copyProject, diptych, filesBelow, type Project } from './e2e/project.ts'

const FOLDER = 'out/voluntary-return/2020'

describe('two builds on two machines', () => {
  let projects: readonly Project[] = []
  let first: ReadonlyMap<string, Buffer>
  let second: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    projects = [copyProject(), copyProject()]
    const worlds = [
      { TZ: 'America/New_York', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
      { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ]
    const runs = await Promise.all(
      projects.map(({ root }, index) =>
        diptych(['build', '--parallel', index === 0 ? '1' : '3'], { root, env: worlds[index] ?? {} }),
      ),
    )
    expect(runs.map(({ code, told }) => ({ code, told }))).toEqual(
      runs.map(() => ({ code: 0, told: expect.any(String) })),
    )
    const [one, other] = projects.map((project) => filesBelow(project.path(FOLDER)))
    first = one ?? new Map()
    second = other ?? new Map()
  }, 60_000)
  afterAll(() => {
    for (const project of projects) project.remove()
  })

  it('make the same files', () => {
    expect(first.size).toBeGreaterThan(20)
    expect([...second.keys()]).toEqual([...first.keys()])
  })

  it('make the same bytes, PDFs too, in New York and in Auckland, printing one or three documents at a time', () => {
    const differing = [...first].filter(([path, bytes]) => !second.get(path)?.equals(bytes)).map(([path]) => path)
    expect(differing).toEqual([])
    expect([...first.keys()].filter((path) => path.endsWith('.pdf'))).toHaveLength(3)
  })

  it('take no word of the machine into a file: no folder of it, and no day of today', () => {
    const texts = [...first]
      .filter(([path]) => !path.endsWith('.pdf'))
      .map(([path, bytes]) => ({ path, text: String(bytes) }))
    const [project] = projects
    const found = texts.filter(({ text }) => text.includes(project?.root ?? '') || text.includes(process.cwd()))
    expect(found.map(({ path }) => path)).toEqual([])
  })
})

describe.each(FACTSHEETS)('the pages of $factsheet', ({ factsheet, root }) => {
  const htmlOf = async (languages?: readonly string[]) => {
    const { pages } = await draftOf({ factsheet, root, languages })
    return new Map(pages.map((page) => [page.document, page.html]))
  }
  let all: ReadonlyMap<string, string>
  beforeAll(async () => {
    all = await htmlOf()
  })

  it('are the same in a second run', async () => {
    expect(await htmlOf()).toEqual(all)
  })

  it('show the same in each language, alone or together; alone, they link to no page that was not made', async () => {
    const languages = [...all.keys()].filter((document) => document !== 'facing')
    expect(languages.length).toBeGreaterThan(1)
    const withoutLinks = (html: string | undefined) => html?.replace(/<link rel="alternate" hreflang[^>]*>\n/g, '')
    for (const language of languages) {
      const alone = await htmlOf([language])
      expect([...alone.keys()]).toEqual([language])
      expect(withoutLinks(alone.get(language))).toBe(withoutLinks(all.get(language)))
    }
  })

  it('are the same when the languages are asked for in another order', async () => {
    const languages = [...all.keys()].filter((document) => document !== 'facing')
    expect(await htmlOf(languages.toReversed())).toEqual(all)
  })

  it('are the same when the graphics are drawn in another order', async () => {
    const problems: Problem[] = []
    const tell = (one: Problem) => void problems.push(one)
    const world = quietWorld(root)
    const measured = await measureEdition({ factsheet }, world, tell)
    if (!measured) throw new Error('not measured')
    const { material } = measured
    const graphics = Object.fromEntries(Object.entries(material.factsheet.spec.graphics).toReversed())
    const turned = { ...material.factsheet, spec: { ...material.factsheet.spec, graphics } }
    const draft = await renderDraft(
      { ...measured, material: { ...material, factsheet: turned } },
      { factsheet },
      world,
      tell,
    )
    const html = new Map(draft.pages.map((page) => [page.document, page.html]))
    expect(html).toEqual(all)
  })
})
