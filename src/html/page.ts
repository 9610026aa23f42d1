/** The verb of this stage: figures, words and graphics in, one self-contained page out. */
import type { Figures } from '../figures/figure.ts'
import type { Texts } from '../format/texts.ts'
import type { Graphic } from '../graphics/graphic.ts'
import { type Problem, problem, Refusal, type Tell } from '../problem.ts'
import { type HeadFacts, headHtml } from './head.ts'
import { draftHtml, type Imprint } from './imprint.ts'
import { type Printing, startPrinting } from './printing.ts'
import { checkNames } from './scope.ts'
import { run, type Template, type Templates } from './template.ts'
import { graphicView, keyViews, sideOf, sideOfPage, tableView } from './view.ts'
import { HELPERS, makeVocabulary } from './vocabulary.ts'

/** One document of a factsheet: a language's own, or the facing one. */
export interface PageInput {
  /** `nl`, `fr`, or `facing`. */
  readonly document: string
  readonly texts: readonly Texts[]
  readonly figures: Figures
  readonly graphics: ReadonlyMap<string, Graphic>
  /** Graphic id to the table that it draws. */
  readonly graphicTables: Readonly<Record<string, string>>
  readonly templates: Templates
  /** Every note of the factsheet in a fixed order, and the amount that it speaks of where it has one. */
  readonly notes: ReadonlyMap<string, string | null>
  readonly head: Omit<HeadFacts, 'figures' | 'texts' | 'style' | 'imprint'> & {
    readonly style: (body: string) => string
  }
  /** What the document says of itself; null where nothing is ever published. */
  readonly imprint: Imprint | null
  readonly tell: Tell
}

/** What the finished page must show, counted before it is printed. */
export interface Expected {
  readonly rows: Readonly<Record<string, number>>
  readonly marks: Readonly<Record<string, number>>
}

export interface Page {
  readonly document: string
  readonly languages: readonly string[]
  readonly html: string
  readonly printing: Said
  readonly expected: Expected
}

/** What a finished page has printed, see `Printing`: plain data. */
export type Said = Pick<Printing, 'notes' | 'statuses' | 'spots' | 'values' | 'links'>

const BLOCKS = ['each', 'if', 'unless', 'with']

/** Renders one document; tells every problem in its templates, and gives null when there is one. */
export function renderPage(input: PageInput): Page | null {
  const { texts, templates, tell } = input
  const kind = texts.length > 1 ? 'facing' : 'page'
  const template = templates.pages.get(kind)
  if (!template) {
    tell(problem('template-missing', { page: kind, folder: 'templates' }))
    return null
  }
  const printing = startPrinting()
  const vocabulary = makeVocabulary({ ...input, handlebars: templates.handlebars, printing })
  const view = viewOf(input)
  const problems: Problem[] = []
  checkNames(template, templates, [...HELPERS, ...BLOCKS], view, (one) => problems.push(one))
  const body =
    problems.length === 0 ? attempt(() => run(template, templates, vocabulary, view), template, problems) : ''
  problems.push(
    ...(problems.length === 0 ? [...noteProblems(input.document, printing), ...imprintProblems(input, printing)] : []),
  )
  problems.forEach(tell)
  if (problems.length > 0) return null
  return {
    document: input.document,
    languages: texts.map((one) => one.language.code),
    html: wrap(body, input),
    printing: said(printing),
    expected: expected(body, input),
  }
}

/** Runs the compiled template; what it throws becomes a problem of the template. */
function attempt(render: () => string, template: Template, problems: Problem[]): string {
  try {
    return render()
  } catch (error) {
    if (error instanceof Refusal) problems.push(...error.problems)
    else
      problems.push(
        problem(
          'template-fails',
          { reason: error instanceof Error ? error.message : String(error) },
          { file: template.file },
        ),
      )
    return ''
  }
}

function viewOf({ texts, figures, graphicTables, imprint }: PageInput): object {
  const tables = [...figures.tables.values()].filter((table) => table.publish)
  const sides = texts.map((one) => sideOfPage(one, figures))
  const [left, right = left] = sides
  const graphics = Object.entries(graphicTables).map(([id, table]) => graphicView(id, table, figures, texts))
  const drawing = (table: string) => graphics.filter((graphic) => graphic.table === table)
  return {
    edition: figures.edition,
    amended: [...(imprint?.words.values() ?? [])].some(({ notices }) => notices.length > 0),
    ...left,
    sides,
    left,
    right,
    figures: Object.fromEntries(figures.named),
    keys: keyViews(figures, texts),
    tables: Object.fromEntries(tables.map((table) => [table.id, tableView(table, drawing(table.id), figures, texts)])),
    graphics: Object.fromEntries(graphics.map((graphic) => [graphic.id, graphic])),
  }
}

function wrap(body: string, { texts, figures, head, imprint }: PageInput): string {
  const side = sideOf(texts[0] as Texts)
  const top = `<!doctype html>\n<html lang="${side.lang}" dir="${side.dir}">\n<head>\n${headHtml({ ...head, figures, texts, imprint, style: head.style(body) })}\n</head>`
  const draft = imprint
    ? draftHtml(
        imprint,
        texts.map(({ language }) => language),
      )
    : ''
  return `${top}\n<body>\n${draft}${body.trim()}\n</body>\n</html>\n`
}

const said = ({ notes, statuses, spots, values, links }: Printing): Said => ({ notes, statuses, spots, values, links })

function noteProblems(document: string, printing: Printing): readonly Problem[] {
  const late = [...new Set(printing.late)].map((note) => problem('note-after-notes', { note, document }))
  const unprinted = printing.notes.length > 0 && !printing.closed()
  return unprinted ? [...late, problem('notes-not-printed', { document, count: printing.notes.length })] : late
}

/** A page that does not show what it must say of itself would hide a correction from its readers. */
function imprintProblems({ document, imprint, texts }: PageInput, { imprinted }: Printing): readonly Problem[] {
  const missing = texts.flatMap(({ language: { code } }) => {
    const words = imprint?.words.get(code)
    const needed = [words?.version ? 'version' : '', words && words.notices.length > 0 ? 'notices' : '']
    return needed.filter((part) => part !== '' && !imprinted.has(`${part} ${code}`))
  })
  return [...new Set(missing)].map((part) => problem('imprint-not-printed', { document, part }))
}

/** Only what the template placed is expected: a table left out on purpose is not missing. */
function expected(body: string, { figures, graphics }: PageInput): Expected {
  const placed = (attribute: string) =>
    [...body.matchAll(new RegExp(`${attribute}="([^"]+)"`, 'g'))].map((match) => match[1] ?? '')
  return {
    rows: Object.fromEntries(placed('data-table').map((id) => [id, figures.tables.get(id)?.rows.length ?? 0])),
    marks: Object.fromEntries(placed('data-graphic').map((id) => [id, graphics.get(id)?.marks ?? 0])),
  }
}
