/** The documents of one area, made on a machine that has nothing of the project: their pages and PDFs go into the store that it shares. */
import { areasIn } from './areas.ts'
import { openWhole } from './build.ts'
import { printSet } from './build-set.ts'
import type { Request } from './draft.ts'
import type { Edition } from './edition.ts'
import type { Position } from './figures/figure.ts'
import { keyOf } from './keep.ts'
import { keeping } from './keeping.ts'
import type { Press } from './pdf/press.ts'
import { type Problem, problem, Refusal, refuse, tellOnce } from './problem.ts'
import { watch } from './rebuild/seen.ts'
import { NO_STORE, type SharedStore } from './rebuild/shared.ts'
import { inputsOf, placeSnapshot, takeSnapshot } from './rebuild/snapshot.ts'
import { type Files, quiet, type World } from './world.ts'

/** What another machine is asked to make: plain JSON. */
export interface AreaTask {
  /** One area, or none where the factsheet has none. */
  readonly request: Request
  /** Name of the files to make it from, in the shared store. */
  readonly snapshot: string
  /** SHA-256 of code, libraries and browser with which it is asked for. */
  readonly engine: string
  /** SOURCE_DATE_EPOCH, where that is set. */
  readonly epoch?: string
}

/** Where areas are made. */
export interface Workplace {
  readonly world: World
  /** The disk below a folder of the world. */
  readonly filesIn: (folder: string) => Files
  readonly shared: SharedStore
  /** Is not closed. */
  readonly press: Press
}

export interface MadeArea {
  /** Pages that had to be made, and those that were in the store. */
  readonly made: number
  readonly kept: number
  /** Warnings. */
  readonly problems: readonly Problem[]
}

/** Puts all that the documents are made from into the store; a task for each area. Throws a Refusal when the edition is not right. */
export async function areaTasks(request: Request, world: World, shared: SharedStore): Promise<readonly AreaTask[]> {
  const { areas, watching } = await openWatched(request, world)
  const snapshot = await takeSnapshot(inputsOf(watching.seen()), world.files, shared)
  const epoch = world.env['SOURCE_DATE_EPOCH']
  const common = { snapshot, engine: await world.engine(), ...(epoch && { epoch }) }
  if (!areas) return [{ ...common, request }]
  return areas.map(({ code }) => ({ ...common, request: { ...request, areas: [code] } }))
}

async function openWatched(request: Request, world: World) {
  const watching = watch(world.files)
  const problems: Problem[] = []
  const opened = await openWhole(request, { ...world, files: watching.files }, problems)
  return { ...opened, watching, problems }
}

type Opened = Awaited<ReturnType<typeof openWatched>>

/**
 * Makes areas one after the other, or several at a time; the edition that was read last stays, for the next is likely to be of it.
 * Each throws a Refusal when its documents are not right, and when the store does not take them.
 */
export function areaMaker(workplace: Workplace): (task: AreaTask) => Promise<MadeArea> {
  let last: { readonly key: string; readonly opened: Promise<Opened> } | null = null
  const open = (task: AreaTask, world: World) => {
    const request = { ...task.request, areas: undefined }
    const key = keyOf(task.snapshot, request)
    if (last?.key === key) return last.opened
    const opening = { key, opened: openWatched(request, world) }
    last = opening
    opening.opened.catch(() => {
      if (last === opening) last = null
    })
    return opening.opened
  }
  return async (task) => {
    const { world, shared, filesIn } = workplace
    if (task.engine !== (await world.engine())) throw new Refusal([problem('engine-differs', {})])
    const files = filesIn(await placeSnapshot(task.snapshot, shared, world.files))
    const here = { ...quiet(world), files, env: { ...world.env, SOURCE_DATE_EPOCH: task.epoch } }
    return makeArea(task, await open(task, here), { ...workplace, world: here })
  }
}

async function makeArea({ request }: AreaTask, opened: Opened, { world, shared, press }: Workplace): Promise<MadeArea> {
  const problems = [...opened.problems]
  const telling = { tell: tellOnce(problems), refuse: () => refuse(problems) }
  const area = areaIn(opened.opened, request, telling.tell)
  telling.refuse()
  const refusals: unknown[] = []
  const noting: SharedStore = {
    ...shared,
    put: (key, content) => shared.put(key, content).catch((error) => void refusals.push(error)),
  }
  const run = { request, press, opened: opened.opened, inputs: opened.watching.inputs }
  const entries = await keeping(
    world,
    async ({ world, products }) => {
      await printSet({ ...run, world }, area, telling)
      return products.entries
    },
    { own: NO_STORE, shared: noting },
  )
  // The machine that gathers would have to make it again.
  if (refusals.length > 0) throw refusals[0]
  const pages = entries.filter(({ kind }) => kind === 'page')
  const kept = pages.filter((one) => one.kept).length
  return { made: pages.length - kept, kept, problems }
}

function areaIn(opened: Edition, request: Request, tell: (one: Problem) => void): Position | null {
  const [area = null] = opened.areas.length > 0 ? areasIn(opened, request, tell) : []
  return area
}
