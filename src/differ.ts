/** Compares the draft of an edition with a version that is published: numbers as they were computed, words as they are read. */
import { openWhole } from './build.ts'
import { type DocumentPlan, type Measured, planDocuments, type Request, renderDraft } from './draft.ts'
import { type Edition, measureIn } from './edition.ts'
import type { Position } from './figures/figure.ts'
import type { Imprint } from './html/imprint.ts'
import type { Page } from './html/page.ts'
import { sha256 } from './keep.ts'
import { type Keeping, keeping } from './keeping.ts'
import { type Problem, problem, Refusal, refuse, tellOnce } from './problem.ts'
import { filesFolder } from './release/archive.ts'
import { compareFigures } from './release/compare.ts'
import type { Differences, SetChanges, WordChange } from './release/difference.ts'
import { compareObservations, type ObservationRecord } from './release/observed.ts'
import type { Version } from './release/version.ts'
import { compareWords } from './release/words.ts'
import { quiet, type World } from './world.ts'

/** An edition as it is now, and what is not as it was. */
export interface Compared {
  readonly opened: Edition
  /** The version that it was compared with. */
  readonly version: Version
  readonly differences: Differences
  /** What the drafts say of themselves, by area. */
  readonly imprints: ReadonlyMap<string | null, Imprint>
  readonly problems: readonly Problem[]
}

interface Comparing {
  readonly keeping: Keeping
  readonly request: Request
  readonly opened: Edition
  readonly version: Version
}

/** Compares; throws a Refusal when the draft is not right, and when nothing was published. `from` is a version's number. */
export function differ(request: Request, world: World, from?: number): Promise<Compared> {
  return keeping(world, (one) => compareIn(one, request, from))
}

async function compareIn(keeping: Keeping, request: Request, from: number | undefined): Promise<Compared> {
  const problems: Problem[] = []
  const asked = { ...request, languages: undefined, areas: undefined, against: from }
  const { opened, areas } = await openWhole(asked, keeping.world, problems)
  const [version] = opened.past.versions
  const { factsheet, edition } = { factsheet: request.factsheet, edition: opened.edition }
  if (!version)
    throw new Refusal([problem('nothing-published', { factsheet, edition, ...(from && { version: from }) })])
  const comparing: Comparing = { keeping, request: asked, opened, version }
  const sets = await compareSets(comparing, areas ?? [null], problems)
  const observed = distinct(sets.flatMap((one) => one.observed))
  const differences: Differences = {
    factsheet,
    edition,
    from: version.number,
    observations: compareObservations(opened.past.observations, observed),
    sets: [...sets.map(({ area, changes }) => ({ area, changes })), ...goneSets(opened, areas)],
    words: sets.flatMap(({ words }) => words),
  }
  const imprints = new Map(sets.map(({ area, imprint }) => [area, imprint]))
  return { opened, version, differences, imprints, problems }
}

/** Areas whose documents are not made any more: all that they published is gone. */
function goneSets({ past, edition }: Edition, areas: readonly Position[] | null): readonly SetChanges[] {
  const now = new Set<string | null>(areas?.map(({ code }) => code) ?? [null])
  const nothing = { edition, area: null, tables: new Map(), named: new Map() }
  return [...past.figures]
    .filter(([area]) => !now.has(area))
    .map(([area, before]) => ({ area, changes: compareFigures(before, nothing, []) }))
}

interface ComparedSet extends SetChanges {
  readonly words: readonly WordChange[]
  readonly observed: readonly ObservationRecord[]
  readonly imprint: Imprint
}

async function compareSets(
  on: Comparing,
  areas: readonly (Position | null)[],
  problems: Problem[],
): Promise<readonly ComparedSet[]> {
  const tell = tellOnce(problems)
  const world = areas.length > 1 ? quiet(on.keeping.world) : on.keeping.world
  const sets: ComparedSet[] = []
  for (const area of areas) {
    const measured = measureIn(on.opened, area, world, tell)
    refuse(problems)
    const rendering = { drawing: true, inputs: on.keeping.watching.inputs }
    const { pages } = await renderDraft(measured, on.request, world, tell, rendering)
    refuse(problems)
    const words = await compareDocuments(pages, measured, on)
    const { changes, observed, imprint } = measured
    sets.push({ area: area?.code ?? null, changes, words, observed, imprint })
  }
  return sets
}

/** What each document says otherwise than the published one; a document that was not published says all of it anew. */
async function compareDocuments(
  pages: readonly Page[],
  measured: Measured,
  { request, version, keeping }: Comparing,
): Promise<readonly WordChange[]> {
  const area = measured.figures.area?.code ?? null
  const files = version.sets.find((one) => one.area === area)?.files ?? []
  const plans = planDocuments(measured.material.factsheet, measured, request, () => undefined)
  const changes = pages.map(async (page) => {
    const before = files.find(({ kind, document }) => kind === 'html' && document === page.document)
    const old = before
      ? new TextDecoder().decode(await keeping.world.files.read(`${filesFolder(version)}/${before.path}`))
      : ''
    const words = await compareWords(old, page.html)
    return words.old.length + words.new.length > 0 ? [{ document: page.document, area, ...words }] : []
  })
  const gone = files
    .filter(({ kind, document }) => kind === 'html' && document && !isPlanned(document, plans))
    .map(({ document }) => ({ document: document ?? '', area, old: [document ?? ''], new: [] }))
  return [...(await Promise.all(changes)).flat(), ...gone]
}

const isPlanned = (document: string, plans: readonly DocumentPlan[]) => plans.some((plan) => plan.document === document)

/** An observation that several areas show, as the whole, is one. */
function distinct(observed: readonly ObservationRecord[]): readonly ObservationRecord[] {
  return [...new Map(observed.map((one) => [one.cell, one])).values()]
}

/** Whether the pages of a version would come out as they were published, with today's code, templates and styles. */
export function rendersAlike(request: Request, version: Version, world: World): Promise<boolean> {
  return keeping(
    world,
    async ({ world: kept, watching }) => {
      const problems: Problem[] = []
      const tell = tellOnce(problems)
      const { opened, areas } = await openWhole(request, kept, problems)
      for (const area of areas ?? [null]) {
        const measured = measureIn(opened, area, quiet(kept), tell)
        const rendering = { drawing: true, inputs: watching.inputs }
        const { pages } = await renderDraft(measured, request, quiet(kept), tell, rendering)
        refuse(problems)
        if (!pages.every((page) => isPublished(page, area, version))) return false
      }
      return true
    },
    { adds: 'shared' },
  )
}

function isPublished({ document, html }: Page, area: Position | null, { sets }: Version): boolean {
  const files = sets.find((one) => one.area === (area?.code ?? null))?.files ?? []
  return files.some((one) => one.kind === 'html' && one.document === document && one.sha256 === sha256(html))
}
