/** One factsheet through the stages, for one edition and each of its areas: the only file that knows their order. */
import { areasIn, gatherTold } from './areas.ts'
import { collect, editionFolder, place, placeAreasIndex, setFolder } from './document-set.ts'
import { type Draft, measureEdition, type Rendering, type Request, renderDraft } from './draft.ts'
import { type Edition, measureIn, openEdition } from './edition.ts'
import type { Position } from './figures/figure.ts'
import type { MadeOutput } from './outputs.ts'
import { openPress, type Press } from './pdf/press.ts'
import { startPrinting } from './printing.ts'
import { type Problem, Refusal, type Tell } from './problem.ts'
import { openProgress } from './progress.ts'
import { type World, watched } from './world.ts'

/** The documents of an edition, or of one area in it. */
export interface DocumentSet {
  /** Code of the area; null when the factsheet has no areas. */
  readonly area: string | null
  readonly folder: string
  readonly outputs: readonly MadeOutput[]
}

export interface Built {
  /** Folder of the edition. */
  readonly folder: string
  readonly sets: readonly DocumentSet[]
  /** Warnings; and errors, when areas failed while others were made. */
  readonly problems: readonly Problem[]
  /** Codes of the areas that could not be made; their folders are as they were. */
  readonly failed: readonly string[]
}

/** Tabs that print at a time: a second one keeps both cores busy, a third no more than that (measured: bench/). */
const TABS = 2

export interface Building {
  /** Documents printed at a time; more than the machine has cores gains nothing. */
  readonly tabs?: number
}

/** What is the same for all sets of a build. */
interface Run {
  readonly request: Request
  readonly world: World
  readonly press: Press
  readonly tabs: number
  readonly opened: Edition
  readonly inputs: ReadonlyMap<string, string>
}

/**
 * Builds an edition into `out/`, once for each area where it has areas. Throws a Refusal with all problems when nothing can
 * be made, and then leaves what was there untouched; an area that fails while others are made is told in the result.
 */
export async function build(request: Request, world: World, { tabs = TABS }: Building = {}): Promise<Built> {
  const inputs = new Map<string, string>()
  const watching = { ...world, files: watched(world.files, (path, hash) => inputs.set(path, hash)) }
  // Started first: Chromium comes up while the figures are being made.
  const press = openPress(world.env, { tabs })
  try {
    const problems: Problem[] = []
    const { opened, areas } = await openWhole(request, watching, problems)
    const run = { request, world: watching, press, tabs, opened, inputs }
    if (areas) return await buildAreas(run, areas, problems)
    const set = await buildSet(run, null, { tell: tellOnce(problems), refuse: () => refuse(problems) })
    return { folder: set.folder, sets: [set], problems, failed: [] }
  } finally {
    await press.close().catch(() => undefined)
  }
}

/** The edition and the areas asked for, null when it has none; a Refusal with all that is wrong with either. */
async function openWhole(request: Request, world: World, problems: Problem[]) {
  const tell = tellOnce(problems)
  const opened = await openEdition(request, world, tell)
  refuse(problems)
  if (!opened) throw new Refusal(problems)
  const areas = areasIn(opened, request, tell)
  refuse(problems)
  return { opened, areas: opened.areas.length > 0 ? areas : null }
}

/** Sets in the making: one by one where one document is printed at a time; else the printer would wait for a drawing. */
const setsAhead = (tabs: number): number => (tabs === 1 ? 1 : tabs + 1)

async function buildAreas(run: Run, areas: readonly Position[], problems: Problem[]): Promise<Built> {
  const { opened, request, world } = run
  const told = gatherTold(areas, tellOnce(problems))
  // Every area first: what is wrong in the data is told before anything is made.
  for (const area of areas) measureIn(opened, area, quiet(world), told.of(area))
  told.end()
  refuse(problems)
  // A browser that does not start would be told once for each document of each area.
  await run.press.version()
  const progress = openProgress(areas.length, world)
  const making = gatherTold(areas, tellOnce(problems))
  const sets = new Map<string, DocumentSet>()
  await eachAhead(areas, setsAhead(run.tabs), async (area) => {
    const set = await attemptArea(run, area, making.of(area))
    if (set) sets.set(area.code, set)
    progress.done(set !== null)
  })
  making.end()
  if (sets.size === 0) throw new Refusal(problems)
  const folder = editionFolder(opened.material.factsheet.id, opened.edition, request)
  await placeAreasIndex(folder, opened, request, world)
  const made = areas.flatMap(({ code }) => sets.get(code) ?? [])
  const failed = areas.map(({ code }) => code).filter((code) => !sets.has(code))
  return { folder, sets: made, problems, failed }
}

/** The set of an area; null when it was refused, which has been told and is no reason to stop the others. */
async function attemptArea(run: Run, area: Position, tell: Tell): Promise<DocumentSet | null> {
  const own: Problem[] = []
  const telling = {
    tell: (one: Problem) => {
      own.push(one)
      tell(one)
    },
    refuse: () => refuse(own),
  }
  try {
    return await buildSet({ ...run, world: quiet(run.world) }, area, telling)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const one of error.problems) if (!own.includes(one)) tell(one)
    return null
  }
}

interface Telling {
  readonly tell: Tell
  /** Throws a Refusal when an error was told. */
  refuse(): void
}

/** Draws, prints and puts in place; throws a Refusal when something is wrong with the documents. */
async function buildSet(run: Run, area: Position | null, { tell, refuse: stop }: Telling): Promise<DocumentSet> {
  const { opened, request, world, press, inputs } = run
  const measured = measureIn(opened, area, world, tell)
  stop()
  const printing = startPrinting(press, world)
  const draft = await renderDraft(measured, request, world, tell, { drawing: true, finished: printing.print })
  stop()
  const printed = await printing.end(tell)
  stop()
  const outputs = collect(draft, printed, { browser: await press.version(), inputs })
  const folder = setFolder(opened.material.factsheet.id, draft.figures, request)
  // A browser takes as long to end as the outputs take to be written; the end of this one is waited for in `build`.
  if (area === null) press.close().catch(() => undefined)
  await place(folder, outputs, world)
  const made = outputs.map(({ bytes, ...one }) => ({ ...one, size: bytes.length }))
  return { area: area?.code ?? null, folder, outputs: made }
}

/** Works through a list with so many at a time. */
async function eachAhead<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: most }, worker))
}

/** A world that says nothing of single stages. */
const quiet = (world: World): World => ({ ...world, log: { stage: () => undefined } })

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

function refuse(problems: readonly Problem[]): void {
  if (problems.some((one) => one.severity === 'error')) throw new Refusal(problems)
}

/** A template or chart is wrong for every language that it is used for, but it has to be mended once. */
function tellOnce(problems: Problem[]): Tell {
  const told = new Set<string>()
  return (one) => {
    const words = JSON.stringify([one.code, one.message, one.place])
    if (!told.has(words)) problems.push(one)
    told.add(words)
  }
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
