/** The documents of one edition, or of one area in it, through the stages and into their folder. */
import type { Ready } from './ahead.ts'
import type { DocumentSet, PublishedSet } from './built.ts'
import { collect, editionFolder, madeOf, place, setFolder, type TimedPress } from './document-set.ts'
import { type Draft, type Request, renderDraft } from './draft.ts'
import { type Edition, type Measured, measureIn } from './edition.ts'
import type { Figures, Position } from './figures/figure.ts'
import { nameOf } from './format/names.ts'
import type { Texts } from './format/texts.ts'
import { plainText } from './format/wording.ts'
import type { Press } from './pdf/press.ts'
import { startPrinting } from './printing.ts'
import type { Tell } from './problem.ts'
import { keysIn } from './release/labels.ts'
import type { VersionWords } from './release/version.ts'
import type { World } from './world.ts'

/** What is the same for all sets of a build. */
export interface Run {
  readonly request: Request
  readonly world: World
  readonly press: Press
  /** Cores to keep busy. */
  readonly parallel: number
  readonly opened: Edition
  /** SHA-256 of each file read so far, by its path. */
  readonly inputs: ReadonlyMap<string, string>
  /** Waits for what others make of an area, where others do. */
  readonly ready?: Ready | undefined
  /** Where the edition's documents go; into `out/` when absent. */
  readonly folder?: string | undefined
}

/** Who is told what is wrong with a set, and who ends it. */
export interface Telling {
  readonly tell: Tell
  /** Throws a Refusal when an error was told. */
  refuse(): void
}

/** A set whose documents are printed, and not yet anywhere. */
interface PrintedSet {
  readonly measured: Measured
  readonly draft: Draft
  readonly printed: readonly TimedPress[]
}

/** Draws, prints and puts in place; throws a Refusal when something is wrong with the documents. */
export async function buildSet(run: Run, area: Position | null, telling: Telling): Promise<DocumentSet> {
  const { opened, request, world, press, inputs } = run
  const { measured, draft, printed } = await printSet(run, area, telling)
  const outputs = collect(draft, printed, inputs)
  const folder = setFolder(
    run.folder ?? editionFolder(opened.material.factsheet.id, opened.edition, request),
    draft.figures,
  )
  // A browser takes as long to end as the outputs take to be written; the end of this one is waited for in `build`.
  if (area === null) press.close().catch(() => undefined)
  await place(folder, outputs, world)
  const published = opened.publication && { published: publishedSet(measured) }
  return { area: area?.code ?? null, folder, outputs: outputs.map(madeOf), ...published }
}

/** Draws and prints; throws a Refusal when something is wrong with the documents. */
export async function printSet(
  { opened, request, world, press, inputs }: Omit<Run, 'parallel'>,
  area: Position | null,
  { tell, refuse: stop }: Telling,
): Promise<PrintedSet> {
  const measured = measureIn(opened, area, world, tell)
  stop()
  const printing = startPrinting(press, world)
  const draft = await renderDraft(measured, request, world, tell, {
    drawing: true,
    inputs,
    finished: printing.print,
  })
  stop()
  const printed = await printing.end(tell)
  stop()
  return { measured, draft, printed }
}

function publishedSet({ changes, observed, notices, figures, texts }: Measured): PublishedSet {
  const { area } = figures
  const words = [...texts].map(([code, one]) => [code, editionWords(figures, one)] as const)
  const names = [...texts].flatMap(([code, one]) => (area ? [[code, nameOf(area, area.code, one)] as const] : []))
  const keys = [...texts.values()].flatMap((one) => keysIn(figures, one))
  return { changes, observed, notices, keys, words: Object.fromEntries(words), names: Object.fromEntries(names) }
}

/** Words for the edition as a whole, which in a factsheet with areas no title of a document is. */
function editionWords(figures: Figures, texts: Texts): VersionWords {
  const say = (key: string) => plainText(key, texts, figures)
  const agency = say('agency')
  if (!figures.area) return { title: say('title'), description: say('description'), agency }
  const whole = (key: string) => (texts.messages.has(key) ? say(key) : `${agency}, ${figures.edition}`)
  return { title: whole('edition.title'), description: whole('edition.description'), agency }
}
