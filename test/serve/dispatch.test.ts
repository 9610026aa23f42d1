import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { planTasks } from '../../src/release/ledger/task.ts'
import { claimTasks } from '../../src/release/ledger/task-claim.ts'
import { countTasks, dropTasks, tasksOf } from '../../src/release/ledger/task-list.ts'
import { type Job, workOff } from '../../src/serve/dispatch.ts'
import type { Handler } from '../../src/serve/handler.ts'
import { later, NINE, sqliteShelf } from '../release/ledger/books.ts'
import { clockAt, finish, intentOf, JOB, plan, policy } from './working.ts'

const shelf = sqliteShelf()
let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(await shelf.place())
})
afterEach(() => dropTasks(ledger, JOB))
afterAll(async () => {
  await ledger.close()
  await shelf.clear()
})

const job = (over: Partial<Job> = {}): Job => ({
  ...{ ledger, clock: clockAt(1), owner: 'one', policy: policy(), handler: finish, parallel: 2 },
  ...over,
})
const NONE = { done: 0, refused: 0, failed: 0, waiting: 0, lost: 0, released: 0 }
const keys = (count: number) => Array.from({ length: count }, (_, at) => `t${String(at).padStart(2, '0')}`)
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((done) => setTimeout(done, 5))
}

describe('working off', () => {
  it('ends when nothing is due, and has not more in hand than it may', async () => {
    await plan(ledger, ...keys(9))
    const [now, most] = [new Set<string>(), [] as number[]]
    const handler: Handler = async (task, alive) => {
      now.add(task.key)
      most.push(now.size)
      await new Promise((done) => setImmediate(done))
      now.delete(task.key)
      return finish(task, alive)
    }
    expect(await workOff(job({ handler, parallel: 3 }))).toEqual({ counts: { ...NONE, done: 9 }, next: null })
    expect(Math.max(...most)).toBe(3)
    expect(await countTasks(ledger)).toMatchObject({ done: 9, waiting: 0 })
  })

  it('tells when those are due that went wrong, and works them off then', async () => {
    await plan(ledger, 'a', 'b')
    const clock = clockAt(1)
    const handler: Handler = (task, alive) => {
      if (task.key === 'a' && task.attempts < 3) throw new Error('not yet')
      return finish(task, alive)
    }
    const again = () => workOff(job({ clock, handler }))
    expect(await again()).toEqual({ counts: { ...NONE, done: 1, waiting: 1 }, next: '2021-03-01T09:02:00.000Z' })
    expect(await again()).toEqual({ counts: NONE, next: '2021-03-01T09:02:00.000Z' })
    clock.move(2)
    expect(await again()).toEqual({ counts: { ...NONE, waiting: 1 }, next: '2021-03-01T09:04:00.000Z' })
    clock.move(4)
    expect(await again()).toEqual({ counts: { ...NONE, done: 1 }, next: null })
  })

  it('keeps to its kinds', async () => {
    await planTasks(ledger, [intentOf('a'), { ...intentOf('b'), kind: 'print' }], NINE)
    expect(await workOff(job({ kinds: ['print'] }))).toEqual({ counts: { ...NONE, done: 1 }, next: null })
    expect((await tasksOf(ledger, JOB)).map(({ state }) => state)).toEqual(['waiting', 'done'])
  })

  it('works alone on what a dead process had in hand, whatever else is due', async () => {
    await plan(ledger, ...keys(6))
    await claimTasks(ledger, { owner: 'dead', now: later(0), until: later(1) }, 2)
    const now = new Set<string>()
    const beside = new Map<string, number>()
    const handler: Handler = async (task, alive) => {
      now.add(task.key)
      await new Promise((done) => setTimeout(done, 5))
      beside.set(task.key, now.size - 1)
      now.delete(task.key)
      return finish(task, alive)
    }
    expect((await workOff(job({ handler, parallel: 4 }))).counts).toEqual({ ...NONE, done: 6 })
    expect([beside.get('t00'), beside.get('t01')]).toEqual([0, 0])
    expect((await tasksOf(ledger, JOB)).map(({ attempts }) => attempts)).toEqual([2, 2, 1, 1, 1, 1])
  })

  it('gives up what every process died of', async () => {
    await plan(ledger, 'a')
    const lapsed = `update task set state = 'running', attempts = 3, claimed_by = 'dead', claimed_until = not_before`
    await ledger.run([{ text: lapsed, values: [] }])
    expect(await workOff(job())).toEqual({ counts: NONE, next: null })
    expect(await countTasks(ledger)).toMatchObject({ failed: 1 })
  })

  it('waits for tasks to come, until it is stopped', async () => {
    const stop = new AbortController()
    const working = workOff(job({ until: stop.signal }))
    await plan(ledger, 'a')
    await until(async () => (await countTasks(ledger)).done === 1)
    await plan(ledger, 'b')
    await until(async () => (await countTasks(ledger)).done === 2)
    stop.abort()
    expect(await working).toEqual({ counts: { ...NONE, done: 2 }, next: null })
  })

  it('takes nothing new when it is stopped, and ends what it has in hand', async () => {
    await plan(ledger, ...keys(5))
    const stop = new AbortController()
    const go = Promise.withResolvers<void>()
    let begun = 0
    const handler: Handler = async (task, alive) => {
      begun++
      await go.promise
      return finish(task, alive)
    }
    const working = workOff(job({ handler, until: stop.signal }))
    await until(() => begun === 2)
    stop.abort()
    go.resolve()
    expect((await working).counts).toEqual({ ...NONE, done: 2 })
    expect(await countTasks(ledger)).toMatchObject({ done: 2, waiting: 3, running: 0 })
  })

  it('gives back what it claimed while it was stopped', async () => {
    await plan(ledger, 'a')
    const stop = new AbortController()
    const stopping: Ledger = {
      ...ledger,
      run: async (statements) => {
        const rows = await ledger.run(statements)
        if (statements[0]?.text.includes("'running', attempts = attempts + 1")) stop.abort()
        return rows
      },
    }
    expect((await workOff(job({ ledger: stopping, until: stop.signal }))).counts).toEqual(NONE)
    expect((await tasksOf(ledger, JOB))[0]).toMatchObject({ state: 'waiting', attempts: 0 })
  })

  it('gives back what does not end in time when it is stopped', async () => {
    await plan(ledger, 'a')
    const stop = new AbortController()
    const handler: Handler = () => {
      stop.abort()
      return new Promise(() => undefined)
    }
    const { counts } = await workOff(job({ handler, until: stop.signal, policy: policy({ drain: 30 }) }))
    expect(counts).toEqual({ ...NONE, released: 1 })
    expect((await tasksOf(ledger, JOB))[0]).toMatchObject({ state: 'waiting', attempts: 0 })
  })

  it('ends with the reason when the ledger cannot be written', async () => {
    await plan(ledger, ...keys(4))
    const broken: Ledger = {
      ...ledger,
      run: async (statements) => {
        if (statements[0]?.text.includes('result = $5')) throw new Error('the disk is full')
        return ledger.run(statements)
      },
    }
    await expect(workOff(job({ ledger: broken }))).rejects.toThrow('the disk is full')
  })
})
