/** The same statements on both engines. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { problem } from '../../../src/problem.ts'
import type { Claim } from '../../../src/release/ledger/claim.ts'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { openLedger } from '../../../src/release/ledger/open.ts'
import { type Intent, planTasks, type Task } from '../../../src/release/ledger/task.ts'
import {
  claimLapsed,
  claimTasks,
  extendTasks,
  outlookOf,
  releaseTasks,
} from '../../../src/release/ledger/task-claim.ts'
import {
  countTasks,
  dropEnded,
  dropTasks,
  lapsedTasks,
  openTasks,
  retryFailed,
  tasksNamed,
  tasksOf,
} from '../../../src/release/ledger/task-list.ts'
import { settleTask } from '../../../src/release/ledger/task-settle.ts'
import { claim, ENGINES, later, NINE } from './books.ts'

const piece = (key: string, over: Partial<Intent> = {}): Intent => ({
  ...{ key, job: 'tourism/2020', kind: 'build', payload: '{"area":"north"}' },
  ...over,
})
/** This one, when it waits and is due. */
const claimTask = async (ledger: Ledger, key: string, as: Claim): Promise<Task | null> =>
  (await claimTasks(ledger, as, 1, { keys: [key] }))[0] ?? null
const keysOf = (tasks: readonly Task[]) => tasks.map(({ key }) => key)

describe.each(ENGINES)('tasks in %s', (_, makeShelf) => {
  const shelf = makeShelf()
  let place: string
  let ledger: Ledger
  beforeAll(async () => {
    place = await shelf.place()
    ledger = await openLedger(place)
  })
  afterEach(async () => {
    for (const job of ['tourism/2020', 'other']) await dropTasks(ledger, job)
  })
  afterAll(async () => {
    await ledger.close()
    await shelf.clear()
  })

  const plan = (...keys: readonly string[]) =>
    planTasks(
      ledger,
      keys.map((key) => piece(key)),
      NINE,
    )
  async function claimed(owner: string, minutes: number): Promise<Task> {
    const [task] = await claimTasks(ledger, claim(owner, minutes), 1)
    if (!task) throw new Error('nothing is due')
    return task
  }
  it('are let go of some time after they have ended, and not while somebody waits for them', async () => {
    await plan('a', 'b')
    await settleTask(ledger, await claimed('one', 1), { state: 'done', result: null }, later(1))
    await dropEnded(ledger, later(1))
    expect(await tasksOf(ledger, 'tourism/2020')).toHaveLength(2)
    await dropEnded(ledger, later(60))
    expect((await tasksOf(ledger, 'tourism/2020')).map(({ state }) => state)).toEqual(['waiting'])
  })

  const only = async () => (await tasksOf(ledger, 'tourism/2020'))[0]

  describe('planning', () => {
    it('plans a key once, however often it is done and however often it stands in the list', async () => {
      expect(await plan('a', 'b', 'a')).toBe(2)
      expect(await plan('b', 'c')).toBe(1)
      expect(await countTasks(ledger)).toEqual({ waiting: 3, running: 0, done: 0, refused: 0, failed: 0 })
    })

    it('plans thousands at once', async () => {
      expect(await plan(...Array.from({ length: 5000 }, (_, at) => `t${at}`))).toBe(5000)
      expect(await claimTasks(ledger, claim('one', 1), 5000)).toHaveLength(5000)
    })

    it('leaves what has come of a task as it is', async () => {
      await plan('a')
      await settleTask(ledger, await claimed('a', 1), { state: 'done', result: 1 }, later(2))
      expect(await plan('a')).toBe(0)
      expect(await only()).toMatchObject({ state: 'done', result: '1' })
    })

    it('refuses a payload that belongs into a file', async () => {
      const large = piece('a', { payload: JSON.stringify('x'.repeat(64_000)) })
      await expect(planTasks(ledger, [large], NINE)).rejects.toThrow('the payload of a has more than 64000 characters')
    })
  })

  describe('claiming', () => {
    it('gives a task to one process only, the one planned first before the others', async () => {
      await planTasks(ledger, [piece('z')], NINE)
      await planTasks(ledger, [piece('a'), piece('b')], later(1))
      expect(keysOf(await claimTasks(ledger, claim('one', 1), 2))).toEqual(['z', 'a'])
      expect(keysOf(await claimTasks(ledger, claim('two', 2), 5))).toEqual(['b'])
      expect(await claimTasks(ledger, claim('two', 2), 5)).toEqual([])
      expect(await claimTask(ledger, 'a', claim('two', 2))).toBe(null)
    })

    it('gives each to one of many who ask at the same time', async () => {
      await plan(...Array.from({ length: 40 }, (_, at) => `t${at}`))
      const others = await Promise.all([1, 2, 3].map(() => openLedger(place)))
      const taken: string[] = []
      const take = async (one: Ledger, owner: string) => {
        while ((await outlookOf(one)).waiting !== null) taken.push(...keysOf(await claimTasks(one, claim(owner, 1), 3)))
      }
      await Promise.all([ledger, ...others].map((one, at) => take(one, `p${at}`)))
      expect(taken.toSorted()).toEqual(Array.from({ length: 40 }, (_, at) => `t${at}`).toSorted())
      await Promise.all(others.map((one) => one.close()))
    })

    it('counts as an attempt, and looks at kinds and keys', async () => {
      await planTasks(ledger, [piece('a'), piece('b', { kind: 'print' }), piece('c', { kind: 'print' })], NINE)
      const [task] = await claimTasks(ledger, claim('one', 1), 5, { kinds: ['build'] })
      expect(task).toMatchObject({ key: 'a', state: 'running', attempts: 1, claimedBy: 'one' })
      expect((await outlookOf(ledger, { kinds: ['build'] })).waiting).toBe(null)
      expect(keysOf(await claimTasks(ledger, claim('one', 1), 5, { kinds: ['print'], keys: ['c', 'a', 'x'] }))).toEqual(
        ['c'],
      )
      expect(await claimTasks(ledger, claim('one', 1), 5, { keys: [] })).toEqual([])
    })

    it('takes no task before its time, and none that is over', async () => {
      await plan('a')
      const fault = { state: 'fault', message: 'the disk was full', again: later(5) } as const
      await settleTask(ledger, await claimed('one', 1), fault, later(1))
      expect(await claimTask(ledger, 'a', { ...claim('one', 4), now: later(5).subtract({ milliseconds: 1 }) })).toBe(
        null,
      )
      expect((await outlookOf(ledger)).waiting).toBe('2021-03-01T09:05:00.000Z')
      const task = await claimTask(ledger, 'a', claim('two', 5))
      expect(task).toMatchObject({ attempts: 2, result: 'the disk was full' })
      if (task) await settleTask(ledger, task, { state: 'refused', problems: [] }, later(6))
      expect(await claimTask(ledger, 'a', claim('two', 999))).toBe(null)
      expect(await claimTask(ledger, 'nowhere', claim('two', 999))).toBe(null)
    })

    it('gives back what was not begun, as if it had not been taken', async () => {
      await plan('a', 'b')
      const tasks = await claimTasks(ledger, claim('one', 1), 2)
      await releaseTasks(ledger, tasks.slice(0, 1))
      expect(await claimTasks(ledger, claim('two', 1), 5)).toMatchObject([{ key: 'a', attempts: 1, claimedBy: 'two' }])
      // It is not its own any more.
      await releaseTasks(ledger, tasks)
      expect((await countTasks(ledger)).running).toBe(1)
    })
  })

  describe('a process that is silent', () => {
    it('loses its tasks when the lease is over, and only then', async () => {
      await plan('a')
      await claimed('one', 1)
      expect(await claimLapsed(ledger, claim('two', 10), 3)).toBe(null)
      expect(await claimLapsed(ledger, claim('two', 11), 3, { keys: ['b'] })).toBe(null)
      expect(keysOf(await lapsedTasks(ledger, later(11)))).toEqual(['a'])
      expect(await claimTasks(ledger, claim('two', 11), 5)).toEqual([])
      expect(await claimLapsed(ledger, claim('two', 11), 3)).toMatchObject({ attempts: 2, claimedBy: 'two' })
      expect(await claimLapsed(ledger, claim('three', 11), 3)).toBe(null)
    })

    it('keeps them as long as it is heard of, and hears when others have them', async () => {
      await plan('a', 'b')
      const tasks = await claimTasks(ledger, claim('one', 1), 2)
      expect(await extendTasks(ledger, tasks, later(30))).toEqual(new Set(['a', 'b']))
      expect(await claimLapsed(ledger, claim('two', 29), 3)).toBe(null)
      await claimLapsed(ledger, claim('two', 30), 3)
      expect(await extendTasks(ledger, tasks, later(60))).toEqual(new Set(['b']))
      expect(await extendTasks(ledger, [], later(60))).toEqual(new Set())
    })

    it('is not heard about a task that it lost, not even when it has got the same one again', async () => {
      await plan('a')
      const first = await claimed('one', 1)
      const second = await claimLapsed(ledger, claim('two', 11), 3)
      expect(await settleTask(ledger, first, { state: 'done', result: 'first' }, later(12))).toBe(false)
      const third = await claimLapsed(ledger, claim('one', 30), 5)
      expect(await extendTasks(ledger, [first], later(99))).toEqual(new Set())
      expect(await settleTask(ledger, first, { state: 'done', result: 'first' }, later(31))).toBe(false)
      if (!second || !third) throw new Error('not lapsed')
      expect(await settleTask(ledger, second, { state: 'done', result: 'second' }, later(31))).toBe(false)
      expect(await settleTask(ledger, third, { state: 'done', result: 'third' }, later(31))).toBe(true)
      expect(await only()).toMatchObject({ state: 'done', result: '"third"', attempts: 3 })
    })

    it('still settles what nobody has taken meanwhile', async () => {
      await plan('a')
      const task = await claimed('one', 1)
      expect(await settleTask(ledger, task, { state: 'done', result: null }, later(99))).toBe(true)
    })

    it('that dies of a task each time costs only so many processes', async () => {
      await plan('a')
      const task = await claimed('one', 0)
      for (const round of [1, 2])
        expect(await claimLapsed(ledger, claim('one', round * 10), 3)).toMatchObject({ attempts: round + 1 })
      expect(await claimLapsed(ledger, claim('one', 30), 3)).toBe(null)
      expect(await only()).toMatchObject({
        ...{ state: 'failed', attempts: 3, ended: '2021-03-01T09:30:00.000Z' },
        result: 'the process that worked on it ended, at each attempt',
      })
      expect(await settleTask(ledger, { ...task, attempts: 3 }, { state: 'done', result: 1 }, later(31))).toBe(false)
      expect(await outlookOf(ledger)).toEqual({ waiting: null, lapse: null })
    })
  })

  describe('settling', () => {
    it('is heard once', async () => {
      await plan('a')
      const task = await claimed('one', 1)
      expect(await settleTask(ledger, task, { state: 'done', result: { pages: 2 } }, later(2))).toBe(true)
      expect(await settleTask(ledger, task, { state: 'refused', problems: [] }, later(3))).toBe(false)
      expect(await only()).toMatchObject({
        ...{ state: 'done', result: '{"pages":2}', ended: '2021-03-01T09:02:00.000Z', claimedUntil: null },
      })
    })

    it('keeps the problems of the author, and does not try again', async () => {
      await plan('a')
      const problems = [problem('nothing-to-approve', { factsheet: 'tourism', edition: '2020', version: 1 })]
      await settleTask(ledger, await claimed('one', 1), { state: 'refused', problems }, later(2))
      const task = await only()
      expect(task?.state).toBe('refused')
      expect(JSON.parse(task?.result ?? '')).toEqual(problems)
    })

    it('gives up where there is no next attempt', async () => {
      await plan('a')
      await settleTask(ledger, await claimed('one', 1), { state: 'fault', message: 'gone', again: null }, later(2))
      expect(await only()).toMatchObject({ state: 'failed', result: 'gone', ended: '2021-03-01T09:02:00.000Z' })
    })

    it('keeps no password and no address of a person', async () => {
      await plan('a')
      const message = 'no answer from postgres://dip:s3cr:e@t@db.example/x, told ann@example.org\0'
      await settleTask(ledger, await claimed('one', 1), { state: 'fault', message, again: later(2) }, later(1))
      const { result } = (await only()) ?? {}
      expect(result).toMatch(/^no answer from postgres:/)
      expect(result).not.toMatch(/s3cr|ann|e@t|\0/)
    })

    it('gives up where what came of it is too large', async () => {
      await plan('a')
      const large = { state: 'done', result: 'x'.repeat(600_000) } as const
      expect(await settleTask(ledger, await claimed('one', 1), large, later(2))).toBe(true)
      expect(await only()).toMatchObject({ state: 'failed', result: 'what came of it is too large for the ledger' })
    })
  })

  it('tells of one job, and of certain keys, and drops a job whole', async () => {
    await planTasks(ledger, [piece('a'), piece('b', { job: 'other' })], NINE)
    const task = await claimed('one', 1)
    expect(await countTasks(ledger, 'other')).toMatchObject({ waiting: 1, running: 0 })
    expect(keysOf(await openTasks(ledger))).toEqual(['a', 'b'])
    expect(keysOf(await tasksNamed(ledger, ['b', 'x']))).toEqual(['b'])
    expect(await tasksNamed(ledger, [])).toEqual([])
    expect(await dropTasks(ledger, 'tourism/2020')).toBe(1)
    expect(await extendTasks(ledger, [task], later(9))).toEqual(new Set())
    expect(keysOf(await openTasks(ledger))).toEqual(['b'])
  })

  it('gives those that were given up all their attempts once more', async () => {
    await plan('a', 'b')
    await settleTask(ledger, await claimed('one', 1), { state: 'fault', message: 'gone', again: null }, later(2))
    expect(await retryFailed(ledger, 'tourism/2020', later(3))).toBe(1)
    expect(await retryFailed(ledger, 'tourism/2020', later(3))).toBe(0)
    expect(await claimTask(ledger, 'a', claim('one', 3))).toMatchObject({
      ...{ attempts: 1, planned: '2021-03-01T09:03:00.000Z', result: null },
    })
  })
})
