/** One factsheet through the stages, for one edition and each of its areas: the only file that knows their order. */
import type { Ready } from './ahead.ts'
import { areasIn, gatherTold } from './areas.ts'
import { buildAreas } from './build-areas.ts'
import { buildSet, type Run } from './build-set.ts'
import type { Built } from './built.ts'
import { type Draft, measureEdition, type Rendering, type Request, renderDraft } from './draft.ts'
import { measureIn, openEdition } from './edition.ts'
import { type Keeping, keeping } from './keeping.ts'
import { lazyPress } from './pdf/lazy-press.ts'
import { openPress, tabsFor } from './pdf/press.ts'
import { type Problem, Refusal, refuse, tellOnce } from './problem.ts'
import { type Journal, keepJournal, readJournal } from './rebuild/journal.ts'
import { type BuildRecord, keepRecord, readRecord, showsNothingNew } from './rebuild/record.ts'
import { namesShared } from './rebuild/shared.ts'
import { explainBuild } from './rebuild/why.ts'
import { quiet, type World } from './world.ts'

/** Cores that a build keeps busy, unless it is told otherwise. */
export const PARALLEL = 2

export interface Building {
  /** Cores to keep busy; with one, one document is made after the other. */
  readonly parallel?: number
  /** Milliseconds that one document may take to print, before its browser is taken for hanging and replaced. */
  readonly patience?: number
  /** Waits for what others make of an area, where others do. */
  readonly ready?: Ready | undefined
  /** Say why each product is made, or is not. */
  readonly explain?: boolean
}

/** The last build of the same request. */
interface Before {
  readonly record: BuildRecord<Built> | null
  readonly journal: Journal | null
}

/**
 * Builds an edition into `out/`, once for each area where it has areas, taking from earlier builds what has not changed.
 * Throws a Refusal with all problems when nothing can be made, and then leaves what was there untouched; an area that fails
 * while others are made is told in the result.
 */
export async function build(request: Request, world: World, building: Building = {}): Promise<Built> {
  const [record, journal] = await Promise.all([readRecord<Built>(request, world), readJournal(request, world)])
  const { parallel = PARALLEL, patience } = building
  const open = (rehearse: boolean) =>
    openPress(world.env, { tabs: tabsFor(parallel), rehearse, ...(patience && { patience }) })
  // The first time there is nothing to be found, unless on other machines: Chromium comes up while the figures are being made.
  const first = record === null && !namesShared(world)
  const press = lazyPress(() => open(first))
  if (first) press.open()
  try {
    return await buildAfter({ record, journal }, { request, world, building, press })
  } finally {
    await press.close().catch(() => undefined)
  }
}

interface Means {
  readonly request: Request
  readonly world: World
  readonly building: Building
  readonly press: ReturnType<typeof lazyPress>
}

/** Builds what the last build did not leave, and keeps for the next one what this one made. */
function buildAfter(before: Before, { request, world, building, press }: Means): Promise<Built> {
  const { parallel = PARALLEL, explain = false, ready } = building
  const work = async ({ world: watched, watching, products, store, engine }: Keeping): Promise<Built> => {
    const built = await buildWith({ request, world: watched, press, parallel, ready, inputs: watching.inputs })
    const seen = watching.seen()
    const now = { engine, entries: products.entries, inputs: seen.read }
    const why = explain && { why: await explainBuild(before.journal, now, world) }
    if (built.failed.length === 0 && watching.steady()) {
      await keepJournal(request, now, before.journal, world, store)
      await keepRecord(request, { engine, seen, built }, world, store)
    }
    return { ...built, ...why, ...(showsNothingNew(before.record, seen, built) && { nothingShown: true }) }
  }
  // A new page will be printed: the browser starts while it is drawn.
  return keeping(world, work, { making: ({ kind }) => kind === 'page' && press.open() })
}

/** Every set of the documents asked for; a Refusal when none can be made. */
export async function buildWith(run: Omit<Run, 'opened'>): Promise<Built> {
  const problems: Problem[] = []
  const { opened, areas } = await openWhole(run.request, run.world, problems)
  if (areas) return buildAreas({ ...run, opened }, areas, problems)
  const telling = { tell: tellOnce(problems), refuse: () => refuse(problems) }
  const set = await buildSet({ ...run, opened }, null, telling)
  return { folder: set.folder, sets: [set], problems, failed: [] }
}

/** The edition and the areas asked for, null when it has none; a Refusal with all that is wrong with either. */
export async function openWhole(request: Request, world: World, problems: Problem[]) {
  const tell = tellOnce(problems)
  const opened = await openEdition(request, world, tell)
  refuse(problems)
  if (!opened) throw new Refusal(problems)
  const areas = areasIn(opened, request, tell)
  refuse(problems)
  return { opened, areas: opened.areas.length > 0 ? areas : null }
}

/** Everything but printing, for `check`; throws a Refusal with all problems, gives the warnings. */
export async function check(request: Request, world: World): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const { opened, areas } = await openWhole(request, world, problems)
  const looking = areas ? quiet(world) : world
  const told = gatherTold(areas ?? [], tellOnce(problems))
  const started = world.elapsed()
  for (const area of areas ?? [null]) {
    const tell = area ? told.of(area) : tellOnce(problems)
    const measured = measureIn(opened, area, looking, tell)
    if (problems.some((one) => one.severity === 'error')) break
    await renderDraft(measured, request, looking, tell, { drawing: false })
  }
  told.end()
  refuse(problems)
  if (areas) world.log.stage('areas', `${areas.length} checked`, world.elapsed() - started)
  return problems
}

/** A draft without errors, or a Refusal with every problem found until the stage that could not go on. */
export async function makeDraft(
  request: Request,
  world: World,
  problems: Problem[],
  rendering: Rendering = { drawing: true },
): Promise<Draft> {
  const tell = tellOnce(problems)
  const measured = await measureEdition(request, world, tell)
  refuse(problems)
  if (!measured) throw new Refusal(problems)
  const draft = await renderDraft(measured, request, world, tell, rendering)
  refuse(problems)
  return draft
}
