/** Documents that another machine makes, with nothing but the store in common, and that the first one gathers: the same bytes. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { archiveVersion } from '../../src/archive-version.ts'
import { build } from '../../src/build.ts'
import { differ } from '../../src/differ.ts'
import type { Request } from '../../src/draft.ts'
import type { AreaTask } from '../../src/make-area.ts'
import { openPress, type Press } from '../../src/pdf/press.ts'
import { publish } from '../../src/publish.ts'
import type { Publication } from '../../src/release/candidate.ts'
import type { World } from '../../src/world.ts'
import { builtProject } from '../e2e/built.ts'
import { hire, machine as machineWith, NEVER, tasksAt } from '../e2e/machines.ts'
import { ownBrowsers } from '../e2e/own-browsers.ts'
import { copyProject, diptych, filesBelow, type Project, TOOL } from '../e2e/project.ts'
import { type SharedPlace, sharedBucket, sharedFolder } from '../rebuild/stores.ts'

const LIBRARIES = `${TOOL}/test/factsheets/libraries`
const WASTE = `${TOOL}/test/factsheets/waste`
const REASONS = ['--reason', 'nl=Drie boeken waren vergeten.', '--reason', 'fr=Trois livres manquaient.']

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
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  project.remove()
  await place.end()
})

/** A machine that may share the store. */
const machine = (root: string, env: World['env'] = place.env) => machineWith(root, env)

/** Another machine, with a folder that is empty, and the same press or one that must not be needed. */
async function worker(printing: Press = press) {
  const hired = await hire(place.env, printing)
  ends.push(hired.remove)
  return hired
}

/** Has every area of an edition made elsewhere, as JSON takes the tasks there. */
async function haveMade(request: Request, root: string): Promise<readonly AreaTask[]> {
  const tasks = JSON.parse(JSON.stringify(await tasksAt(root, request, place.env))) as AreaTask[]
  const { make } = await worker()
  for (const task of tasks) await make(task)
  return tasks
}

/** What comes of some work, and the browsers that were started meanwhile. */
async function watchingBrowsers<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly started: ReadonlySet<number> }> {
  const before = ownBrowsers()
  const started = new Set<number>()
  const look = setInterval(() => {
    for (const one of ownBrowsers()) if (!before.includes(one)) started.add(one)
  }, 5)
  try {
    return { value: await work(), started }
  } finally {
    clearInterval(look)
  }
}

/** Every file below a folder that the second one has otherwise, or has not. */
function differences(one: ReadonlyMap<string, Buffer>, other: ReadonlyMap<string, Buffer>): readonly string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths].filter((path) => !one.get(path)?.equals(other.get(path) ?? Buffer.from('missing')))
}

/** What a build makes of a project alone, with no store to share. */
async function alone(factsheet: string, root: string): Promise<ReadonlyMap<string, Buffer>> {
  const built = await builtProject({ factsheet, root })
  ends.push(built.project.remove)
  return filesBelow(built.project.path(`out/${factsheet}`))
}

describe('a draft that another machine has made', () => {
  it.each([
    ['with areas', LIBRARIES, 'libraries'],
    ['without areas', WASTE, 'waste'],
  ])(
    '%s is gathered by a build that prints nothing and starts no browser, to the byte',
    async (_, folder, factsheet) => {
      project = copyProject(folder)
      const request = { factsheet }
      const right = await alone(factsheet, folder)
      await haveMade(request, project.root)
      const { value: built, started } = await watchingBrowsers(() => build(request, machine(project.root)))
      expect(started.size).toBe(0)
      expect(built.failed).toEqual([])
      const pdfs = built.sets.flatMap(({ outputs }) => outputs.filter((one) => one.kind === 'pdf'))
      expect(pdfs.length).toBeGreaterThan(0)
      expect(pdfs.filter((one) => !one.kept)).toEqual([])
      expect(differences(right, filesBelow(project.path(`out/${factsheet}`)))).toEqual([])
    },
    60_000,
  )

  it('is the same when a build of the files that were placed there makes it', async () => {
    project = copyProject(LIBRARIES)
    const request = { factsheet: 'libraries' }
    const right = await alone('libraries', LIBRARIES)
    const [task] = await tasksAt(project.root, { ...request, areas: ['oostrand'] }, place.env)
    const { root, make } = await worker()
    await make(task as AreaTask)
    const snapshot = join(root, '.diptych/snapshots', task?.snapshot ?? '')
    expect(readdirSync(snapshot).sort()).toEqual(['data', 'templates'])
    await build(request, machine(snapshot, { DIPTYCH_STORE: undefined }))
    expect(differences(right, filesBelow(join(snapshot, 'out/libraries')))).toEqual([])
  }, 60_000)

  it('is gathered from a bucket as well', async () => {
    await place.end()
    place = await sharedBucket()
    project = copyProject(LIBRARIES)
    const right = await alone('libraries', LIBRARIES)
    await haveMade({ factsheet: 'libraries' }, project.root)
    const built = await build({ factsheet: 'libraries' }, machine(project.root))
    expect(built.sets.flatMap(({ outputs }) => outputs.filter((one) => one.kind === 'pdf' && !one.kept))).toEqual([])
    expect(differences(right, filesBelow(project.path('out/libraries')))).toEqual([])
  }, 60_000)

  it('is found made, once it is, and is built again by no other machine', async () => {
    project = copyProject(LIBRARIES)
    const tasks = await haveMade({ factsheet: 'libraries' }, project.root)
    const { make } = await worker(NEVER)
    const made = await Promise.all(tasks.map(make))
    expect(made.map((one) => one.made)).toEqual([0, 0, 0])
    expect(made.every((one) => one.kept > 0)).toBe(true)
  }, 60_000)

  it('may be partly made: what is missing is printed where it is gathered', async () => {
    project = copyProject(LIBRARIES)
    const right = await alone('libraries', LIBRARIES)
    await haveMade({ factsheet: 'libraries', areas: ['oostrand'] }, project.root)
    const built = await build({ factsheet: 'libraries' }, machine(project.root))
    const printed = built.sets.filter(({ outputs }) => outputs.some((one) => one.kind === 'pdf' && !one.kept))
    expect(printed.map((one) => one.area).sort()).toEqual(['grootmeer', 'lindehof'])
    expect(differences(right, filesBelow(project.path('out/libraries')))).toEqual([])
  }, 60_000)
})

describe('a publication that another machine has made', () => {
  /** Its files in the archive, made from the store and made alone, and how much of the former was printed. */
  async function bothWays(publication: Publication, compared = false) {
    const request = { factsheet: 'libraries' }
    await haveMade({ ...request, publication }, project.root)
    const versions = project.path('out/archive/libraries/2023')
    const files = async (env: World['env']) => {
      const world = machine(project.root, env)
      const with_ = compared ? { compared: await differ(request, world) } : {}
      const { version } = await archiveVersion({ request, edition: '2023', world, publication, ...with_ })
      const made = filesBelow(join(versions, String(publication.number)))
      rmSync(join(versions, String(publication.number)), { recursive: true })
      return { made, version }
    }
    rmSync(project.path('.diptych'), { recursive: true, force: true })
    const gathering = await watchingBrowsers(() => files(place.env))
    const alone = await watchingBrowsers(() => files({ DIPTYCH_STORE: undefined }))
    expect(gathering.started.size).toBe(0)
    expect(alone.started.size).toBeGreaterThan(0)
    return { gathered: gathering.value, alone: alone.value }
  }

  it('is gathered to the byte, its first version and one with a notice, without a browser', async () => {
    project = copyProject(LIBRARIES)
    const first: Publication = {
      number: 1,
      kind: 'first',
      issued: '2024-03-01T08:30:00Z',
      zone: 'Europe/Brussels',
      reason: null,
    }
    const one = await bothWays(first)
    expect(one.gathered.made.size).toBeGreaterThan(10)
    expect(differences(one.gathered.made, one.alone.made)).toEqual([])

    const world = machine(project.root, { DIPTYCH_STORE: undefined })
    await publish({ factsheet: 'libraries' }, world)
    project.edit('data/libraries/loans.csv', '2023,oostrand,books,41207', '2023,oostrand,books,41210')
    project.edit('data/libraries/loans.csv', '2023,_T,books,199311', '2023,_T,books,199314')
    const approved = await diptych(['approve', '--by', 'Directie', ...REASONS], { root: project.root })
    expect(approved.told).toBe('')
    const reason = { nl: 'Drie boeken waren vergeten.', fr: 'Trois livres manquaient.' }
    const second: Publication = { ...first, number: 2, kind: 'correction', issued: '2024-04-01T08:30:00Z', reason }
    const two = await bothWays(second, true)
    const notices = two.gathered.version.sets.flatMap((one) => one.notices)
    expect(notices.length).toBeGreaterThan(0)
    expect(differences(two.gathered.made, two.alone.made)).toEqual([])
  }, 120_000)
})
