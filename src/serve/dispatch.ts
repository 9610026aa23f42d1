/** Works off the tasks of a ledger in this process, beside any others that do the same: no server besides the ledger is needed. */
import { stamp } from '../release/ledger/ledger.ts'
import { patientLedger } from '../release/ledger/patient.ts'
import type { Task } from '../release/ledger/task.ts'
import {
  type Choice,
  claimLapsed,
  claimTasks,
  type Outlook,
  outlookOf,
  releaseTasks,
} from '../release/ledger/task-claim.ts'
import { type Bell, bellOf } from './bell.ts'
import { attemptTask, type Ending, type Workplace } from './handler.ts'
import { type Hands, handsOf } from './hands.ts'
import { type Pulse, pulseOf } from './pulse.ts'

export interface Job extends Workplace {
  /** Tasks in hand at a time. */
  readonly parallel: number
  readonly kinds?: readonly string[]
  /** Goes on, and waits for tasks to come, until this is aborted; without it, until nothing is due any more. */
  readonly until?: AbortSignal
}

export type Tally = Readonly<Record<Ending['state'], number>>

export interface WorkedOff {
  /** Of attempts. */
  readonly counts: Tally
  /** When the next one is due, or lapses in the hand of another process; null when all are over. */
  readonly next: string | null
}

/** Milliseconds until it is looked again whether another process has left something. */
const LOOK_AGAIN = 20

interface Run {
  readonly job: Job
  readonly choice: Choice
  readonly bell: Bell
  readonly hands: Hands
  readonly pulse: Pulse
  /** Aborted when those in hand have had their time after the end. */
  readonly closing: AbortController
  readonly counts: Record<Ending['state'], number>
  /** Of an attempt: the ledger could not be asked. */
  broken: { readonly reason: unknown } | null
}

export async function workOff(given: Job): Promise<WorkedOff> {
  const { clock, policy, parallel, kinds = [], until } = given
  const ledger = patientLedger(given.ledger, clock)
  const job = { ...given, ledger }
  const bell = bellOf()
  const run: Run = {
    ...{ job, choice: { kinds }, bell, hands: handsOf(parallel, bell), pulse: pulseOf(ledger, clock, policy) },
    ...{ closing: new AbortController(), broken: null },
    counts: { done: 0, refused: 0, failed: 0, waiting: 0, lost: 0, released: 0 },
  }
  until?.addEventListener('abort', bell.ring)
  try {
    while (!isOver(run) && (await turn(run)));
  } finally {
    await drain(run)
    run.pulse.stop()
    until?.removeEventListener('abort', bell.ring)
  }
  if (run.broken) throw run.broken.reason
  const { waiting, lapse } = await outlookOf(ledger, run.choice)
  return { counts: run.counts, next: [waiting, lapse].filter((one) => one !== null).toSorted()[0] ?? null }
}

const isOver = ({ job, broken }: Run): boolean => job.until?.aborted === true || broken !== null

/** False when there is nothing left to do. */
async function turn(run: Run): Promise<boolean> {
  const { job, choice, bell, hands } = run
  const { waiting, lapse } = await outlookOf(job.ledger, choice)
  const now = stamp(job.clock.now())
  if (lapse !== null && lapse <= now) await workLapsed(run)
  else if (waiting !== null && waiting <= now && hands.free() > 0) await workDue(run)
  else if (hands.busy() === 0 && job.until === undefined) return false
  else if (!isOver(run)) await bell.wait(timeUntil(run, { waiting, lapse }))
  return true
}

async function workDue(run: Run): Promise<void> {
  const { job, choice, bell, hands } = run
  const tasks = await claimTasks(job.ledger, claimOf(job), hands.free(), choice)
  // Another process was faster, and may not have taken all.
  if (tasks.length === 0) await bell.wait(LOOK_AGAIN)
  if (isOver(run)) await releaseTasks(job.ledger, tasks)
  else for (const task of tasks) hands.begin(attempt(run, task))
}

/** Alone: if it kills this process as it killed the last, nothing else that is in hand loses an attempt by it. */
async function workLapsed(run: Run): Promise<void> {
  const { job, choice } = run
  await idle(run, () => isOver(run))
  if (isOver(run)) return
  const task = await claimLapsed(job.ledger, claimOf(job), job.policy.retry.attempts, choice)
  if (!task) return
  run.hands.begin(attempt(run, task))
  await idle(run, () => isOver(run))
}

async function attempt(run: Run, task: Task): Promise<void> {
  try {
    const { state } = await attemptTask(run.job, run.pulse, task, run.closing.signal)
    run.counts[state]++
  } catch (reason) {
    run.broken ??= { reason }
  }
}

function claimOf({ clock, owner, policy }: Job) {
  const now = clock.now()
  return { owner, now, until: now.add({ milliseconds: policy.lease }) }
}

/** Until the next moment that the ledger tells of; not longer than others may need to be seen. */
function timeUntil({ job: { clock, policy }, hands }: Run, { waiting, lapse }: Outlook): number {
  const now = clock.now()
  const moments = [hands.free() > 0 ? waiting : null, lapse].filter((one) => one !== null)
  const waits = moments.map((one) => Math.ceil(Temporal.Instant.from(one).since(now).total('milliseconds')))
  return Math.max(1, Math.min(policy.look, ...waits))
}

async function idle({ hands, bell, job }: Run, enough: () => boolean): Promise<void> {
  while (hands.busy() > 0 && !enough()) await bell.wait(job.policy.look)
}

/** Those in hand come to their end, or are given back when that takes too long. */
async function drain(run: Run): Promise<void> {
  const { clock, policy } = run.job
  const end = clock.elapsed() + policy.drain
  while (run.hands.busy() > 0 && clock.elapsed() < end) await run.bell.wait(end - clock.elapsed())
  run.closing.abort(new Error('the process ends'))
  await idle(run, () => false)
}
