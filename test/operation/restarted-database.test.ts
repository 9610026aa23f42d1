/** The database is stopped and started again while a service and a worker on another machine make the documents of an edition. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Agency, holdWithin, inHandOf, openAgency, untilWith } from '../e2e/agency.ts'
import { diptych } from '../e2e/project.ts'
import { shown } from '../e2e/public-folder.ts'
import { end } from '../e2e/standing.ts'
import { type PostgresServer, startPostgres } from '../release/ledger/postgres-server.ts'

const DRAFT = 'out/libraries/2023'
const AREAS = 8
const until = untilWith(expect)

let server: PostgresServer | undefined
let agency: Agency | undefined
beforeAll(async () => {
  server = await startPostgres()
  agency = await openAgency({ database: await server.database(), areas: AREAS, steps: '[build]' })
}, 60_000)
afterAll(async () => {
  await agency?.close()
  await server?.stop()
})

it('costs no area, no process and no byte', async () => {
  if (!agency || !server) throw new Error('nothing was started')
  const { project, run, tasks } = agency
  const worker = agency.work()
  await until(worker.said).toContain('Cores: 1.')
  const service = agency.serve()
  // With an area in hand, the run cannot be over before the database has gone.
  await holdWithin(worker, () => agency && inHandOf(worker, agency))
  await server.restart()
  worker.process.kill('SIGCONT')
  // A connection that the restart has ended says so once.
  const state = async () => (await run().catch(() => undefined))?.state
  await until(state).toBe('done')
  expect((await tasks()).map((one) => one.state)).toEqual(Array(AREAS).fill('done'))
  expect(await agency.alarms()).toEqual([])
  expect(await Promise.all([worker, service].map((one) => end(one, 'SIGTERM')))).toEqual([0, 0])
  const made = shown(project.path(DRAFT))
  for (const folder of ['out', '.diptych']) rmSync(project.path(folder), { recursive: true })
  const alone = { DIPTYCH_STORE: '', DIPTYCH_LEDGER: '' }
  expect((await diptych(['build'], { root: project.root, env: alone })).told).toBe('')
  expect(made).toEqual(shown(project.path(DRAFT)))
}, 240_000)
