import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Problem, Refusal } from '../../src/problem.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { planTasks } from '../../src/release/ledger/task.ts'
import { claimTasks } from '../../src/release/ledger/task-claim.ts'
import { countTasks, dropTasks, openTasks, retryFailed, tasksOf } from '../../src/release/ledger/task-list.ts'
import { type Clock, clockFrom } from '../../src/send/clock.ts'
import { type Boss, type Carried, jobIdOf, openBoss } from '../../src/serve/boss.ts'
import { type Shift, workShift } from '../../src/serve/boss-work.ts'
import type { Handler } from '../../src/serve/handler.ts'
import { POLICY } from '../../src/serve/policy.ts'
import { postgresShelf } from '../release/ledger/books.ts'
import { finish, intentOf, JOB, policy } from './working.ts'

const shelf = postgresShelf()
const told: Problem[] = []
const tell = (one: Problem) => void told.push(one)
const QUICK = policy({ lease: 600, look: 50, retry: { attempts: 3, first: 50, longest: 100 } })
let place: string
let ledger: Ledger
let clock: Clock
let boss: Boss
beforeAll(async () => {
  place = await shelf.place()
  ledger = await openLedger(place)
  clock = clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() })
  boss = await openBoss(place, { ledger, clock, policy: QUICK, tell })
})
afterEach(async () => {
  await dropTasks(ledger, JOB)
  await boss.complete(held.splice(0))
  expect(told.splice(0)).toEqual([])
})
afterAll(async () => {
  await boss.close()
  await ledger.close()
  await shelf.clear()
})

const held: Carried[] = []
async function collect(limit: number): Promise<readonly Carried[]> {
  const found = await boss.collect(limit)
  held.push(...found)
  return found
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((done) => setTimeout(done, 10))
}

/** Works until the condition holds. */
async function shift(condition: () => boolean | Promise<boolean>, over: Partial<Shift> = {}): Promise<void> {
  const stop = new AbortController()
  const workplace = { ledger, clock, owner: 'one', policy: QUICK, handler: finish }
  const working = workShift({ ...workplace, boss, parallel: 2, until: stop.signal, tell, ...over })
  await until(condition)
  stop.abort()
  await working
}
/** Now: the same key is another job in each test. */
const plan = (...keys: readonly string[]) =>
  planTasks(
    ledger,
    keys.map((key) => intentOf(key)),
    clock.now(),
  )
const isOver = async () => (await openTasks(ledger)).length === 0
const offerAll = async () => boss.offer(await tasksOf(ledger, JOB))
const keysOf = (carried: readonly Carried[]) => carried.map(({ data }) => data.key).toSorted()

describe('the queue', () => {
  it('carries each task once, however often it is offered', async () => {
    await plan('a', 'b')
    await offerAll()
    await offerAll()
    expect(keysOf(await collect(9))).toEqual(['a', 'b'])
    await offerAll()
    expect(await collect(9)).toEqual([])
  })

  it('knows a task by its key and the moment at which it was planned', () => {
    const task = { key: 'a', planned: '2021-03-01T09:00:00.000Z' }
    expect(jobIdOf(task)).toBe(jobIdOf({ ...task }))
    expect(jobIdOf(task)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
    expect(jobIdOf(task)).not.toBe(jobIdOf({ ...task, planned: '2021-03-01T09:00:00.001Z' }))
  })

  it('brings back what was put back, not before its time', async () => {
    await plan('a')
    await offerAll()
    const [carried] = await collect(1)
    if (!carried) throw new Error('nothing is queued')
    const start = performance.now()
    await boss.putBack(carried, clock.now().add({ milliseconds: 300 }))
    let again = await collect(1)
    while (again.length === 0) again = await collect(1)
    expect(performance.now() - start).toBeGreaterThan(295)
    expect(again).toMatchObject([{ id: carried.id, retryCount: 1 }])
    // Who had it first is not heard about it any more.
    await boss.complete([carried])
    await boss.putBack(again[0] ?? carried, clock.now())
    expect(await collect(1)).toMatchObject([{ retryCount: 2 }])
  })

  it('is told what it has lost, or takes for finished, and nothing else', async () => {
    await plan('finished', 'queued', 'in hand')
    await offerAll()
    const carried = await collect(9)
    const named = (key: string) => carried.filter(({ data }) => data.key === key)
    await boss.complete(named('finished'))
    for (const one of named('queued')) await boss.putBack(one, clock.now())
    await plan('lost')
    expect(await boss.reconcile()).toBe(2)
    expect(await boss.reconcile()).toBe(0)
    expect(keysOf(await collect(9))).toEqual(['finished', 'lost', 'queued'])
    await boss.complete(named('in hand'))
  })

  it('that cannot be opened is told without its address and password', async () => {
    const opening = openBoss('postgres://someone:secret@127.0.0.1:1/ledger', { ledger, clock, policy: POLICY, tell })
    await expect(opening).rejects.toThrow(Refusal)
    await expect(opening).rejects.toThrow('The queue in the database cannot be opened: ECONNREFUSED')
  })
})

describe('a worker of the queue', () => {
  it('works on what was offered, with not more in hand than it may', async () => {
    await plan(...Array.from({ length: 9 }, (_, at) => `t${at}`))
    await offerAll()
    let [now, most] = [0, 0]
    const handler: Handler = async (task, alive) => {
      most = Math.max(most, ++now)
      await new Promise((done) => setTimeout(done, 20))
      now--
      return finish(task, alive)
    }
    await shift(isOver, { handler })
    expect(most).toBe(2)
    expect((await countTasks(ledger)).done).toBe(9)
  })

  it('works on what nobody has offered', async () => {
    await plan('a')
    await shift(isOver)
    expect((await countTasks(ledger)).done).toBe(1)
  })

  it('tries again after the time of the policy, gives up, and begins anew when it is told to', async () => {
    await plan('a')
    await offerAll()
    const begun: number[] = []
    const handler: Handler = async () => {
      begun.push(performance.now())
      throw new Error('no luck')
    }
    await shift(isOver, { handler })
    expect(await tasksOf(ledger, JOB)).toMatchObject([{ state: 'failed', attempts: 3, result: 'no luck' }])
    const [first = 0, second = 0, third = 0] = begun
    expect(second - first).toBeGreaterThanOrEqual(50)
    expect(third - second).toBeGreaterThanOrEqual(100)
    expect(await retryFailed(ledger, JOB, clock.now())).toBe(1)
    await offerAll()
    await shift(isOver)
    expect(await tasksOf(ledger, JOB)).toMatchObject([{ state: 'done', attempts: 1 }])
  })

  it('leaves alone what another has in hand, and takes it over when that one is dead', async () => {
    await plan('a')
    await offerAll()
    const now = clock.now()
    await claimTasks(ledger, { owner: 'other', now, until: now.add({ milliseconds: 500 }) }, 1)
    const start = performance.now()
    await shift(isOver)
    expect(performance.now() - start).toBeGreaterThan(450)
    expect(await tasksOf(ledger, JOB)).toMatchObject([{ state: 'done', attempts: 2, claimedBy: 'one' }])
  })

  it('works alone on what a dead process had in hand, whatever else is due', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    await plan(...keys)
    const now = clock.now()
    await claimTasks(ledger, { owner: 'dead', now, until: now }, 2)
    await offerAll()
    const inHand = new Set<string>()
    const beside = new Map<string, number>()
    const handler: Handler = async (task, alive) => {
      inHand.add(task.key)
      const most = () => beside.set(task.key, Math.max(beside.get(task.key) ?? 0, inHand.size - 1))
      most()
      await new Promise((done) => setTimeout(done, 30))
      most()
      inHand.delete(task.key)
      return finish(task, alive)
    }
    await shift(isOver, { handler, parallel: 4 })
    expect([beside.get('a'), beside.get('b')]).toEqual([0, 0])
    expect((await tasksOf(ledger, JOB)).map(({ attempts }) => attempts)).toEqual([2, 2, 1, 1, 1, 1])
  })

  it('gives back what does not end in time when it is stopped', async () => {
    await plan('a')
    await offerAll()
    let begun = false
    const handler: Handler = () => {
      begun = true
      return new Promise(() => undefined)
    }
    await shift(() => begun, { handler, policy: { ...QUICK, drain: 50 } })
    expect(await tasksOf(ledger, JOB)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    expect(keysOf(await collect(1))).toEqual(['a'])
  })

  it('tells trouble once, and goes on when it is over', async () => {
    await plan('a')
    await offerAll()
    let times = 0
    const shaky: Boss = {
      ...boss,
      collect: async (limit) => {
        if (times++ < 3) throw Object.assign(new Error('gone'), { code: '57P01' })
        return boss.collect(limit)
      },
    }
    await shift(isOver, { boss: shaky })
    expect(told.splice(0)).toMatchObject([{ code: 'queue-trouble', severity: 'warning' }])
  })
})
