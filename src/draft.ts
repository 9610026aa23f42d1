/** The pages of one edition, finished but for printing: every stage that needs no browser, in their order. */
import { Big } from 'big.js'
import { checkAll, drawAll } from './drawing.ts'
import type { Measured, Request } from './edition.ts'
import type { Factsheet } from './factsheet.ts'
import type { Figures } from './figures/figure.ts'
import { formatNumber } from './format/number.ts'
import type { Texts } from './format/texts.ts'
import type { Graphic } from './graphics/graphic.ts'
import { themeCss } from './graphics/theme.ts'
import type { Alternate } from './html/head.ts'
import type { Imprint } from './html/imprint.ts'
import { type Page, renderPage } from './html/page.ts'
import { pageStyle } from './html/style.ts'
import { makeAlways } from './keep.ts'
import type { Material } from './material.ts'
import { documentName } from './outputs.ts'
import { pageProduct } from './page-product.ts'
import { tellParity, tellUnused } from './parity.ts'
import { type Problem, problem, suggest, type Tell } from './problem.ts'
import { absolute } from './release/site/address.ts'
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
  readonly imprint: Imprint
  readonly plans: readonly DocumentPlan[]
  readonly pages: readonly Page[]
  /** What was drawn for each document, by the id of the graphic; empty when nothing was to be drawn. */
  readonly graphics: ReadonlyMap<string, ReadonlyMap<string, Graphic>>
}

/** How far a draft goes, and who is told of each page as soon as it is finished. */
export interface Rendering {
  /** Without drawing, charts are only checked: vega takes longer to load than all else together. */
  readonly drawing: boolean
  /** Hashes of the files that were read, by path: what tells whether a page of an earlier build is still right. */
  readonly inputs?: ReadonlyMap<string, string>
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
  rendering: Rendering = { drawing: true },
): Promise<Draft> {
  const { material, figures } = measured
  const plans = planDocuments(material.factsheet, measured, request, tell)
  const drawn = new Map<string, ReadonlyMap<string, Graphic>>()
  const made = new Map<string, Page>()
  const spent: Spent = { graphics: 0, html: 0, drawn: 0, kept: 0 }
  const draw = async (plan: DocumentPlan) => {
    const one = await keptPage(plan, plans, measured, world, rendering, spent)
    one.problems.forEach(tell)
    drawn.set(plan.document, one.graphics)
    if (!one.page) return
    made.set(plan.document, one.page)
    rendering.finished?.(one.page, plan, measured)
  }
  // The longest first: nothing is left to be drawn while the last one prints.
  for (const plan of plans.toSorted((a, b) => b.texts.length - a.texts.length)) await draw(plan)
  const pages = plans.flatMap((plan) => made.get(plan.document) ?? [])
  world.log.stage('graphics', `${spent.drawn} graphics`, spent.graphics)
  world.log.stage('html', `${pages.length} pages${spent.kept > 0 ? `, ${spent.kept} as before` : ''}`, spent.html)
  tellParity(pages, tell)
  if (rendering.drawing) tellUnused(pages, material, figures, tell)
  return { material, figures, imprint: measured.imprint, plans, pages, graphics: drawn }
}

/** Milliseconds by stage, graphics drawn, and pages that were kept. */
interface Spent {
  graphics: number
  html: number
  drawn: number
  kept: number
}

interface Rendered {
  readonly page: Page | null
  /** None of a page that was kept. */
  readonly graphics: ReadonlyMap<string, Graphic>
  readonly problems: readonly Problem[]
}

/** A page of an earlier build where it would come out the same, else drawn and rendered; only checked, it is always rendered. */
async function keptPage(
  plan: DocumentPlan,
  plans: readonly DocumentPlan[],
  measured: Measured,
  world: World,
  { drawing, inputs = new Map() }: Rendering,
  spent: Spent,
): Promise<Rendered> {
  let graphics: ReadonlyMap<string, Graphic> = new Map()
  const make = async () => {
    const problems: Problem[] = []
    const tell: Tell = (one) => problems.push(one)
    const begun = world.elapsed()
    graphics = drawing ? await drawAll(plan, measured, world, tell) : checkAll(plan, measured, tell)
    const rendering = world.elapsed()
    const value = render(plan, plans, graphics, measured, tell)
    spent.graphics += rendering - begun
    spent.html += world.elapsed() - rendering
    spent.drawn += graphics.size
    return { value, problems }
  }
  const keep = drawing ? world.keep : makeAlways
  const { value, problems, kept } = await keep(() => pageProduct(plan, measured, plans, inputs), make)
  if (kept) spent.kept++
  return { page: value, graphics, problems }
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

function render(
  plan: DocumentPlan,
  plans: readonly DocumentPlan[],
  graphics: ReadonlyMap<string, Graphic>,
  { material, figures, imprint }: Measured,
  tell: Tell,
): Page | null {
  const { factsheet, fonts, sheets, theme, templates, data } = material
  const graphicTables = Object.fromEntries(Object.entries(factsheet.spec.graphics).map(([id, one]) => [id, one.table]))
  const head = {
    style: (body: string) => pageStyle([...sheets, themeCss(theme)], body, fonts),
    alternates: alternatesOf(plan, plans),
    canonical: canonicalOf(plan, material, figures),
    license: data.licenses[0]?.path ?? null,
  }
  return renderPage({
    ...plan,
    figures,
    graphics,
    graphicTables,
    templates,
    notes: noteAmounts(material, plan.texts),
    imprint,
    head,
    tell,
  })
}

/** Of every version the place of the newest one, so that search engines lead there. */
function canonicalOf({ name }: DocumentPlan, { factsheet }: Material, { edition, area }: Figures): string | null {
  const { site } = factsheet.spec
  const path = [factsheet.id, edition, 'latest', ...(area ? [area.code] : []), `${name}.html`]
  return site === undefined ? null : absolute(site, path.join('/'))
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

/** Every note of the factsheet in a fixed order, with the amount that it speaks of where it has one. */
export function noteAmounts(material: Material, texts: readonly Texts[]): ReadonlyMap<string, string | null> {
  const language = texts[0]?.language
  const codes = material.data.codelists.get('notes')?.codes ?? []
  return new Map(
    codes.map(({ code, attributes }) => {
      const amount = attributes.amount
      return [code, amount && language ? formatNumber(new Big(amount), 0, language) : null]
    }),
  )
}
