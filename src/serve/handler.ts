/** One attempt at a task that was claimed: kept alive, worked on, settled. Every carrier of tasks does it here. */
import { type Problem, Refusal } from '../problem.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Task } from '../release/ledger/task.ts'
import { releaseTasks } from '../release/ledger/task-claim.ts'
import { type Settlement, settleTask } from '../release/ledger/task-settle.ts'
import type { Clock } from '../send/clock.ts'
import { notBefore } from '../send/retry.ts'
import { isPassing, type Policy } from './policy.ts'
import type { Pulse } from './pulse.ts'

/** `result` and `problems` stand in the ledger for everybody to read who may read it: nothing secret belongs there. */
export type Outcome =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | { readonly state: 'fault'; readonly message: string }

/**
 * Does the work of a task, as far as it is not done: it may have been begun before, by a process that died. Throws a Refusal for what the
 * author must mend, and anything else for what may go better next time; ends early when `alive` is aborted.
 */
export type Handler = (task: Task, alive: AbortSignal) => Promise<Outcome>

export interface Workplace {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Name of this process, used by no other, not even by a later one. */
  readonly owner: string
  readonly policy: Policy
  readonly handler: Handler
  /** Told of each attempt after it is settled. */
  readonly onEnded?: (task: Task, ending: Ending) => void
}

/**
 * `waiting`: to be tried again, at `again`; `lost`: others have it, or it was given up, and nothing was written; `released`: given back,
 * because the process ends.
 */
export interface Ending {
  readonly state: 'done' | 'refused' | 'failed' | 'waiting' | 'lost' | 'released'
  readonly again: Temporal.Instant | null
}

const LOST: Ending = { state: 'lost', again: null }
const RELEASED: Ending = { state: 'released', again: null }

/** `closing` is aborted when the process ends and waits for nothing any more. */
export async function attemptTask(place: Workplace, pulse: Pulse, task: Task, closing: AbortSignal): Promise<Ending> {
  const watch = pulse.watch(task)
  try {
    const outcome = await outcomeOf(place, task, AbortSignal.any([watch.lost, closing]))
    const ending = watch.lost.aborted ? LOST : await settled(place, task, outcome, closing)
    place.onEnded?.(task, ending)
    return ending
  } finally {
    watch.leave()
  }
}

async function settled(
  { ledger, clock, policy }: Workplace,
  task: Task,
  outcome: Outcome,
  closing: AbortSignal,
): Promise<Ending> {
  if (closing.aborted && outcome.state === 'fault') {
    await releaseTasks(ledger, [task])
    return RELEASED
  }
  const now = clock.now()
  const last = task.attempts >= policy.retry.attempts
  const again = outcome.state === 'fault' && !last ? notBefore(task.attempts, now, policy.retry) : null
  const settlement: Settlement = outcome.state === 'fault' ? { ...outcome, again } : outcome
  if (!(await settleTask(ledger, task, settlement, now))) return LOST
  if (outcome.state !== 'fault') return { state: outcome.state, again: null }
  return { state: again ? 'waiting' : 'failed', again }
}

/** A handler that does not end when it should is left behind: what it still does is settled by nobody. */
async function outcomeOf({ handler, policy }: Workplace, task: Task, ended: AbortSignal): Promise<Outcome> {
  const late = new AbortController()
  const expired = () => late.abort(new Error(`it took longer than ${policy.expiry / 1000} s`))
  const timer = setTimeout(expired, policy.expiry)
  const alive = AbortSignal.any([ended, late.signal])
  try {
    return await Promise.race([handler(task, alive), abortionOf(alive)])
  } catch (error) {
    return judgeError(error)
  } finally {
    clearTimeout(timer)
  }
}

const abortionOf = (alive: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (alive.aborted) reject(alive.reason)
    else alive.addEventListener('abort', () => reject(alive.reason), { once: true })
  })

function judgeError(error: unknown): Outcome {
  if (!(error instanceof Refusal))
    return { state: 'fault', message: error instanceof Error ? error.message : String(error) }
  const { problems, message } = error
  if (problems.every(isPassing)) return { state: 'fault', message }
  return { state: 'refused', problems }
}
