import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { openLedger } from '../../../src/release/ledger/open.ts'
import { planTasks } from '../../../src/release/ledger/task.ts'
import { claimTasks } from '../../../src/release/ledger/task-claim.ts'
import { taskEnds } from '../../../src/release/ledger/task-ends.ts'
import { dropTasks } from '../../../src/release/ledger/task-list.ts'
import { type Settlement, settleTask } from '../../../src/release/ledger/task-settle.ts'
import { realClock } from '../../../src/world.ts'
import { claim, ENGINES, later, NINE } from './books.ts'

describe.each(ENGINES)('the end of tasks in %s', (_, makeShelf) => {
  const shelf = makeShelf()
  let ledger: Ledger
  let asked = 0
  beforeAll(async () => {
    const opened = await openLedger(await shelf.place())
    ledger = {
      ...opened,
      run: (...args) => {
        asked++
        return opened.run(...args)
      },
    }
  })
  afterAll(async () => {
    await ledger.close()
    await shelf.clear()
  })

  const plan = (job: string, ...keys: readonly string[]) =>
    planTasks(
      ledger,
      keys.map((key) => ({ key: `${job}-${key}`, job, kind: 'build', payload: '{}' })),
      NINE,
    )
  async function settle(key: string, ending: Settlement): Promise<void> {
    const [task] = await claimTasks(ledger, claim('one', 1), 1, { keys: [key] })
    if (!task) throw new Error(`${key} could not be claimed`)
    await settleTask(ledger, task, ending, later(2))
  }

  it('is heard as it comes, for one that had ended before and for one that ends meanwhile', async () => {
    await plan('a', 'north', 'south', 'east')
    await settle('a-north', { state: 'done', result: null })
    const ends = taskEnds(ledger, 'a', realClock)
    const south = ends('a-south')
    const east = ends('a-east')
    expect(await ends('a-north')).toBe('done')
    await settle('a-south', { state: 'refused', problems: [] })
    expect(await south).toBe('refused')
    await settle('a-east', { state: 'fault', message: 'gone', again: null })
    expect(await east).toBe('failed')
  })

  it('is looked for once for all that wait, and for nobody when none does', async () => {
    const keys = Array.from({ length: 50 }, (_, at) => String(at))
    await plan('b', ...keys)
    for (const key of keys) await settle(`b-${key}`, { state: 'done', result: null })
    const ends = taskEnds(ledger, 'b', realClock)
    asked = 0
    await Promise.all(keys.map((key) => ends(`b-${key}`)))
    expect(asked).toBe(1)
    await ends('b-0')
    expect(asked).toBe(2)
  })

  it('is told of one that is not there any more as well, or never was', async () => {
    await plan('c', 'north')
    const ends = taskEnds(ledger, 'c', realClock)
    const north = ends('c-north')
    expect(await ends('c-nowhere')).toBeNull()
    await dropTasks(ledger, 'c')
    expect(await north).toBeNull()
  })

  it('fails for all that wait when the ledger cannot be asked, and is looked for again by the next', async () => {
    await plan('d', 'north', 'south')
    let broken = true
    const failing: Ledger = {
      ...ledger,
      run: (...args) => (broken ? Promise.reject(new Error('away')) : ledger.run(...args)),
    }
    const ends = taskEnds(failing, 'd', realClock)
    const told = await Promise.allSettled([ends('d-north'), ends('d-south')])
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    await settle('d-north', { state: 'done', result: null })
    expect(await ends('d-north')).toBe('done')
  })
})
