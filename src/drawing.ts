/** The graphics of one document: each drawn from its table, or only checked against it. */
import { setImmediate as otherWork } from 'node:timers/promises'
import type { DocumentPlan, Measured } from './draft.ts'
import { checkChart } from './graphics/chart.ts'
import { drawGraphic, type Graphic } from './graphics/graphic.ts'
import { notePlaceholder } from './html/printing.ts'
import { noteIds } from './material.ts'
import type { Tell } from './problem.ts'
import type { World } from './world.ts'

/** Draws every graphic of the definition, in the languages of the document; by the id of the graphic. */
export async function drawAll(
  plan: DocumentPlan,
  { material, figures }: Measured,
  { keep }: World,
  tell: Tell,
): Promise<ReadonlyMap<string, Graphic>> {
  const { charts, factsheet, theme, fonts } = material
  const notes = noteIds(material)
  const context = {
    figures,
    texts: plan.texts,
    theme,
    fonts,
    keep,
    tell,
    noteMark: (note: string) => notePlaceholder(note, notes),
  }
  const drawn = new Map<string, Graphic>()
  for (const [id, { table }] of Object.entries(factsheet.spec.graphics)) {
    const chart = charts.get(id)
    const graphic = chart && figures.tables.has(table) ? await drawGraphic(id, chart, table, context) : null
    if (graphic) drawn.set(id, graphic)
    // Drawing leaves no gap in which the browser could be answered; each answer that waits keeps it idle.
    await otherWork()
  }
  return drawn
}

/** Checks each chart against its table, and draws nothing. */
export function checkAll(
  plan: DocumentPlan,
  { material, figures }: Measured,
  tell: Tell,
): ReadonlyMap<string, Graphic> {
  for (const [id, { table }] of Object.entries(material.factsheet.spec.graphics)) {
    const [chart, drawn] = [material.charts.get(id), figures.tables.get(table)]
    if (chart && drawn) checkChart(chart, drawn, plan.texts, material.theme, tell)
  }
  return new Map()
}
