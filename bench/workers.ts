/** The offices of `many.ts`, built by one process on two cores, and by two workers on one each for a process that gathers. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { end, type Standing, work } from '../test/e2e/standing.ts'
import { type PostgresServer, startPostgres } from '../test/release/ledger/postgres-server.ts'
import { makeMany } from './many.ts'
import { forget, inFolder, timed } from './project.ts'
import { type Row, ratios } from './rows.ts'

const COORDINATOR = join(import.meta.dirname, 'coordinator.ts')
const WORKERS = 2
/** Milliseconds until a worker must say that it works. */
const READY_MS = 30_000
/** Languages: no facing document. */
const DOCUMENTS = 2

/** Milliseconds from when the process stood ready. */
interface Told {
  readonly milliseconds: number
  /** Until others had made all. */
  readonly making: number
}

async function clear(root: string): Promise<void> {
  await forget(root)
  await rm(join(root, 'out'), { recursive: true, force: true })
}

async function coordinate(args: readonly string[], env = process.env): Promise<Told> {
  const { output } = await timed([COORDINATOR, ...args], env)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Told
}

async function byOne(root: string): Promise<Told> {
  await clear(root)
  return coordinate([root])
}

/** Workers stand ready, as they do for a service: their browsers start with the first page. */
async function byWorkers(root: string, folder: string, database: string): Promise<Told> {
  await clear(root)
  const store = await mkdtemp(join(folder, 'store-'))
  const env = { ...process.env, DIPTYCH_STORE: store, DIPTYCH_LEDGER: database }
  const hosts = await Promise.all(Array.from({ length: WORKERS }, () => mkdtemp(join(folder, 'host-'))))
  const workers = hosts.map((host) => work({ root: host, env }))
  try {
    await ready(workers)
    return await coordinate([root, database], env)
  } finally {
    await Promise.all(workers.map((one) => end(one, 'SIGTERM')))
  }
}

async function ready(workers: readonly Standing[]): Promise<void> {
  const late = AbortSignal.timeout(READY_MS)
  for (const { process: child, said } of workers)
    while (!said().includes(' works on ')) {
      if (child.exitCode !== null || late.aborted) throw new Error(`a worker does not stand ready: ${said()}`)
      await pause(50)
    }
}

async function measured(server: PostgresServer, offices: number, rounds: number): Promise<readonly Row[]> {
  return inFolder(async (folder) => {
    const root = join(folder, 'project')
    await mkdir(root)
    await makeMany(root, offices)
    const [alone, shared]: [Told[], Told[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      alone.push(await byOne(root))
      shared.push(await byWorkers(root, folder, await server.database()))
    }
    const rate = ({ milliseconds }: Told) => (offices * DOCUMENTS * 1000) / milliseconds
    const rates = [alone.map(rate), shared.map(rate)] as const
    const row = (what: string, unit: Row['unit'], values: readonly number[]): Row => ({
      ...{ what: `${offices} areas: ${what}`, unit, values },
    })
    return [
      row('by one process, on two cores', 'documents/s', rates[0]),
      row('by two workers, on one core each, and gathered', 'documents/s', rates[1]),
      row(
        'until all are made',
        'ms',
        shared.map(({ making }) => making),
      ),
      row(
        'and then gathered',
        'ms',
        shared.map(({ milliseconds, making }) => milliseconds - making),
      ),
      { ...row('by two workers / by one process', 'ratio', ratios(rates[1], rates[0])), aim: '≥ 0.90' },
    ]
  })
}

export async function measureWorkers(offices: number, rounds: number): Promise<readonly Row[]> {
  const server = await startPostgres()
  try {
    return await measured(server, offices, rounds)
  } finally {
    await server.stop()
  }
}
