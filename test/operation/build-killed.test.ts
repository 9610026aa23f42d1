/** A build that is killed, or has others beside it, costs nothing of what was there and spoils nothing for the next. */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtProject } from '../e2e/built.ts'
import { type Desk, openDesk } from '../e2e/desk.ts'
import { diptych, filesBelow, type Project } from '../e2e/project.ts'

const NOTHING = 'Nothing has changed since the last build'

let project: Project
let desk: Desk
let before: ReadonlyMap<string, Buffer>
const build = () => desk.run(['build'], { root: project.root })
const outputs = () => filesBelow(project.path('out/voluntary-return/2020'))

beforeAll(async () => {
  desk = await openDesk()
  project = (await builtProject({ factsheet: 'voluntary-return' })).project
  before = outputs()
}, 60_000)
afterAll(async () => {
  await desk?.close()
  project?.remove()
})

describe('what earlier builds kept', () => {
  // Of figures nothing is kept, and they take 10 ms: whoever is killed after them is killed after the data.
  it.each(['- data', '- graphics', '- html'])('survives a build that is killed after “%s”', async (moment) => {
    project.forget()
    const killed = await diptych(['build'], {
      root: project.root,
      heard: (out, child) => out.includes(moment) && child.kill('SIGKILL'),
    })
    expect(killed.signal).toBe('SIGKILL')
    expect(outputs()).toEqual(before)
    expect((await build()).code).toBe(0)
    expect(outputs()).toEqual(before)
    expect(readdirSync(project.path('.diptych')).filter((name) => name.startsWith('.building'))).toEqual([])
  })

  it('serves several builds at a time', async () => {
    project.forget()
    const asked = [[], [], ['--lang', 'fr']]
    const runs = await Promise.all(asked.map((args) => diptych(['build', ...args], { root: project.root })))
    expect(runs.map(({ code, told }) => ({ code, told }))).toEqual(runs.map(() => ({ code: 0, told: '' })))
    expect(outputs()).toEqual(before)
    // Two that end in the same millisecond may spoil the record of what they made: the next one writes it again.
    expect((await build()).out).toMatch(/Nothing has changed|3 documents, 7 pages, 3 as before/)
    expect((await build()).out).toContain(NOTHING)
  }, 60_000)
})
