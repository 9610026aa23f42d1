/** One area made by a machine that has nothing of the edition but its name in a store: what it makes of it, and what it refuses. */
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { build } from '../src/build.ts'
import type { Request } from '../src/draft.ts'
import { type AreaTask, areaMaker } from '../src/make-area.ts'
import { openPress, type Press } from '../src/pdf/press.ts'
import { diskFiles } from '../src/world.ts'
import { codesOf, hire, machine, NEVER, sharedOf, tasksAt } from './e2e/machines.ts'
import { plainAreas } from './e2e/many-areas.ts'
import { filesBelow, type Project } from './e2e/project.ts'
import { closedPort, emptyRoot, KEYS, type SharedPlace, sharedFolder } from './rebuild/stores.ts'

const AREAS = ['m0', 'm1', 'm2']

let press: Press
beforeAll(() => {
  press = openPress(process.env, { tabs: 2, rehearse: false })
})
afterAll(() => press.close())

let place: SharedPlace
let project: Project
const ends: (() => unknown)[] = []
beforeEach(() => {
  place = sharedFolder()
  project = plainAreas(AREAS.length)
})
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  project.remove()
  await place.end()
})

async function worker(env = place.env, printing = press) {
  const hired = await hire(env, printing)
  ends.push(hired.remove)
  return hired
}

const tasksOf = (request: Request) => tasksAt(project.root, request, place.env)

/** The first area alone. */
async function oneTask(): Promise<AreaTask> {
  const [task] = await tasksOf({ factsheet: 'libraries', areas: ['m0'] })
  if (!task) throw new Error('nothing is shared out')
  return task
}

describe('a machine that is asked for an area', () => {
  it('reads an edition once for several areas, also at the same time, and leaves its folder as the snapshot is', async () => {
    const tasks = await tasksOf({ factsheet: 'libraries' })
    expect(tasks.map(({ request }) => request.areas)).toEqual(AREAS.map((area) => [area]))
    const { root, remove } = emptyRoot()
    ends.push(remove)
    const world = machine(root, place.env)
    const read: string[] = []
    const filesIn = (folder: string) => {
      const files = diskFiles(join(root, folder))
      return { ...files, read: (path: string) => files.read(path).finally(() => read.push(path)) }
    }
    const make = areaMaker({ world, filesIn, shared: await sharedOf(world), press })
    await Promise.all(tasks.map(make))
    expect(read.filter((path) => path === 'templates/libraries/factsheet.yaml')).toHaveLength(1)
    const placed = filesBelow(root)
    const snapshot = join('.diptych/snapshots', tasks[0]?.snapshot ?? '')
    expect([...placed.keys()].filter((path) => !path.startsWith(`${snapshot}/`))).toEqual([])
    expect([...placed.keys()].filter((path) => !/\/(data|templates)\//.test(path))).toEqual([])
  }, 60_000)

  it('refuses with another engine', async () => {
    const task = await oneTask()
    const { make } = await worker(place.env, NEVER)
    expect(await codesOf(make({ ...task, engine: 'another' }))).toEqual(['engine-differs'])
  })

  it('refuses an area that the edition does not have', async () => {
    const task = await oneTask()
    const { make } = await worker(place.env, NEVER)
    const asked = { ...task, request: { factsheet: 'libraries', areas: ['atlantis'] } }
    expect(await codesOf(make(asked))).toEqual(['unknown-area'])
  })

  it('tells what is wrong with a document, and goes on with the next area', async () => {
    project.edit('templates/libraries/factsheet.yaml', /pages: .*/, 'pages: 9')
    const tasks = await tasksOf({ factsheet: 'libraries' })
    const { make } = await worker()
    for (const task of tasks) expect(new Set(await codesOf(make(task)))).toEqual(new Set(['page-budget']))
  }, 60_000)

  it('has failed when the store does not take what it made', async () => {
    const task = await oneTask()
    const { root, remove } = emptyRoot()
    ends.push(remove)
    const world = machine(root, place.env)
    const filesIn = (folder: string) => diskFiles(join(root, folder))
    const gone = await sharedOf(machine(root, { DIPTYCH_STORE: join(root, 'not-connected') }))
    const shared = { get: (await sharedOf(world)).get, put: gone.put }
    const make = areaMaker({ world, filesIn, shared, press })
    expect(await codesOf(make(task))).toEqual(['store-unreachable'])
  }, 60_000)

  it('has failed when the store cannot be reached, and so has a build', async () => {
    const task = await oneTask()
    const env = { DIPTYCH_STORE: `s3://agency?endpoint=http://127.0.0.1:${await closedPort()}`, ...KEYS }
    const { make } = await worker(env, NEVER)
    expect(await codesOf(make(task))).toEqual(['store-unreachable'])
    const gone = machine(project.root, { DIPTYCH_STORE: project.path('not-connected') })
    expect(new Set(await codesOf(build({ factsheet: 'libraries' }, gone)))).toEqual(new Set(['store-unreachable']))
  }, 60_000)
})
