/** Tasks for tests, and what is done with them. */
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { type Intent, planTasks } from '../../src/release/ledger/task.ts'
import type { Clock } from '../../src/send/clock.ts'
import type { Handler } from '../../src/serve/handler.ts'
import { POLICY, type Policy } from '../../src/serve/policy.ts'
import { later, NINE } from '../release/ledger/books.ts'

export const JOB = 'tourism/2020'

/** What the handler is to do with a task. */
export type Fate = 'ok' | 'kill' | 'poison' | 'throw' | 'flaky' | 'refuse' | 'hang' | 'slow'

export const intentOf = (key: string, does: Fate = 'ok'): Intent => ({
  ...{ key, job: JOB, kind: 'build', payload: JSON.stringify({ does }) },
})

export const plan = (ledger: Ledger, ...keys: readonly string[]): Promise<number> =>
  planTasks(
    ledger,
    keys.map((key) => intentOf(key)),
    NINE,
  )

/** Stands at a minute after nine until it is moved. */
export function clockAt(minutes: number): Clock & { move(minutes: number): void } {
  let now = later(minutes)
  return {
    now: () => now,
    elapsed: () => performance.now(),
    move: (to) => {
      now = later(to)
    },
  }
}

export const policy = (over: Partial<Policy> = {}): Policy => ({
  ...POLICY,
  ...{ retry: { attempts: 3, first: 60_000, longest: 120_000 }, look: 20, drain: 5_000 },
  ...over,
})

export const finish: Handler = async ({ key }) => ({ state: 'done', result: { made: key } })
