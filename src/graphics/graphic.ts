/** The noun of this stage: a chart drawn from a table, and worded in the languages of its document. */
import type { Figure, Figures, Table } from '../figures/figure.ts'
import type { Texts } from '../format/texts.ts'
import { plainText } from '../format/wording.ts'
import { type Keep, keyOf, type Made } from '../keep.ts'
import { problem, Refusal, suggest, type Tell } from '../problem.ts'
import { type ChartFile, checkChart, type Spec } from './chart.ts'
import { describe, kindOf, mainColumn } from './describe.ts'
import { type Drawing, draw, type Engine, loadEngine } from './draw.ts'
import type { Fonts } from './fonts.ts'
import { joined } from './labels.ts'
import { drawnColumns } from './rows.ts'
import { checkScene, type DrawnText, printedFigures, textsOf } from './scene.ts'
import { completeSpec, emptySpec } from './spec.ts'
import { countMarks, fixedColours, pageSvg } from './svg.ts'
import type { Theme } from './theme.ts'

export interface Graphic {
  readonly id: string
  /** Complete Vega-Lite spec, data and words inside. */
  readonly spec: Spec
  /** Safe to put into a page as it is; with two languages, a second image that shows nothing carries the second alternative. */
  readonly svg: string
  readonly alternatives: readonly { readonly language: string; readonly text: string }[]
  /** Data marks drawn: as many as `.marks > path` selects. */
  readonly marks: number
  /** Ids of the notes whose marks are shown, in reading order. */
  readonly notes: readonly string[]
  /** Figures whose number is printed in the graphic, in reading order. */
  readonly figures: readonly Figure[]
}

export interface GraphicContext {
  readonly figures: Figures
  /** One language, or two for the facing page: drawn once, worded twice. */
  readonly texts: readonly Texts[]
  readonly theme: Theme
  readonly fonts: Fonts
  /** What is drawn at a figure with that note: `(1)`, or a private-use character to be replaced by it. */
  readonly noteMark: (noteId: string) => string
  /** Takes drawings of earlier builds. */
  readonly keep: Keep
  readonly tell: Tell
}

/** Draws a graphic; tells everything that is wrong with it, and gives null when it cannot be drawn at all. */
export async function drawGraphic(
  id: string,
  chart: ChartFile,
  tableId: string,
  context: GraphicContext,
): Promise<Graphic | null> {
  const { figures, texts, theme, tell } = context
  const table = figures.tables.get(tableId)
  if (!table) {
    tell(
      problem(
        'chart-data-unknown',
        { name: tableId, hint: suggest(tableId, figures.tables.keys()) },
        { file: chart.file },
      ),
    )
    return null
  }
  if (!checkChart(chart, table, texts, theme, tell)) return null
  try {
    return await finish(id, chart, table, context)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const one of error.problems) tell(one)
    return null
  }
}

async function finish(id: string, chart: ChartFile, table: Table, context: GraphicContext): Promise<Graphic | null> {
  const { figures, texts, fonts } = context
  const tell: Tell = (one) => context.tell({ place: { file: chart.file }, ...one })
  const main = { id, kind: kindOf(chart.spec), table, column: mainColumn(chart.spec, table), figures }
  const alternatives = texts.map((one) => ({
    language: one.language.code,
    locale: one.language.locale,
    text: describe(main, one),
  }))
  const empty = !table.rows.some((row) => drawnColumns(table).some((column) => row.figures[column.id]?.rounded))
  const spec = empty ? emptySpec(nothingToDraw(context), chart.spec, context) : completeSpec(chart, table, context)
  const { value: drawing, problems } = await keptDrawing(id, spec, context)
  problems.forEach(tell)
  if (!drawing) return null
  checkScene({ graphic: id, table, spec, drawing, fonts, tell })
  const shown = textsOf(drawing)
  checkFonts(id, shown, fonts, tell)
  const mirrored = texts.every(({ language }) => language.direction === 'rtl')
  const { width, height } = drawing
  const sheet = { width, height, font: fonts.stack, mirrored }
  const svg = pageSvg(drawing.svg, sheet, { id: `drawing-${id}`, alternatives })
  for (const colour of fixedColours(svg)) tell(problem('chart-fixed-colour', { graphic: id, colour }))
  return {
    id,
    spec,
    svg,
    alternatives: alternatives.map(({ language, text }) => ({ language, text })),
    marks: countMarks(svg),
    notes: shownNotes(shown, table, context.noteMark),
    figures: printedFigures(shown, spec, table),
  }
}

/** All that is drawn is in the spec and the fonts; the libraries are loaded only for what was not drawn before. */
function keptDrawing(id: string, spec: Spec, context: GraphicContext): Promise<Made<Drawing | null>> {
  const { fonts, texts, keep, figures } = context
  const languages = texts.map((one) => one.language.code).join(' and ')
  const area = figures.area ? `${figures.area.code}/` : ''
  const needs = { 'its numbers, words and colours': keyOf(spec), fonts: fonts.hash }
  const product = { kind: 'graphic', of: `${area}${id} in ${languages}`, needs } as const
  return keep(
    () => product,
    async () => tryDraw(id, spec, fonts, await loadEngine()),
  )
}

function tryDraw(id: string, spec: Spec, fonts: Fonts, engine: Engine): Made<Drawing | null> {
  try {
    return { value: draw(spec, fonts, engine), problems: [] }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return { value: null, problems: [problem('chart-fails', { graphic: id, reason })] }
  }
}

/** The words that stand where there is nothing to draw. */
function nothingToDraw({ texts, figures }: GraphicContext): string {
  return joined(
    texts.map((one) => plainText('alternative.none', one, figures)),
    'slash',
  ).join('')
}

/** A font that is not embedded would be replaced, by another on each machine, after all widths were measured. */
function checkFonts(id: string, shown: readonly DrawnText[], fonts: Fonts, tell: Tell): void {
  const asked = shown.flatMap(({ font }) => font?.split(',') ?? [])
  const families = new Set(asked.map((family) => family.trim().replaceAll(/["']/g, '')))
  for (const family of families.difference(new Set(fonts.families)))
    tell(problem('font-unknown', { family, graphic: id, hint: suggest(family, fonts.families) }))
}

/** Notes of the table whose mark stands in the drawing, in the order in which they stand there. */
function shownNotes(
  shown: readonly DrawnText[],
  table: Table,
  noteMark: (noteId: string) => string,
): readonly string[] {
  const text = shown.map((one) => one.text).join('\n')
  const notes = new Set(table.rows.flatMap((row) => Object.values(row.figures).flatMap((figure) => figure.notes)))
  const at = (note: string) => text.indexOf(noteMark(note))
  return [...notes].filter((note) => at(note) >= 0).toSorted((a, b) => at(a) - at(b))
}
