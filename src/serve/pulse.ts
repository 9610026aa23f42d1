/** The heartbeat of a process: says of all tasks in hand, in one statement, that it still works on them. */
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Task } from '../release/ledger/task.ts'
import { extendTasks } from '../release/ledger/task-claim.ts'
import type { Clock } from '../send/clock.ts'
import type { Policy } from './policy.ts'

export interface Pulse {
  /** From now on the task is kept. */
  watch(task: Task): Watch
  stop(): void
}

export interface Watch {
  /** Aborted when others have the task, because this process was silent for too long. */
  readonly lost: AbortSignal
  leave(): void
}

export function pulseOf(ledger: Ledger, clock: Clock, { lease }: Policy): Pulse {
  const watched = new Map<Task, AbortController>()
  const beat = async () => {
    const kept = [...watched]
    if (kept.length === 0) return
    const tasks = kept.map(([task]) => task)
    const ours = await extendTasks(ledger, tasks, clock.now().add({ milliseconds: lease }))
    for (const [task, lost] of kept)
      if (!ours.has(task.key) && watched.has(task)) lost.abort(new Error('taken by others'))
  }
  let beating = false
  const timer = setInterval(() => {
    if (beating) return
    beating = true
    const done = () => {
      beating = false
    }
    // A ledger that cannot be asked says nothing about who has the task: the next beat asks again.
    beat().then(done, done)
  }, lease / 3)
  return {
    watch(task) {
      const lost = new AbortController()
      watched.set(task, lost)
      return { lost: lost.signal, leave: () => void watched.delete(task) }
    },
    stop: () => clearInterval(timer),
  }
}
