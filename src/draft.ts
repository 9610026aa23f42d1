/** The pages of one edition, finished but for printing: every stage that needs no browser, in their order. */
import { setImmediate as otherWork } from 'node:timers/promises'
import { Big } from 'big.js'
import type { Measured, Request } from './edition.ts'
import type { Factsheet } from './factsheet.ts'
import type { Figures } from './figures/figure.ts'
import { formatNumber } from './format/number.ts'
import type { Texts } from './format/texts.ts'
import { checkChart } from './graphics/chart.ts'
import { drawGraphic, type Graphic } from './graphics/graphic.ts'
import { themeCss } from './graphics/theme.ts'
import type { Alternate } from './html/head.ts'
import { type Page, renderPage } from './html/page.ts'
import { notePlaceholder } from './html/printing.ts'
import { pageStyle } from './html/style.ts'
import { type Material, noteIds } from './material.ts'
import { documentName } from './outputs.ts'
import { tellParity, tellUnused } from './parity.ts'
import { problem, suggest, type Tell } from './problem.ts'
import type { World } from './world.ts'

export { type Measured, measureEdition, type Request } from './edition.ts'

/** A document before it is rendered: its name among the outputs and the languages that speak in it. */
export interface DocumentPlan {
  readonly document: string
  readonly name: string
  readonly texts: readonly Texts[]
}

export interface Draft {
  readonly material: Material
  readonly figures: Figures
  readonly plans: readonly DocumentPlan[]
  readonly pages: readonly Page[]
  /** What was drawn for each document, by the id of the graphic; empty when nothing was to be drawn. */
  readonly graphics: ReadonlyMap<string, ReadonlyMap<string, Graphic>>
}

/** How far a draft goes, and who is told of each page as soon as it is finished. */
export interface Rendering {
  /** Without drawing, charts are only checked: vega takes longer to load than all else together. */
  readonly drawing: boolean
  /** Called with each page as soon as it is there. */
  readonly finished?: (page: Page, plan: DocumentPlan, measured: Measured) => void
}

/**
 * Draws and renders the documents of a measured edition, one after the other, so that each can be printed while the next is
 * drawn; tells every problem, and leaves out what has one.
 */
export async function renderDraft(
  measured: Measured,
  request: Request,
  world: World,
  tell: Tell,
  { drawing, finished }: Rendering = { drawing: true },
): Promise<Draft> {
  const { material, figures } = measured
  const plans = planDocuments(material.factsheet, measured, request, tell)
  const made = new Map<string, Page>()
  const drawn = new Map<string, ReadonlyMap<string, Graphic>>()
  const spent = { graphics: 0, html: 0, drawn: 0 }
  // The longest first: nothing is left to be drawn while the last one prints.
  for (const plan of plans.toSorted((a, b) => b.texts.length - a.texts.length)) {
    const begun = world.elapsed()
    const graphics = drawing ? await drawAll(plan, measured, tell) : checkAll(plan, measured, tell)
    const rendering = world.elapsed()
    drawn.set(plan.document, graphics)
    const page = render(plan, plans, graphics, measured, tell)
    if (page) finished?.(page, plan, measured)
    if (page) made.set(plan.document, page)
    spent.graphics += rendering - begun
    spent.html += world.elapsed() - rendering
    spent.drawn += graphics.size
  }
  const pages = plans.flatMap((plan) => made.get(plan.document) ?? [])
  world.log.stage('graphics', `${spent.drawn} drawn`, spent.graphics)
  world.log.stage('html', `${pages.length} pages`, spent.html)
  tellParity(pages, tell)
  if (drawing) tellUnused(pages, material, figures, tell)
  return { material, figures, plans, pages, graphics: drawn }
}

/** The documents asked for; the facing one only when both its languages are. */
export function planDocuments(
  factsheet: Factsheet,
  { texts, figures }: Measured,
  request: Request,
  tell: Tell,
): readonly DocumentPlan[] {
  const known = factsheet.languages.map((language) => language.code)
  const asked = request.languages ?? known
  for (const language of asked.filter((one) => !known.includes(one)))
    tell(problem('unknown-language', { language, hint: suggest(language, known) }))
  const plan = (document: string, codes: readonly string[]): DocumentPlan => {
    const speaking = codes.flatMap((code) => texts.get(code) ?? [])
    return { document, name: documentName(speaking, figures), texts: speaking }
  }
  const single = known.filter((code) => asked.includes(code)).map((code) => plan(code, [code]))
  const { facing } = factsheet.spec
  return facing?.every((code) => asked.includes(code)) ? [...single, plan('facing', facing)] : single
}

async function drawAll(
  plan: DocumentPlan,
  { material, figures }: Measured,
  tell: Tell,
): Promise<ReadonlyMap<string, Graphic>> {
  const { charts, factsheet, theme, fonts } = material
  const notes = noteIds(material)
  const context = {
    figures,
    texts: plan.texts,
    theme,
    fonts,
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
function checkAll(plan: DocumentPlan, { material, figures }: Measured, tell: Tell): ReadonlyMap<string, Graphic> {
  for (const [id, { table }] of Object.entries(material.factsheet.spec.graphics)) {
    const [chart, drawn] = [material.charts.get(id), figures.tables.get(table)]
    if (chart && drawn) checkChart(chart, drawn, plan.texts, material.theme, tell)
  }
  return new Map()
}

function render(
  plan: DocumentPlan,
  plans: readonly DocumentPlan[],
  graphics: ReadonlyMap<string, Graphic>,
  { material, figures }: Measured,
  tell: Tell,
): Page | null {
  const { factsheet, fonts, sheets, theme, templates, data } = material
  const graphicTables = Object.fromEntries(Object.entries(factsheet.spec.graphics).map(([id, one]) => [id, one.table]))
  const head = {
    style: (body: string) => pageStyle([...sheets, themeCss(theme)], body, fonts),
    alternates: alternatesOf(plan, plans),
    canonical: factsheet.spec.site ? new URL(`${plan.name}.html`, factsheet.spec.site).href : null,
    license: data.licenses[0]?.path ?? null,
  }
  return renderPage({
    ...plan,
    figures,
    graphics,
    graphicTables,
    templates,
    notes: noteAmounts(material, plan.texts),
    head,
    tell,
  })
}

/** Every page names all language versions, itself too, and its own PDF. */
function alternatesOf(plan: DocumentPlan, plans: readonly DocumentPlan[]): readonly Alternate[] {
  const pages = plans
    .filter((other) => other.texts.length === 1)
    .map((other) => ({ lang: other.texts[0]?.language.locale ?? other.document, href: `${other.name}.html` }))
  return [
    ...pages,
    { type: 'application/pdf', href: `${plan.name}.pdf` },
    { type: 'application/json', href: 'figures.json' },
  ]
}

function noteAmounts(material: Material, texts: readonly Texts[]): ReadonlyMap<string, string | null> {
  const language = texts[0]?.language
  const codes = material.data.codelists.get('notes')?.codes ?? []
  return new Map(
    codes.map(({ code, attributes }) => {
      const amount = attributes.amount
      return [code, amount && language ? formatNumber(new Big(amount), 0, language) : null]
    }),
  )
}
