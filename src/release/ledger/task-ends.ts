/** Hears when tasks of a job end, whoever works on them. */
import type { World } from '../../world.ts'
import type { Ledger } from './ledger.ts'
import type { TaskState } from './task.ts'
import { taskStates } from './task-list.ts'

/** Waits until a task has ended, and gives how; null for one that is not there any more. */
export type TaskEnds = (key: string) => Promise<TaskState | null>

/** Milliseconds between two looks. */
const LOOK = 250
/** A look at a hundred thousand tasks takes long: looking takes no more than this part of the time. */
const SHARE = 1 / 20

/** One look for all that are waited for; a ledger that cannot be asked is told to each of them. */
export function taskEnds(ledger: Ledger, job: string, clock: Pick<World, 'elapsed'>): TaskEnds {
  const waiting = new Map<string, PromiseWithResolvers<TaskState | null>>()
  let looking = false
  const look = async () => {
    while (waiting.size > 0) {
      const begun = clock.elapsed()
      const states = await taskStates(ledger, job)
      for (const [key, { resolve }] of waiting) {
        const state = states.get(key) ?? null
        if (state === 'waiting' || state === 'running') continue
        waiting.delete(key)
        resolve(state)
      }
      if (waiting.size > 0) await pause(Math.max(LOOK, (clock.elapsed() - begun) / SHARE))
    }
    looking = false
  }
  const abandon = (error: unknown) => {
    looking = false
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  return (key) => {
    const one = waiting.get(key) ?? Promise.withResolvers<TaskState | null>()
    waiting.set(key, one)
    if (!looking) {
      looking = true
      look().catch(abandon)
    }
    return one.promise
  }
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
