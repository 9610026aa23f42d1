/** Which tasks there are, and what a person may do about those that are over. */
import { type Ledger, stamp } from './ledger.ts'
import { marks, type Task, type TaskState, taskOf } from './task.ts'

export type TaskCounts = Readonly<Record<TaskState, number>>

/** Of one job; of all when none is named. */
export async function countTasks(ledger: Ledger, job?: string): Promise<TaskCounts> {
  const rows = await ledger.run([
    {
      text: `select state, cast(count(*) as integer) as count from task where ($1 = '' or job = $1) group by state`,
      values: [job ?? ''],
    },
  ])
  const counts = Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]))
  return { waiting: 0, running: 0, done: 0, refused: 0, failed: 0, ...counts }
}

export async function tasksOf(ledger: Ledger, job: string): Promise<readonly Task[]> {
  const rows = await ledger.run([{ text: 'select * from task where job = $1 order by key', values: [job] }])
  return rows.map(taskOf)
}

/** How far each task of a job is, by its key. */
export async function taskStates(ledger: Ledger, job: string): Promise<ReadonlyMap<string, TaskState>> {
  const rows = await ledger.run([{ text: 'select key, state from task where job = $1', values: [job] }])
  return new Map(rows.map(({ key, state }) => [String(key), state as TaskState]))
}

/** Those of these keys that there are. */
export async function tasksNamed(ledger: Ledger, keys: readonly string[]): Promise<readonly Task[]> {
  if (keys.length === 0) return []
  const text = `select * from task where key in (${marks(keys.length, 0)}) order by key`
  return (await ledger.run([{ text, values: keys }])).map(taskOf)
}

/** Those that wait or are in hand. */
export async function openTasks(ledger: Ledger): Promise<readonly Task[]> {
  const text = `select * from task where state in ('waiting', 'running') order by not_before, key`
  return (await ledger.run([{ text, values: [] }])).map(taskOf)
}

/** Those whose process has died. */
export async function lapsedTasks(ledger: Ledger, now: Temporal.Instant): Promise<readonly Task[]> {
  const text = `select * from task where state = 'running' and claimed_until <= $1 order by claimed_until, key`
  return (await ledger.run([{ text, values: [stamp(now)] }])).map(taskOf)
}

/** Takes a whole job out, whatever has come of it: who has a piece in hand is not heard about it any more. */
export async function dropTasks(ledger: Ledger, job: string): Promise<number> {
  return (await ledger.run([{ text: 'delete from task where job = $1 returning key', values: [job] }])).length
}

/** Lets go of those that ended well, or were refused, before a moment: what they made stands elsewhere. */
export async function dropEnded(ledger: Ledger, before: Temporal.Instant): Promise<void> {
  const text = `delete from task where state in ('done', 'refused') and ended < $1`
  await ledger.run([{ text, values: [stamp(before)] }])
}

/** Gives those that were given up all their attempts once more: planned anew, so that the queue takes them for new ones. */
export async function retryFailed(ledger: Ledger, job: string, now: Temporal.Instant): Promise<number> {
  const rows = await ledger.run([
    {
      text: `update task set state = 'waiting', attempts = 0, not_before = $2, planned = $2, result = null, begun = null,
        ended = null, claimed_by = null
      where job = $1 and state = 'failed' returning key`,
      values: [job, stamp(now)],
    },
  ])
  return rows.length
}
