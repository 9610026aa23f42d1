/** The pages of one edition, finished but for printing: every stage that needs no browser, in their order. */
import { Big } from 'big.js'
import type { Factsheet } from './factsheet.ts'
import type { Figures } from './figures/figure.ts'
import { measure } from './figures/measure.ts'
import { lintTexts } from './format/lint.ts'
import { formatNumber } from './format/number.ts'
import type { Texts } from './format/texts.ts'
import { placeholders } from './format/wording.ts'
import { checkChart } from './graphics/chart.ts'
import { drawGraphic, type Graphic } from './graphics/graphic.ts'
import { themeCss } from './graphics/theme.ts'
import type { Alternate } from './html/head.ts'
import { type Page, renderPage } from './html/page.ts'
import { notePlaceholder } from './html/printing.ts'
import { pageStyle } from './html/style.ts'
import { type Material, readMaterial } from './material.ts'
import { documentName } from './outputs.ts'
import { problem, suggest, type Tell } from './problem.ts'
import type { World } from './world.ts'

export interface Request {
  readonly factsheet: string
  /** The definition's own edition when absent. */
  readonly edition?: string | undefined
  /** All languages, and the facing document, when absent. */
  readonly languages?: readonly string[] | undefined
}

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
}

/** Definition, data, figures and words of an edition; everything that `check` looks at before any drawing. */
export interface Measured {
  readonly material: Material
  readonly figures: Figures
  readonly texts: ReadonlyMap<string, Texts>
}

/** Reads and measures an edition; tells every problem of every file, and gives null when a stage cannot go on. */
export async function measureEdition(request: Request, world: World, tell: Tell): Promise<Measured | null> {
  const started = world.elapsed()
  let faulty = false
  const material = await readMaterial(request.factsheet, world, (one) => {
    faulty ||= one.severity === 'error'
    tell(one)
  })
  if (!material) return null
  lintTexts(material.texts, material.reviewed, tell)
  const { factsheet, data } = material
  const observations = [...data.datasets.values()].reduce((sum, one) => sum + one.observations.length, 0)
  world.log.stage('data', `${data.files.length} files, ${observations} observations`, world.elapsed() - started)
  const edition = request.edition ?? factsheet.spec.edition
  if (!/^\d{4}(-(0[1-9]|1[0-2]))?$/.test(edition)) {
    tell(problem('bad-edition', { edition }))
    return null
  }
  // A cell that could not be read would come back as a missing row, and hide what is really wrong.
  if (faulty) return null
  const begun = world.elapsed()
  const place = (path: readonly (string | number)[]) => factsheet.document.place(path)
  const figures = measure({ spec: factsheet.spec, data, edition, place, tell })
  const count = [...figures.tables.values()].reduce((sum, table) => sum + table.rows.length * table.columns.length, 0)
  world.log.stage(
    'figures',
    `${figures.tables.size} tables, ${count + figures.named.size} figures, ${factsheet.spec.checks.length} checks`,
    world.elapsed() - begun,
  )
  return { material, figures, texts: material.texts }
}

/**
 * Draws and renders every document of a measured edition; tells every problem, and leaves out what has one. Without
 * `drawing`, charts are only checked: vega takes longer to load than all else together.
 */
export async function renderDraft(
  measured: Measured,
  request: Request,
  world: World,
  tell: Tell,
  drawing = true,
): Promise<Draft> {
  const { material, figures } = measured
  const plans = planDocuments(material.factsheet, measured, request, tell)
  const begun = world.elapsed()
  const graphics = new Map<string, ReadonlyMap<string, Graphic>>()
  for (const plan of plans)
    graphics.set(plan.document, drawing ? await drawAll(plan, measured, tell) : checkAll(plan, measured, tell))
  world.log.stage(
    'graphics',
    `${[...graphics.values()].reduce((sum, one) => sum + one.size, 0)} drawn`,
    world.elapsed() - begun,
  )
  const rendering = world.elapsed()
  const pages = plans.flatMap((plan) => render(plan, plans, graphics.get(plan.document) ?? new Map(), measured, tell))
  tellParity(pages, tell)
  if (drawing) tellUnused(pages, material, figures, tell)
  world.log.stage('html', `${pages.length} pages`, world.elapsed() - rendering)
  return { material, figures, plans, pages }
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

const noteIds = ({ data }: Material): readonly string[] =>
  data.codelists.get('notes')?.codes.map((one) => one.code) ?? []

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
): readonly Page[] {
  const { factsheet, fonts, sheets, theme, templates, data } = material
  const graphicTables = Object.fromEntries(Object.entries(factsheet.spec.graphics).map(([id, one]) => [id, one.table]))
  const head = {
    style: (body: string) => pageStyle([...sheets, themeCss(theme)], body, fonts),
    alternates: alternatesOf(plan, plans),
    canonical: factsheet.spec.site ? new URL(`${plan.name}.html`, factsheet.spec.site).href : null,
    license: data.licenses[0]?.path ?? null,
  }
  const page = renderPage({
    ...plan,
    figures,
    graphics,
    graphicTables,
    templates,
    notes: noteAmounts(material, plan.texts),
    head,
    tell,
  })
  return page ? [page] : []
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

/** Each language must print the same figures with the same values. */
function tellParity(pages: readonly Page[], tell: Tell): void {
  for (const first of pages)
    for (const second of pages) {
      const missing = [...first.printing.values].filter(([id, value]) => second.printing.values.get(id) !== value)
      if (missing.length > 0)
        tell(
          problem('parity-broken', {
            first: first.document,
            second: second.document,
            missing: missing.map(([id]) => id),
          }),
        )
    }
}

/** Warns of figures and notes that were declared for nothing; a figure is used when a message speaks of it. */
function tellUnused(pages: readonly Page[], material: Material, figures: Figures, tell: Tell): void {
  if (pages.length === 0) return
  const spoken = [...material.texts.values()].flatMap(({ messages }) => [...messages.values()].flatMap(placeholders))
  const printed = new Set(pages.flatMap((page) => [...page.printing.spots.keys()]))
  const { place } = material.factsheet.document
  for (const name of figures.named.keys())
    if (!printed.has(name) && !spoken.some((one) => one === name || one.startsWith(`${name}_`)))
      tell(problem('figure-not-printed', { figure: name }, place(['figures', name], 'key')))
  const notes = new Set(pages.flatMap((page) => page.printing.notes))
  for (const note of noteIds(material)) if (!notes.has(note)) tell(problem('note-unused', { note }))
}
