/** A service whose documents are made by other machines: real processes, each in a folder of its own, with a database and a store in common. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agency, openAgency, untilWith } from '../e2e/agency.ts'
import { diptych } from '../e2e/project.ts'
import { shown } from '../e2e/public-folder.ts'
import { end, type Standing } from '../e2e/standing.ts'
import { type PostgresServer, startPostgres } from '../release/ledger/postgres-server.ts'

const AREAS = 12
const DRAFT = 'out/libraries/2023'
/** Where nothing is shared, and nobody else works. */
const ALONE = { DIPTYCH_STORE: '', DIPTYCH_LEDGER: '' }

let server: PostgresServer
let agency: Agency
let [service, workers]: [Standing | null, readonly Standing[]] = [null, []]
/** SHA-256 of each file. */
let right: ReadonlyMap<string, string>

const until = untilWith(expect)
const publishedIn = ({ payload }: { readonly payload: string }): string | undefined =>
  JSON.parse(payload).request.publication?.issued
const madeBy = ({ said }: Standing) => [...said().matchAll(/ (m\d+): 2 pages made/g)].map(([, area = '']) => area)

beforeAll(async () => {
  server = await startPostgres()
  agency = await openAgency({ database: await server.database(), areas: AREAS, steps: '[build, publish]' })
  agency.announce(3600)
  const { code, told } = await diptych(['build'], { root: agency.project.root, env: ALONE })
  if (code !== 0) throw new Error(told)
  right = shown(agency.project.path(DRAFT))
  for (const folder of ['out', '.diptych']) rmSync(agency.project.path(folder), { recursive: true })
})
afterAll(async () => {
  await agency.close()
  await server.stop()
})

describe('documents that several machines make', () => {
  it('are the draft that one process makes alone, to the byte', async () => {
    workers = [agency.work(), agency.work()]
    await until(() => workers.map(({ said }) => said().includes('Cores: 1.'))).toEqual([true, true])
    service = agency.serve()
    await until(async () => (await agency.run())?.state).toBe('waiting-for-time')
    expect(shown(agency.project.path(DRAFT))).toEqual(right)
    for (const one of workers) expect(madeBy(one).length).toBeGreaterThan(0)
  }, 400_000)

  it('are made before the minute of their publication, and shown in it, all at once', async () => {
    const before = Temporal.Now.instant()
    const first = Temporal.Instant.from((await agency.run())?.begun ?? '')
    // Twice as long as the draft and the first preparation took: so long that this one is over before the minute.
    const took = before.since(first).total('seconds')
    const announced = agency.announce(Math.ceil(2 * took) + 5)
    const isShown = () => ['public', 'archive'].some((name) => existsSync(agency.project.path(`out/${name}`)))
    await until(() => isShown() && Temporal.Now.instant()).toSatisfy(
      (shown) => shown !== false && Temporal.Instant.compare(shown, announced) >= 0,
    )
    await until(async () => (await agency.run())?.state).toBe('done')
    const tasks = (await agency.tasks()).filter((one) => publishedIn(one) === announced.toString())
    expect(tasks.map(({ state }) => state)).toEqual(Array(AREAS).fill('done'))
    expect(tasks.filter(({ ended }) => (ended ?? 'never') >= announced.toString())).toEqual([])
    expect(readdirSync(agency.project.path('out/public/libraries/2023/1'))).toHaveLength(AREAS)
  }, 400_000)

  it('are made once, some of them by each machine, which is nothing of the project’s', async () => {
    const tasks = await agency.tasks()
    expect(tasks.length).toBeGreaterThanOrEqual(3 * AREAS)
    expect(tasks.map(({ attempts }) => attempts)).toEqual(tasks.map(() => 1))
    const printed = tasks.filter(({ result }) => JSON.parse(result ?? '{}').made === 2)
    expect([...workers, ...(service ? [service] : [])].flatMap(madeBy)).toHaveLength(printed.length)
  })

  it('are the version that one process makes alone from the inputs that were kept', async () => {
    agency.project.forget()
    const { code, out, told } = await diptych(['verify', '--rebuild'], { root: agency.project.root, env: ALONE })
    expect([code, told]).toEqual([0, ''])
    expect(out).toMatch(/the same bytes$/m)
  }, 60_000)

  it('are made until the machines are told to end', async () => {
    expect(await Promise.all([...workers, ...(service ? [service] : [])].map((one) => end(one, 'SIGTERM')))).toEqual([
      0, 0, 0,
    ])
  }, 90_000)
})
