/** The database is stopped and started again while processes work through it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countTasks, tasksOf } from '../../src/release/ledger/task-list.ts'
import { type PostgresServer, startPostgres } from '../release/ledger/postgres-server.ts'
import { type Carrier, type Planned, planned, workWith } from '../serve/carriers.ts'
import { JOB } from '../serve/working.ts'

const TASKS = 200
let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
})

it('costs no task and no process, through either carrier', async () => {
  const carriers: readonly Carrier[] = ['dispatcher', 'pg-boss']
  const begun = Promise.withResolvers<void>()
  const shops: readonly Planned[] = await Promise.all(
    carriers.map(async (one) => planned(one, await server.database(), Array(TASKS).fill('slow'), 4)),
  )
  const heard = shops.map(() => [] as string[])
  const working = shops.map(({ post }, at) =>
    workWith(2, post, (line) => {
      heard[at]?.push(line)
      if (heard.every((lines) => lines.length > TASKS / 5)) begun.resolve()
    }),
  )
  await begun.promise
  const before = heard.map((lines) => lines.length)
  await server.restart()
  expect(await Promise.all(working)).toEqual([0, 0])
  for (const [at, { ledger }] of shops.entries()) {
    // It was in the middle of them.
    expect(before[at]).toBeLessThan(TASKS)
    expect(await countTasks(ledger)).toMatchObject({ done: TASKS, waiting: 0, running: 0, failed: 0 })
    const results = (await tasksOf(ledger, JOB)).map(({ key, result }) => result === JSON.stringify({ made: key }))
    expect(results).toEqual(Array(TASKS).fill(true))
    expect(heard[at]).toHaveLength(new Set(heard[at]).size)
    await ledger.close()
  }
}, 60_000)
