/** A worker of the queue: fetches keys, asks the ledger for the tasks, and tells the queue what the ledger says of them. */
import { problem, type Tell } from '../problem.ts'
import { stamp } from '../release/ledger/ledger.ts'
import { patientLedger } from '../release/ledger/patient.ts'
import type { Task } from '../release/ledger/task.ts'
import { claimLapsed, claimTasks, releaseTasks } from '../release/ledger/task-claim.ts'
import { tasksNamed } from '../release/ledger/task-list.ts'
import { type Bell, bellOf } from './bell.ts'
import { type Boss, type Carried, reasonOf } from './boss.ts'
import { attemptTask, type Ending, type Workplace } from './handler.ts'
import { type Hands, handsOf } from './hands.ts'
import { type Pulse, pulseOf } from './pulse.ts'

export interface Shift extends Workplace {
  readonly boss: Boss
  readonly parallel: number
  readonly until: AbortSignal
  readonly tell: Tell
}

/** What the queue is still to be told: at which moment it comes back, or that it is over. */
interface News {
  readonly carried: Carried
  readonly again: Temporal.Instant | null
  readonly failed: boolean
}

interface Run {
  readonly shift: Shift
  readonly bell: Bell
  readonly hands: Hands
  readonly pulse: Pulse
  readonly closing: AbortController
  readonly held: Set<Carried>
  /** Of tasks whose process died: worked on alone, when nothing else is in hand. */
  suspects: readonly Carried[]
  /** One of them is in hand. */
  alone: boolean
  news: readonly News[]
  /** When this process was last heard of, and when the queue was last compared with the ledger. */
  readonly last: { beat: number; reconciled: number }
  /** The trouble that was told, until there is none. */
  trouble: string | null
}

/** Works until it is told to end. A database that is away is waited for, however long it takes. */
export async function workShift(given: Shift): Promise<void> {
  const { clock, policy, parallel, until } = given
  const ledger = patientLedger(given.ledger, clock)
  const shift = { ...given, ledger }
  const bell = bellOf()
  const run: Run = {
    ...{ shift, bell, hands: handsOf(parallel, bell), pulse: pulseOf(ledger, clock, policy) },
    ...{ closing: new AbortController(), held: new Set(), suspects: [], alone: false, news: [], trouble: null },
    last: { beat: Number.NEGATIVE_INFINITY, reconciled: Number.NEGATIVE_INFINITY },
  }
  until.addEventListener('abort', bell.ring)
  try {
    while (!until.aborted) await patiently(run, () => turn(run))
  } finally {
    await drain(run)
    run.pulse.stop()
    until.removeEventListener('abort', bell.ring)
  }
}

async function patiently(run: Run, work: () => Promise<void>): Promise<void> {
  const { tell, policy, until } = run.shift
  try {
    await work()
    run.trouble = null
  } catch (error) {
    const reason = reasonOf(error)
    if (reason !== run.trouble) tell(problem('queue-trouble', { reason }))
    run.trouble = reason
    if (!until.aborted) await run.bell.wait(policy.look)
  }
}

async function turn(run: Run): Promise<void> {
  const { shift, hands, bell } = run
  await beat(run)
  const [suspect] = run.suspects
  const room = suspect || run.alone ? 0 : hands.free()
  const [fetching, telling] = await Promise.allSettled([room > 0 ? shift.boss.collect(room) : [], tellNews(run)])
  if (fetching.status === 'rejected') throw fetching.reason
  const fetched = fetching.value
  for (const one of fetched) run.held.add(one)
  await begin(run, fetched)
  if (telling.status === 'rejected') throw telling.reason
  if (suspect && hands.busy() === 0) await beginSuspect(run, suspect)
  else if (fetched.length < Math.max(1, room) && run.news.length === 0 && !shift.until.aborted)
    await bell.wait(Math.min(shift.policy.look, shift.policy.lease / 3))
}

/** What is due by the clock, whatever else happens. */
async function beat({ shift: { boss, clock, policy }, last, held }: Run): Promise<void> {
  const now = clock.elapsed()
  if (now - last.beat >= policy.lease / 3) {
    last.beat = now
    await boss.touch([...held])
    await boss.recall()
  }
  if (now - last.reconciled >= policy.reconcile) {
    last.reconciled = now
    await boss.reconcile()
  }
}

/** What goes wrong on the way makes no key stay here: it is put back. */
async function begin(run: Run, fetched: readonly Carried[]): Promise<void> {
  if (fetched.length === 0) return
  const { ledger, until } = run.shift
  const open = new Set(fetched)
  try {
    const keys = fetched.map(({ data }) => data.key)
    const claimed = await claimTasks(ledger, claimOf(run.shift), keys.length, { keys })
    if (until.aborted) await releaseTasks(ledger, claimed)
    for (const task of until.aborted ? [] : claimed) {
      const carried = fetched.find(({ data }) => data.key === task.key)
      if (carried && open.delete(carried)) run.hands.begin(attempt(run, carried, task))
    }
    await sort(run, [...open])
  } catch (error) {
    returnAll(run, [...open])
    throw error
  }
}

/** Those that could not be claimed: over, too early, in hand of another, or of one that died. */
async function sort(run: Run, carried: readonly Carried[]): Promise<void> {
  if (carried.length === 0) return
  const { ledger, clock } = run.shift
  const found = await tasksNamed(ledger, [...new Set(carried.map(({ data }) => data.key))])
  const now = stamp(clock.now())
  for (const one of carried) {
    const task = found.find(({ key }) => key === one.data.key)
    if (task?.state === 'running' && (task.claimedUntil ?? '') <= now) run.suspects = [...run.suspects, one]
    else run.news = [...run.news, { carried: one, failed: task?.state === 'failed', again: againOf(task) }]
  }
}

function returnAll(run: Run, carried: readonly Carried[]): void {
  const again = run.shift.clock.now()
  run.news = [...run.news, ...carried.map((one) => ({ carried: one, failed: false, again }))]
}

function againOf(task: Task | undefined): Temporal.Instant | null {
  if (task?.state === 'waiting') return Temporal.Instant.from(task.notBefore)
  return task?.state === 'running' && task.claimedUntil ? Temporal.Instant.from(task.claimedUntil) : null
}

async function beginSuspect(run: Run, carried: Carried): Promise<void> {
  const { ledger, policy } = run.shift
  const choice = { keys: [carried.data.key] }
  const task = await claimLapsed(ledger, claimOf(run.shift), policy.retry.attempts, choice)
  run.suspects = run.suspects.filter((one) => one !== carried)
  // Others were faster, or it was given up: the queue brings it once more, and then it is seen.
  if (!task) return returnAll(run, [carried])
  run.alone = true
  const ended = () => {
    run.alone = false
  }
  run.hands.begin(attempt(run, carried, task).finally(ended))
}

async function attempt(run: Run, carried: Carried, task: Task): Promise<void> {
  const { shift, pulse, closing } = run
  // When the ledger cannot be asked for too long, others have it by then.
  const lost: Ending = { state: 'lost', again: null }
  const { state, again } = await attemptTask(shift, pulse, task, closing.signal).catch(() => lost)
  const open = state === 'lost' || state === 'released'
  run.news = [...run.news, { carried, failed: state === 'failed', again: open ? shift.clock.now() : again }]
}

/** What could not be told is told the next time. */
async function tellNews(run: Run): Promise<void> {
  const { boss } = run.shift
  const all = run.news
  const over = all.filter(({ again }) => again === null)
  const carriedOf = (news: readonly News[]) => news.map(({ carried }) => carried)
  await boss.bury(carriedOf(over.filter(({ failed }) => failed)))
  await boss.complete(carriedOf(over))
  forget(run, over)
  for (const one of all) {
    if (one.again === null) continue
    await boss.putBack(one.carried, one.again)
    forget(run, [one])
  }
}

function forget(run: Run, told: readonly News[]): void {
  run.news = run.news.filter((one) => !told.includes(one))
  for (const { carried } of told) run.held.delete(carried)
}

function claimOf({ clock, owner, policy }: Shift) {
  const now = clock.now()
  return { owner, now, until: now.add({ milliseconds: policy.lease }) }
}

/** Those in hand come to their end, or are given back when that takes too long. */
async function drain(run: Run): Promise<void> {
  const { shift, hands, bell, closing } = run
  const end = shift.clock.elapsed() + shift.policy.drain
  while (hands.busy() > 0 && shift.clock.elapsed() < end) {
    await bell.wait(Math.min(end - shift.clock.elapsed(), shift.policy.lease / 3))
    await patiently(run, () => beat(run))
  }
  closing.abort(new Error('the process ends'))
  while (hands.busy() > 0) await bell.wait(shift.policy.look)
  returnAll(run, run.suspects)
  await patiently(run, () => tellNews(run))
}
