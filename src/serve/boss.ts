/** Tasks carried to any number of processes by pg-boss. It transports keys only: what a task is, and how far it is, the ledger says. */
import type { JobInsert, PgBoss } from 'pg-boss'
import { sha256 } from '../keep.ts'
import { problem, Refusal, type Tell } from '../problem.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Task } from '../release/ledger/task.ts'
import { lapsedTasks, openTasks } from '../release/ledger/task-list.ts'
import type { Clock } from '../send/clock.ts'
import type { Policy } from './policy.ts'

/** A key on its way, and how often it was fetched. */
export interface Carried {
  readonly id: string
  readonly retryCount: number
  readonly data: { readonly key: string }
}

export interface Boss {
  /** Hands over tasks that stand in the ledger; what was handed over before is not again. */
  offer(tasks: readonly Offered[]): Promise<unknown>
  collect(limit: number): Promise<readonly Carried[]>
  /** Still in hand. */
  touch(carried: readonly Carried[]): Promise<void>
  complete(carried: readonly Carried[]): Promise<void>
  /** Shows those that the ledger has given up beside the queue, for whoever watches it. */
  bury(carried: readonly Carried[]): Promise<void>
  /** To be fetched again, at that moment. */
  putBack(carried: Carried, at: Temporal.Instant): Promise<void>
  /** What was in hand of processes that died is fetched again by others, without waiting until the queue misses them too. */
  recall(): Promise<void>
  /** Hands over again what the ledger has open, and the queue has lost or takes for finished; the number of those. */
  reconcile(): Promise<number>
  close(): Promise<void>
}

export type Offered = Pick<Task, 'key' | 'planned' | 'notBefore'>

export interface Queueing {
  /** The kind of the tasks that are carried: each has a queue of its own. All kinds, in one, when absent. */
  readonly kind?: string
  readonly ledger: Ledger
  readonly clock: Clock
  readonly policy: Policy
  /** Hears of trouble in the queue, which goes on by itself when it is over. */
  readonly tell: Tell
}

const SCHEMA = 'diptych_queue'
const DEAD = 'task-failed'
const queueName = ({ kind }: Queueing): string => (kind === undefined ? 'task' : `task-${kind}`)
const YEAR = 365 * 24 * 3600
/** Jobs of one statement. */
const AT_ONCE = 1000
/** The ledger counts attempts; here a job comes back as well when it was only early, or in hand of another. */
const NO_LIMIT = 1_000_000
/** Seconds: pg-boss takes no less. */
const SHORTEST_HEARTBEAT = 10
/** Milliseconds. */
const TELL_AGAIN = 60_000
/** Seconds between two looks for jobs whose process is silent. */
const MONITOR = 2

const inSeconds = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000))

const queueOf = ({ lease, expiry }: Policy) => ({
  retryLimit: NO_LIMIT,
  retryDelay: 0,
  heartbeatSeconds: Math.max(SHORTEST_HEARTBEAT, inSeconds(lease)),
  // After the process itself has ended the attempt.
  expireInSeconds: inSeconds(expiry + lease),
  retentionSeconds: YEAR,
  deadLetter: DEAD,
})

/** The same task, planned at the same moment, is the same job: a UUID of a hash (version 8 of RFC 9562). */
export function jobIdOf({ key, planned }: Pick<Task, 'key' | 'planned'>): string {
  const hex = sha256(`task ${planned} ${key}`)
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** Its tables are made in the same database as the ledger's, in a schema of their own. */
export async function openBoss(url: string, queueing: Queueing): Promise<Boss> {
  const { PgBoss: Engine } = await import('pg-boss')
  const engine = new Engine({
    ...{ connectionString: url, schema: SCHEMA, schedule: false, application_name: 'diptych' },
    ...{ superviseIntervalSeconds: 1, monitorIntervalSeconds: MONITOR },
  })
  const queue = queueName(queueing)
  const trouble = troubleTold(queueing)
  engine.on('error', trouble)
  try {
    await engine.start()
    await engine.createQueue(DEAD, { retentionSeconds: YEAR })
    await engine.createQueue(queue, queueOf(queueing.policy))
    await engine.updateQueue(queue, queueOf(queueing.policy))
  } catch (error) {
    await engine.stop({ graceful: false }).catch(trouble)
    throw new Refusal([problem('queue-unreachable', { reason: reasonOf(error) })])
  }
  return bossOf(engine, queueing, trouble)
}

/** While the database is away, each of many timers says so each second: it is told once a minute. */
function troubleTold({ tell, clock }: Queueing): (error: unknown) => void {
  const told = new Map<string, number>()
  return (error) => {
    const reason = reasonOf(error)
    if (clock.elapsed() - (told.get(reason) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN) return
    told.set(reason, clock.elapsed())
    tell(problem('queue-trouble', { reason }))
  }
}

/** The code, or what was said without the address of the database, which may hold a password. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return String(code ?? message ?? error).replace(/\S+:\/\/\S+/g, '…')
}

/** One queue of an engine. */
interface Line {
  readonly engine: PgBoss
  readonly queue: string
}

function bossOf(engine: PgBoss, queueing: Queueing, trouble: (error: unknown) => void): Boss {
  const { ledger, clock, kind } = queueing
  const queue = queueName(queueing)
  const line: Line = { engine, queue }
  const own = (tasks: readonly Task[]) => tasks.filter((one) => kind === undefined || one.kind === kind)
  const attempts = (carried: readonly Carried[]) => carried.map(({ id, retryCount }) => ({ id, retryCount }))
  return {
    offer: (tasks) => insertAll(line, tasks),
    collect: (limit) => engine.fetch<Carried['data']>(queue, { batchSize: limit }),
    async touch(carried) {
      if (carried.length > 0) await engine.touch(queue, attempts(carried))
    },
    async complete(carried) {
      if (carried.length > 0) await engine.complete(queue, attempts(carried))
    },
    async bury(carried) {
      if (carried.length > 0)
        await engine.insert(
          DEAD,
          carried.map(({ id, data }) => ({ id, data })),
        )
    },
    putBack: (carried, at) => putBack(line, carried, at, clock.now()),
    async recall() {
      const lapsed = own(await lapsedTasks(ledger, clock.now()))
      if (lapsed.length > 0) await engine.fail(queue, lapsed.map(jobIdOf))
    },
    reconcile: async () => reconcile(line, own(await openTasks(ledger))),
    close: () => engine.stop().catch(trouble),
  }
}

/** The ids of those that were not there. */
async function insertAll({ engine, queue }: Line, tasks: readonly Offered[]): Promise<ReadonlySet<string>> {
  const added = new Set<string>()
  const jobs = tasks.map(jobOf)
  for (let from = 0; from < jobs.length; from += AT_ONCE) {
    const ids = await engine.insert(queue, jobs.slice(from, from + AT_ONCE), { returnId: true })
    for (const id of ids ?? []) added.add(id)
  }
  return added
}

const jobOf = (task: Offered): JobInsert => ({
  id: jobIdOf(task),
  data: { key: task.key },
  ...(task.notBefore > task.planned && { startAfter: task.notBefore }),
})

/** Should the process end between the two, or the job be fetched: then it is early, and is put back again. */
async function putBack(
  { engine, queue }: Line,
  { id, retryCount }: Carried,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  await engine.fail(queue, { id, retryCount })
  if (Temporal.Instant.compare(at, now) > 0) await engine.update(queue, undefined, { id, startAfter: at.toString() })
}

/** What is neither queued nor lost is in hand or finished: of these few it is asked one by one. */
async function reconcile(line: Line, open: readonly Task[]): Promise<number> {
  const { engine, queue } = line
  const queued = await queuedIds(line)
  const missed = open.filter((one) => !queued.has(jobIdOf(one)))
  const lost = await insertAll(line, missed)
  let revived = lost.size
  for (const task of missed.filter((one) => !lost.has(jobIdOf(one)))) {
    const id = jobIdOf(task)
    const [job] = await engine.findJobs(queue, { id })
    if (!job || !isFinished(job.state)) continue
    await engine.deleteJob(queue, id)
    await insertAll(line, [task])
    revived++
  }
  return revived
}

const isFinished = (state: string): boolean => ['completed', 'cancelled', 'failed'].includes(state)

async function queuedIds({ engine, queue }: Line): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (let after: string | undefined; ; ) {
    const page = await engine.findJobs(queue, { queued: true, limit: AT_ONCE, ...(after !== undefined && { after }) })
    for (const { id } of page) ids.add(id)
    if (page.length < AT_ONCE) return ids
    after = page.at(-1)?.id
  }
}
