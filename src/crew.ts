/** Has the documents of many areas made by whoever is there: this process, others on this machine, or other machines. */
import { resolve } from 'node:path'
import { type Ahead, givenUp, type MakeAhead } from './ahead.ts'
import type { Request } from './draft.ts'
import { loadEngine } from './graphics/draw.ts'
import { keyOf } from './keep.ts'
import { type AreaTask, areaMaker, areaTasks } from './make-area.ts'
import { idlePress } from './pdf/idle-press.ts'
import { openPress, type Press, tabsFor } from './pdf/press.ts'
import { type Problem, Refusal } from './problem.ts'
import { openShared, type SharedStore } from './rebuild/shared.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { patientLedger } from './release/ledger/patient.ts'
import { type Intent, planTasks, type Task } from './release/ledger/task.ts'
import { type TaskEnds, taskEnds } from './release/ledger/task-ends.ts'
import { dropEnded, retryFailed, tasksNamed, tasksOf } from './release/ledger/task-list.ts'
import type { Clock } from './send/clock.ts'
import { type Boss, openBoss } from './serve/boss.ts'
import { workShift } from './serve/boss-work.ts'
import { workOff } from './serve/dispatch.ts'
import type { Handler } from './serve/handler.ts'
import { POLICY } from './serve/policy.ts'
import { diskFiles, type World } from './world.ts'

export interface Hiring {
  readonly ledger: Ledger
  /** Address of the database, where that is what the ledger stands in; null for a file. */
  readonly database: string | null
  readonly root: string
  readonly world: World
  readonly clock: Clock
  readonly owner: string
  /** Cores that this process keeps busy. */
  readonly parallel: number
  /** Seconds that tasks in hand get to end in. */
  readonly drain: number
  say(line: string): void
}

export interface Crew {
  /** Works on what there is until it is told to end. */
  work(until: AbortSignal): Promise<void>
  readonly makeAhead: MakeAhead
  /** Throws a Refusal when the store cannot be used. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds without anything to print, after which the browser goes. */
const IDLE = 60_000
/** How long tasks that have ended stand in the ledger, for whoever wants to know what was made by whom. */
const REMEMBERED = { hours: 30 * 24 }

/** Null where no store is named that others could work from: then whoever builds does it alone. */
export async function openCrew(hiring: Hiring): Promise<Crew | null> {
  const { world, ledger, database, clock, say } = hiring
  const shared = await openShared(world)
  if (!shared) return null
  const kind = await kindOf(world)
  const tell = ({ message }: Problem) => say(message)
  const boss = database === null ? null : await openBoss(database, { kind, ledger, clock, policy: POLICY, tell })
  return {
    work: (until) => work({ ...hiring, shared, boss, kind }, until),
    makeAhead: (request, at) => makeAhead(request, at, { ...hiring, shared, boss, kind }),
    probe: async () => void (await shared.get(keyOf('probe'))),
    close: async () => boss?.close(),
  }
}

/** What another version of Diptych, Node or browser makes is something else: each works on tasks of its own kind. */
const kindOf = async (world: World): Promise<string> => `area-${(await world.engine()).slice(0, 16)}`

interface Yard extends Hiring {
  readonly shared: SharedStore
  readonly boss: Boss | null
  readonly kind: string
}

async function work(yard: Yard, until: AbortSignal): Promise<void> {
  const { boss, parallel, world, kind, say, ledger, clock, owner, drain } = yard
  const policy = { ...POLICY, drain: drain * 1000 }
  const press = idlePress(() => openPress(world.env, { tabs: tabsFor(parallel), rehearse: false }), IDLE)
  // One more in hand than is printed: it is drawn meanwhile, and the browser does not wait for it.
  const place = { ledger, clock, owner, policy, handler: handlerOf(yard, press), parallel: parallel + 1, until }
  const tell = ({ message }: Problem) => say(message)
  // Whoever stands ready is not to be waited for. What cannot be loaded is told by the first area.
  loadEngine().catch(() => undefined)
  try {
    await (boss ? workShift({ ...place, boss, tell }) : workOff({ ...place, kinds: [kind] }))
  } finally {
    await press.close().catch(() => undefined)
  }
}

function handlerOf({ world, root, shared, say }: Yard, press: Press): Handler {
  const make = areaMaker({ world, shared, press, filesIn: (folder) => diskFiles(resolve(root, folder)) })
  return async ({ payload, attempts }) => {
    // The browser comes up while the edition is read; one that does not start is told by the first page.
    press.version().catch(() => undefined)
    const task = JSON.parse(payload) as AreaTask
    const { made, kept } = await make(task)
    const { factsheet, edition = '', areas = [] } = task.request
    say(
      `${factsheet} ${edition} ${areas.join()}: ${made} pages made, ${kept} found${attempts > 1 ? ', at another attempt' : ''}.`,
    )
    return { state: 'done', result: { made, kept } }
  }
}

/** One document set alone is made as soon as it could be handed over. */
async function makeAhead(request: Request, world: World, yard: Yard): Promise<Ahead | null> {
  const { boss, shared, clock, kind } = yard
  const ledger = patientLedger(yard.ledger, clock)
  const tasks = await areaTasks(request, world, shared)
  if (tasks.length < 2) return null
  const job = keyOf(kind, tasks[0]?.snapshot, request)
  await dropEnded(ledger, clock.now().subtract(REMEMBERED))
  await planTasks(
    ledger,
    tasks.map((task) => intentOf(task, job, kind)),
    clock.now(),
  )
  await retryFailed(ledger, job, clock.now())
  await boss?.offer((await tasksOf(ledger, job)).filter(({ state }) => state === 'waiting'))
  return aheadOf(tasks, { ledger, job, kind, ends: taskEnds(ledger, job, clock) })
}

const intentOf = (task: AreaTask, job: string, kind: string): Intent => ({
  ...{ job, kind, key: keyOf(kind, task) },
  payload: JSON.stringify(task),
})

interface Handed {
  readonly ledger: Ledger
  readonly job: string
  readonly kind: string
  readonly ends: TaskEnds
}

function aheadOf(tasks: readonly AreaTask[], { ledger, job, kind, ends }: Handed): Ahead {
  const keys = new Map(tasks.flatMap((task) => (task.request.areas ?? []).map((area) => [area, keyOf(kind, task)])))
  return {
    ready: async (area) => {
      const key = keys.get(area) ?? ''
      const state = await ends(key)
      if (state === 'refused') judge(await tasksNamed(ledger, [key]))
      if (state === 'failed') throw givenUp([area])
    },
    // However long that takes: a worker that dies is followed by another, and a task that kills them all is given up.
    end: async () => {
      await Promise.all(keys.values().map(ends))
      return judge(await tasksOf(ledger, job))
    },
  }
}

/** Areas that were given up. */
function judge(tasks: readonly Task[]): readonly string[] {
  const problems = tasks.filter(({ state }) => state === 'refused').flatMap(problemsOf)
  if (problems.length > 0) throw new Refusal(problems)
  return tasks.filter(({ state }) => state === 'failed').flatMap(areasOf)
}

const problemsOf = ({ result }: Task): readonly Problem[] => JSON.parse(result ?? '[]') as readonly Problem[]
const areasOf = ({ payload }: Task): readonly string[] => (JSON.parse(payload) as AreaTask).request.areas ?? []
