/** A batch whose browser is killed, stops answering, or fails at one document again and again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Building, build } from '../../src/build.ts'
import { type Pace, SILENT } from '../../src/world.ts'
import { quietWorld } from '../e2e/drafting.ts'
import { plainAreas } from '../e2e/many-areas.ts'
import { ownBrowsers } from '../e2e/own-browsers.ts'
import { filesBelow, type Project } from '../e2e/project.ts'

const OUT = 'out/libraries/2023'
const AREAS = 8

/** Those of other files, to be left alone. */
const others = new Set(ownBrowsers())
const browsers = () => ownBrowsers().filter((one) => !others.has(one))

/** A browser may end between being found and being struck. */
function strike(browser: number, signal: NodeJS.Signals): void {
  try {
    process.kill(browser, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

describe('a batch', () => {
  let project: Project
  let right: ReadonlyMap<string, Buffer>
  const run = (building: Building, heard: (pace: Pace) => void = () => undefined) => {
    project.forget()
    const log = { ...SILENT, pause: 0, progress: heard }
    return build({ factsheet: 'libraries' }, { ...quietWorld(project.root), log }, building)
  }
  beforeAll(async () => {
    project = plainAreas(AREAS)
    await run({})
    right = filesBelow(project.path(OUT))
  }, 60_000)
  afterAll(() => project?.remove())

  const expectAllRight = () => {
    const now = filesBelow(project.path(OUT))
    expect([...right].filter(([path, bytes]) => !now.get(path)?.equals(bytes)).map(([path]) => path)).toEqual([])
    expect(now.size).toBe(right.size)
  }

  it.each([
    ['is killed', 'SIGKILL'],
    ['stops answering', 'SIGSTOP'],
  ] as const)(
    'whose browser %s makes every document, the same bytes',
    async (_, signal) => {
      const struck: number[] = []
      const built = await run({ patience: 2000 }, ({ done }) => {
        if (done !== 2) return
        for (const browser of browsers()) {
          struck.push(browser)
          process.kill(browser, signal)
        }
      })
      expect(struck).toHaveLength(1)
      expect(built).toMatchObject({ failed: [], problems: [] })
      expect(built.sets).toHaveLength(AREAS)
      expectAllRight()
      expect(browsers()).toEqual([])
    },
    60_000,
  )

  it('in which a document fails three times makes the others, and says which was not made and why', async () => {
    const made: Pace[] = []
    let striking: NodeJS.Timeout | undefined
    const built = await run({ parallel: 1 }, (pace) => {
      made.push(pace)
      clearInterval(striking)
      // One area is made after the other: what is printed from here on is of the fourth.
      if (pace.done === 3)
        striking = setInterval(() => {
          for (const browser of browsers()) strike(browser, 'SIGKILL')
        }, 5)
    }).finally(() => clearInterval(striking))
    expect(built.failed).toEqual(['m3'])
    expect(built.sets.map((one) => one.area)).toEqual(['m0', 'm1', 'm2', 'm4', 'm5', 'm6', 'm7'])
    expect(new Set(built.problems.map((one) => one.code))).toEqual(new Set(['print-fails']))
    expect(built.problems[0]?.message).toContain('m3')
    expect(made.at(-1)).toMatchObject({ done: AREAS, failed: 1 })
    expectAllRight()
  }, 60_000)
})
