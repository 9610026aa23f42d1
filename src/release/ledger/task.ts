/** A piece of a long build, and how far it has come: worked on by any process, and settled once. */
import { withoutAddresses } from './address.ts'
import { type Ledger, type Row, type Statement, stamp, textIn } from './ledger.ts'

/** `refused`: the author has something to mend; `failed`: given up after so many attempts. Neither is tried again by itself. */
export type TaskState = 'waiting' | 'running' | 'done' | 'refused' | 'failed'

export interface Intent {
  /** One piece of work for ever: planned again, it is the same. */
  readonly key: string
  /** What all pieces of one build have in common. */
  readonly job: string
  readonly kind: string
  /** JSON: names and hashes, never what they stand for, and nothing secret. */
  readonly payload: string
}

export interface Task extends Intent {
  readonly state: TaskState
  /** How often it was begun. */
  readonly attempts: number
  /** Moments are ISO 8601, UTC, to the millisecond. */
  readonly notBefore: string
  /** JSON of what came of it, or of the problems; of a fault, what it said. */
  readonly result: string | null
  /** The process that has it in hand, or had it last. */
  readonly claimedBy: string | null
  /** While it is running: from when on its process counts as dead. */
  readonly claimedUntil: string | null
  readonly planned: string
  readonly begun: string | null
  readonly ended: string | null
}

/** Which attempt at which task: what a process must know to be heard about it. */
export type Attempt = Pick<Task, 'key' | 'attempts' | 'claimedBy'>

/** Characters. What is larger belongs into a file that the payload or the result names. */
const LARGEST = { payload: 64_000, result: 512_000, fault: 2_000 }
/** Rows of one statement: a journey to the database for each of ten thousand tasks would take minutes. */
const AT_ONCE = 500

export const taskOf = (row: Row): Task => ({
  key: String(row['key']),
  job: String(row['job']),
  kind: String(row['kind']),
  payload: String(row['payload']),
  state: row['state'] as TaskState,
  attempts: Number(row['attempts']),
  notBefore: String(row['not_before']),
  result: textIn(row['result']),
  claimedBy: textIn(row['claimed_by']),
  claimedUntil: textIn(row['claimed_until']),
  planned: String(row['planned']),
  begun: textIn(row['begun']),
  ended: textIn(row['ended']),
})

/** The number of those that were not planned before. */
export async function planTasks(ledger: Ledger, tasks: readonly Intent[], now: Temporal.Instant): Promise<number> {
  const large = tasks.find(({ payload }) => payload.length > LARGEST.payload)
  if (large) throw new RangeError(`the payload of ${large.key} has more than ${LARGEST.payload} characters`)
  let added = 0
  for (let from = 0; from < tasks.length; from += AT_ONCE)
    added += (await ledger.run([insertOf(tasks.slice(from, from + AT_ONCE), stamp(now))])).length
  return added
}

function insertOf(tasks: readonly Intent[], now: string): Statement {
  const values = tasks.flatMap(({ key, job, kind, payload }) => [key, job, kind, payload])
  const moment = `$${values.length + 1}`
  const rows = tasks.map((_, at) => `(${marks(4, at * 4)}, 'waiting', 0, ${moment}, ${moment})`)
  return {
    text: `insert into task (key, job, kind, payload, state, attempts, not_before, planned)
      values ${rows.join(', ')} on conflict do nothing returning key`,
    values: [...values, now],
  }
}

/** So many parameters, after the first `after`. */
export const marks = (count: number, after: number): string =>
  Array.from({ length: count }, (_, at) => `$${after + at + 1}`).join(', ')

/** Null when it is too large to be kept. */
export const resultText = (result: unknown): string | null => {
  const written = JSON.stringify(result ?? null)
  return written.length > LARGEST.result ? null : written
}

/** What an error said, without what nobody else should read: passwords in addresses of servers, and people's addresses. */
export const faultText = (message: string): string =>
  withoutAddresses(message.replaceAll('\0', '').replace(/:\/\/[^\s/@]*(?:@[^\s/@]*)*@/gu, '://…@')).slice(
    0,
    LARGEST.fault,
  )
