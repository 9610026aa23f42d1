/** The same tasks through each carrier, in processes that are killed: what stands in the ledger in the end must be the same. */
import { afterAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { tasksOf } from '../../src/release/ledger/task-list.ts'
import { postgresShelf, sqliteShelf } from '../release/ledger/books.ts'
import { planned, startWorker, type Worker, workWith } from '../serve/carriers.ts'
import { type Fate, JOB } from '../serve/working.ts'

const postgres = postgresShelf()
const sqlite = sqliteShelf()
afterAll(async () => {
  await postgres.clear()
  await sqlite.clear()
})

const CARRIERS = [
  { name: 'the dispatcher on SQLite', carrier: 'dispatcher', shelf: sqlite },
  { name: 'the dispatcher on PostgreSQL', carrier: 'dispatcher', shelf: postgres },
  { name: 'pg-boss on PostgreSQL', carrier: 'pg-boss', shelf: postgres },
] as const

const report = (name: string, text: string) => process.stderr.write(`${name}: ${text}\n`)

const elapsed = () => performance.now()

async function standing(ledger: Ledger) {
  const tasks = await tasksOf(ledger, JOB)
  return tasks.map(({ key, state, attempts, result }) => ({ key, state, attempts, result }))
}

/** One in ten is of each kind that goes wrong. */
const MIXED: readonly Fate[] = Array.from({ length: 50 }, (_, at) => {
  const fates: Readonly<Record<number, Fate>> = { 1: 'kill', 3: 'throw', 5: 'flaky', 7: 'refuse' }
  return fates[at % 10] ?? 'ok'
})
const EXPECTED: Readonly<Record<string, object>> = {
  ok: { state: 'done', attempts: 1 },
  kill: { state: 'done', attempts: 2 },
  throw: { state: 'failed', attempts: 3, result: 'always' },
  flaky: { state: 'done', attempts: 3 },
  refuse: { state: 'refused', attempts: 1 },
}

/** Through all carriers at the same time. */
const throughAll = <T>(work: (one: (typeof CARRIERS)[number]) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(CARRIERS.map(work))

describe('every carrier', () => {
  it('comes to the same end in two processes, five of which are killed by their own work', async () => {
    const ends = await throughAll(async ({ name, carrier, shelf }) => {
      const { ledger, post } = await planned(carrier, await shelf.place(), MIXED, 1)
      const start = elapsed()
      const killed = await workWith(2, post)
      report(name, `50 tasks, ${killed} processes killed, ${Math.round(elapsed() - start)} ms`)
      const found = await standing(ledger)
      await ledger.close()
      return { killed, found }
    })
    const [first, ...others] = ends
    expect(first?.killed).toBe(5)
    expect(first?.found).toMatchObject(MIXED.map((does) => EXPECTED[does] ?? {}))
    const made = first?.found.filter(({ state }) => state === 'done') ?? []
    expect(made.map(({ result }) => result)).toEqual(made.map(({ key }) => JSON.stringify({ made: key })))
    for (const other of others) expect(other).toEqual(first)
  }, 60_000)

  it('gives up what kills every process, and loses nothing that these had in hand beside it', async () => {
    const fates: readonly Fate[] = Array.from({ length: 12 }, (_, at) => (at === 1 ? 'poison' : 'ok'))
    const ends = await throughAll(async ({ carrier, shelf }) => {
      const { ledger, post } = await planned(carrier, await shelf.place(), fates, 3)
      const killed = await workWith(2, post)
      const found = await standing(ledger)
      await ledger.close()
      return { killed, found }
    })
    for (const { killed, found } of ends) {
      expect(killed).toBe(3)
      const poisoned = found.filter(({ state }) => state !== 'done')
      expect(poisoned).toMatchObject([{ key: 't0001', state: 'failed', attempts: 3 }])
      // Those beside it may have lost one attempt, by its first.
      const others = found.filter(({ key }) => key !== 't0001')
      expect(Math.max(...others.map(({ attempts }) => attempts))).toBeLessThan(3)
    }
  }, 60_000)

  it('ends what a process had in hand that is gone for good', async () => {
    const ends = await throughAll(async ({ name, carrier, shelf }) => {
      const { ledger, post } = await planned(carrier, await shelf.place(), ['hang', 'ok', 'ok', 'ok'], 1)
      let gone = 0
      const heard = (line: string, worker: Worker) => {
        if (line !== 'hanging') return
        gone = elapsed()
        worker.kill()
      }
      const signals = await Promise.all([1, 2].map(() => startWorker(post, heard).ended))
      report(name, `taken over and done ${Math.round(elapsed() - gone)} ms after the end of the other`)
      const found = await standing(ledger)
      await ledger.close()
      return { signals: signals.toSorted(), attempts: found.map(({ state, attempts }) => `${state} ${attempts}`) }
    })
    for (const { signals, attempts } of ends) {
      expect(signals).toEqual(['SIGKILL', null])
      expect(attempts).toEqual(['done 2', 'done 1', 'done 1', 'done 1'])
    }
  }, 60_000)
})
