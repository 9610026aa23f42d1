/** Tasks that do nothing: by this process from a ledger in a file, and by two processes through pg-boss. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Ledger } from '../src/release/ledger/ledger.ts'
import { openLedger } from '../src/release/ledger/open.ts'
import { planTasks } from '../src/release/ledger/task.ts'
import { clockFrom } from '../src/send/clock.ts'
import { workOff } from '../src/serve/dispatch.ts'
import { POLICY } from '../src/serve/policy.ts'
import { startPostgres } from '../test/release/ledger/postgres-server.ts'
import { planned, workWith } from '../test/serve/carriers.ts'
import { type Row, ratios } from './rows.ts'

/** In hand at a time. What ends at the same time is committed together, so it matters. */
const PARALLEL = 32

/** Tasks a second of all, in turn. */
export async function measureTasks(tasks: number, rounds: number): Promise<readonly Row[]> {
  const server = await startPostgres()
  const [ours, bare, queued]: [number[], number[], number[]] = [[], [], []]
  for (let round = -1; round < rounds; round++) {
    const one = [
      await dispatched(tasks),
      await bareCommits(tasks),
      await carried(await server.database(), tasks),
    ] as const
    // The first round only warms up.
    if (round < 0) continue
    for (const [at, values] of [ours, bare, queued].entries()) values.push(one[at] ?? Number.NaN)
  }
  await server.stop()
  return [
    { what: `${tasks} tasks, by one process from a file`, unit: 'tasks/s', values: ours, aim: '≥ 500' },
    { what: 'update and commit, with node:sqlite alone', unit: 'tasks/s', values: bare },
    { what: 'by one process / node:sqlite alone', unit: 'ratio', values: ratios(ours, bare) },
    { what: `${tasks} tasks, by two processes through pg-boss`, unit: 'tasks/s', values: queued },
  ]
}

const keys = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`)
const rateOf = (tasks: number, start: number, end: number) => tasks / ((end - start) / 1000)

async function inFolder(work: (file: string) => Promise<number> | number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-bench-tasks-'))
  try {
    return await work(join(folder, 'ledger.sqlite'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const dispatched = (tasks: number): Promise<number> =>
  inFolder(async (file) => {
    const ledger: Ledger = await openLedger(file)
    const clock = clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() })
    const intents = keys(tasks).map((key) => ({ key, job: 'bench', kind: 'nothing', payload: '{}' }))
    await planTasks(ledger, intents, clock.now())
    const handler = async () => ({ state: 'done', result: null }) as const
    const start = performance.now()
    const { counts } = await workOff({ ledger, clock, handler, owner: 'bench', policy: POLICY, parallel: PARALLEL })
    const rate = rateOf(tasks, start, performance.now())
    await ledger.close()
    if (counts.done !== tasks) throw new Error(`done ${counts.done} of ${tasks}`)
    return rate
  })

/** The least that a ledger on the disk can cost: one change and one commit for each task. */
const bareCommits = (tasks: number): Promise<number> =>
  inFolder((file) => {
    const database = new DatabaseSync(file)
    database.exec('pragma journal_mode = wal; pragma synchronous = full')
    database.exec('create table task (key text primary key, state text not null)')
    const insert = database.prepare(`insert into task values (?, 'waiting')`)
    database.exec('begin')
    for (const key of keys(tasks)) insert.run(key)
    database.exec('commit')
    const update = database.prepare(`update task set state = 'done' where key = ?`)
    const start = performance.now()
    for (const key of keys(tasks)) update.run(key)
    const rate = rateOf(tasks, start, performance.now())
    database.close()
    return rate
  })

/** From the first that is done to the last: starting the processes takes longer than all of them. */
async function carried(place: string, tasks: number): Promise<number> {
  const { ledger, post } = await planned('pg-boss', place, Array(tasks).fill('ok'), PARALLEL)
  const moments: number[] = []
  await workWith(2, post, () => moments.push(performance.now()))
  await ledger.close()
  if (moments.length !== tasks) throw new Error(`done ${moments.length} of ${tasks}`)
  return rateOf(tasks, moments[0] ?? 0, moments.at(-1) ?? 0)
}
