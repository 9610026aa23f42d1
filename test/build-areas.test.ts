/** Areas that others make: each is put in place as soon as it is there. */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { givenUp } from '../src/ahead.ts'
import { build } from '../src/build.ts'
import { quietWorld } from './e2e/drafting.ts'
import { plainAreas } from './e2e/many-areas.ts'
import { filesBelow, type Project } from './e2e/project.ts'

const OUT = 'out/libraries/2023'
/** In the order of the file. */
const CODES = ['m0', 'm1', 'm2', 'm3']

let project: Project
beforeAll(() => {
  project = plainAreas(CODES.length)
})
afterAll(() => project?.remove())

describe('a batch', () => {
  it('that others make is put in place area by area, in the order in which they end', async () => {
    const [last = '', refused = '', , first = ''] = CODES
    const there = async (area: string) => {
      while (!existsSync(project.path(`${OUT}/${area}/manifest.json`))) await setImmediate()
    }
    const seen: string[] = []
    const ready = async (area: string) => {
      if (area === refused) throw givenUp([area])
      if (area !== first) await there(first)
      if (area === last) await Promise.all(CODES.filter((one) => one !== last && one !== refused).map(there))
      seen.push(area)
    }
    const made = async (ready?: (area: string) => Promise<void>) =>
      build({ factsheet: 'libraries' }, quietWorld(project.root), ready ? { ready } : {})
    const built = await made(ready)
    expect(seen[0]).toBe(first)
    expect(built.failed).toEqual([refused])
    expect(built.problems.map(({ code }) => code)).toEqual(['areas-given-up'])
    expect(built.sets.map(({ area }) => area)).toEqual(CODES.filter((one) => one !== refused))
    const placed = filesBelow(project.path(OUT))
    project.forget()
    expect((await made()).failed).toEqual([])
    const right = filesBelow(project.path(OUT))
    for (const [path, bytes] of placed) if (path.includes('/')) expect(right.get(path)?.equals(bytes), path).toBe(true)
  }, 60_000)
})
