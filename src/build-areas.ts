/** An edition once for each of its areas, several at a time; what is wrong with one is no reason to stop the others. */
import type { Ready } from './ahead.ts'
import { gatherTold } from './areas.ts'
import { buildSet, type Run } from './build-set.ts'
import type { Built, DocumentSet } from './built.ts'
import { editionFolder, placeAreasIndex } from './document-set.ts'
import { measureIn } from './edition.ts'
import type { Position } from './figures/figure.ts'
import { collecting } from './garbage.ts'
import { type Problem, Refusal, refuse, type Tell, tellOnce } from './problem.ts'
import { openProgress } from './progress.ts'
import { quiet } from './world.ts'

/** Sets in the making: one by one on one core; else so many that no core waits for another. */
const setsAhead = (cores: number): number => (cores === 1 ? 1 : cores + 1)

/** Throws a Refusal when not one area can be made. */
export async function buildAreas(run: Run, areas: readonly Position[], problems: Problem[]): Promise<Built> {
  const { opened, request, world } = run
  const told = gatherTold(areas, tellOnce(problems))
  // Every area first: what is wrong in the data is told before anything is made.
  for (const area of areas) measureIn(opened, area, quiet(world), told.of(area))
  told.end()
  refuse(problems)
  const progress = openProgress(areas.length, world)
  const making = gatherTold(areas, tellOnce(problems))
  const sets = new Map<string, DocumentSet>()
  const steady = { ...run, press: collecting(run.press) }
  const coming = run.ready ? asReady(areas, run.ready) : areas.values()
  await eachAhead(coming, setsAhead(run.parallel), async (area) => {
    const set = await attemptArea(steady, area, making.of(area))
    if (set) sets.set(area.code, set)
    progress.done(set !== null)
  })
  making.end()
  if (sets.size === 0) throw new Refusal(problems)
  const folder = run.folder ?? editionFolder(opened.material.factsheet.id, opened.edition, request)
  const index = run.folder === undefined && { index: await placeAreasIndex(folder, opened, request, world) }
  const made = areas.flatMap(({ code }) => sets.get(code) ?? [])
  const failed = areas.map(({ code }) => code).filter((code) => !sets.has(code))
  return { folder, sets: made, ...index, problems, failed }
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
    await run.ready?.(area.code)
    return await buildSet({ ...run, world: quiet(run.world) }, area, telling)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const one of error.problems) if (!own.includes(one)) tell(one)
    return null
  }
}

/** Areas in the order in which others have ended with them, well or not. */
async function* asReady(areas: readonly Position[], ready: Ready): AsyncGenerator<Position> {
  const ended: Position[] = []
  let more = Promise.withResolvers<void>()
  const end = (area: Position) => {
    ended.push(area)
    more.resolve()
  }
  // What is wrong with one is heard again when its set is made.
  for (const area of areas)
    ready(area.code).then(
      () => end(area),
      () => end(area),
    )
  for (let given = 0; given < areas.length; given++) {
    if (ended.length === 0) await more.promise
    more = Promise.withResolvers<void>()
    const [area] = ended.splice(0, 1)
    if (area) yield area
  }
}

/** Works through a list with so many at a time. */
async function eachAhead<T>(
  queue: Iterator<T> | AsyncIterator<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    for (let next = await queue.next(); !next.done; next = await queue.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: most }, worker))
}
