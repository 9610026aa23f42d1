import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { problem, Refusal } from '../../src/problem.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import type { Task } from '../../src/release/ledger/task.ts'
import { claimLapsed, claimTasks } from '../../src/release/ledger/task-claim.ts'
import { dropTasks, tasksOf } from '../../src/release/ledger/task-list.ts'
import { attemptTask, type Handler, type Workplace } from '../../src/serve/handler.ts'
import { pulseOf } from '../../src/serve/pulse.ts'
import { later, sqliteShelf } from '../release/ledger/books.ts'
import { clockAt, finish, JOB, plan, policy } from './working.ts'

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

const clock = clockAt(1)
const only = async () => (await tasksOf(ledger, JOB))[0]

/** One attempt at the only task, in hand of `one` until eleven minutes after nine. */
async function attempt(handler: Handler, over: Partial<Workplace> = {}, closing = new AbortController().signal) {
  const place: Workplace = { ...{ ledger, clock, owner: 'one', policy: policy(), handler }, ...over }
  const until = clock.now().add({ minutes: 10 })
  const [task] = await claimTasks(ledger, { owner: 'one', now: clock.now(), until }, 1)
  if (!task) throw new Error('nothing is due')
  const pulse = pulseOf(ledger, clock, place.policy)
  try {
    return await attemptTask(place, pulse, task, closing)
  } finally {
    pulse.stop()
  }
}

const hang: Handler = () => new Promise(() => undefined)
const throws =
  (error: unknown): Handler =>
  async () => {
    throw error
  }

describe('an attempt', () => {
  it('is done with what the handler made', async () => {
    await plan(ledger, 'a')
    const told: [Task, string][] = []
    const ending = await attempt(finish, { onEnded: (task, { state }) => told.push([task, state]) })
    expect(ending).toEqual({ state: 'done', again: null })
    expect(await only()).toMatchObject({ state: 'done', result: '{"made":"a"}' })
    expect(told).toMatchObject([[{ key: 'a', attempts: 1 }, 'done']])
  })

  it('is refused for what the author must mend', async () => {
    await plan(ledger, 'a')
    const found = problem('public-file-missing', { file: 'index.html' })
    expect(await attempt(throws(new Refusal([found])))).toEqual({ state: 'refused', again: null })
    expect(JSON.parse((await only())?.result ?? '')).toEqual([found])
  })

  it('is tried again for what is wrong with the machine, though it is a Refusal', async () => {
    await plan(ledger, 'a')
    const full = new Refusal([problem('folder-not-writable', { folder: 'out', code: 'ENOSPC' })])
    expect(await attempt(throws(full))).toMatchObject({ state: 'waiting' })
    expect((await only())?.result).toBe('The folder out cannot be written: the disk is full')
  })

  it.each([
    ['an Error', new Error('no luck'), 'no luck'],
    ['anything else', 7, '7'],
  ])('that throws %s is tried again after a while that grows, and then given up', async (_, thrown, result) => {
    await plan(ledger, 'a')
    clock.move(1)
    expect(await attempt(throws(thrown))).toEqual({ state: 'waiting', again: later(2) })
    expect(await only()).toMatchObject({ state: 'waiting', result, notBefore: '2021-03-01T09:02:00.000Z' })
    clock.move(2)
    expect(await attempt(throws(thrown))).toEqual({ state: 'waiting', again: later(4) })
    clock.move(4)
    expect(await attempt(throws(thrown))).toEqual({ state: 'failed', again: null })
    expect(await only()).toMatchObject({ state: 'failed', attempts: 3, result })
    clock.move(1)
  })

  it('may not take longer than it may', async () => {
    await plan(ledger, 'a')
    let aborted = false
    const deaf: Handler = (_, alive) =>
      new Promise(() => {
        alive.addEventListener('abort', () => {
          aborted = true
        })
      })
    expect(await attempt(deaf, { policy: policy({ expiry: 30 }) })).toMatchObject({ state: 'waiting' })
    expect(aborted).toBe(true)
    expect((await only())?.result).toBe('it took longer than 0.03 s')
  })

  it('is kept alive while the handler works, for longer than the lease', async () => {
    await plan(ledger, 'a')
    const short = policy({ lease: 90 })
    const seen: (string | null | undefined)[] = []
    const slow: Handler = async (task) => {
      seen.push((await only())?.claimedUntil)
      clock.move(5)
      while ((await only())?.claimedUntil === seen[0]) await new Promise((done) => setTimeout(done, 5))
      seen.push((await only())?.claimedUntil)
      return finish(task, new AbortController().signal)
    }
    expect(await attempt(slow, { policy: short })).toMatchObject({ state: 'done' })
    expect(seen).toEqual(['2021-03-01T09:11:00.000Z', '2021-03-01T09:05:00.090Z'])
    clock.move(1)
  })

  it('that was lost to another process is told so, and settles nothing', async () => {
    await plan(ledger, 'a')
    let reason = ''
    const robbed: Handler = async (_, alive) => {
      await claimLapsed(ledger, { owner: 'two', now: later(99), until: later(100) }, 3)
      await new Promise((done) => alive.addEventListener('abort', done))
      reason = alive.reason.message
      return { state: 'done', result: 'late' }
    }
    expect(await attempt(robbed, { policy: policy({ lease: 90 }) })).toEqual({ state: 'lost', again: null })
    expect(reason).toBe('taken by others')
    expect(await only()).toMatchObject({ state: 'running', claimedBy: 'two', result: null })
  })

  it('that was taken away between two heartbeats is found lost when it settles', async () => {
    await plan(ledger, 'a')
    const robbed: Handler = async () => {
      await dropTasks(ledger, JOB)
      return { state: 'done', result: 'late' }
    }
    expect(await attempt(robbed)).toEqual({ state: 'lost', again: null })
  })

  it('is given back, and not counted, when the process ends before it', async () => {
    await plan(ledger, 'a')
    const closing = new AbortController()
    const ending = attempt(hang, {}, closing.signal)
    while ((await only())?.state !== 'running') await new Promise((done) => setTimeout(done, 5))
    closing.abort()
    expect(await ending).toEqual({ state: 'released', again: null })
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0, claimedBy: null })
  })
})
