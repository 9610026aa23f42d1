/** A process that takes a job from the queue and is never heard of again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Problem } from '../../src/problem.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { planTasks } from '../../src/release/ledger/task.ts'
import { tasksOf } from '../../src/release/ledger/task-list.ts'
import { clockFrom } from '../../src/send/clock.ts'
import { type Boss, openBoss } from '../../src/serve/boss.ts'
import { postgresShelf } from '../release/ledger/books.ts'
import { intentOf, JOB, policy } from '../serve/working.ts'

const shelf = postgresShelf()
const clock = clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() })
const told: Problem[] = []
let ledger: Ledger
let boss: Boss
beforeAll(async () => {
  const place = await shelf.place()
  ledger = await openLedger(place)
  const tell = (one: Problem) => void told.push(one)
  boss = await openBoss(place, { ledger, clock, policy: policy({ lease: 600, look: 50 }), tell })
})
afterAll(async () => {
  await boss.close()
  await ledger.close()
  await shelf.clear()
})

it('is missed by the queue itself, when the ledger says nothing', async () => {
  await planTasks(ledger, [intentOf('a')], clock.now())
  await boss.offer(await tasksOf(ledger, JOB))
  const [carried] = await boss.collect(1)
  const start = performance.now()
  let again = await boss.collect(1)
  while (again.length === 0) {
    await new Promise((done) => setTimeout(done, 100))
    again = await boss.collect(1)
  }
  const seconds = (performance.now() - start) / 1000
  process.stderr.write(`pg-boss gives a job to others ${seconds.toFixed(1)} s after the last heartbeat of its worker\n`)
  expect(again).toMatchObject([{ id: carried?.id, retryCount: 1 }])
  expect(seconds).toBeGreaterThan(9)
  await boss.complete(again)
  expect(told).toEqual([])
}, 40_000)
