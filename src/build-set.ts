/** The documents of one edition, or of one area in it, through the stages and into their folder. */
import type { DocumentSet } from './built.ts'
import { collect, madeOf, place, setFolder } from './document-set.ts'
import { type Request, renderDraft } from './draft.ts'
import { type Edition, measureIn } from './edition.ts'
import type { Position } from './figures/figure.ts'
import type { Press } from './pdf/press.ts'
import { startPrinting } from './printing.ts'
import type { Tell } from './problem.ts'
import type { World } from './world.ts'

/** What is the same for all sets of a build. */
export interface Run {
  readonly request: Request
  readonly world: World
  readonly press: Press
  readonly tabs: number
  readonly opened: Edition
  /** SHA-256 of each file read so far, by its path. */
  readonly inputs: ReadonlyMap<string, string>
}

/** Who is told what is wrong with a set, and who ends it. */
export interface Telling {
  readonly tell: Tell
  /** Throws a Refusal when an error was told. */
  refuse(): void
}

/** Draws, prints and puts in place; throws a Refusal when something is wrong with the documents. */
export async function buildSet(run: Run, area: Position | null, { tell, refuse: stop }: Telling): Promise<DocumentSet> {
  const { opened, request, world, press, inputs } = run
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
  const outputs = collect(draft, printed, inputs)
  const folder = setFolder(opened.material.factsheet.id, draft.figures, request)
  // A browser takes as long to end as the outputs take to be written; the end of this one is waited for in `build`.
  if (area === null) press.close().catch(() => undefined)
  await place(folder, outputs, world)
  return { area: area?.code ?? null, folder, outputs: outputs.map(madeOf) }
}
