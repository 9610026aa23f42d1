/** What a template sees: plain data, in the order in which it is printed. */
import type { Column, Figure, Figures, Row, Table } from '../figures/figure.ts'
import { nameOf } from '../format/names.ts'
import { capitaliseFirst, formatPeriod } from '../format/period.ts'
import type { Texts } from '../format/texts.ts'
import { messageValues } from '../format/values.ts'
import { plainText, word } from '../format/wording.ts'

/** A text in one language; `id` lets the PDF keep the language of a span (Chromium drops `lang` without an id). */
export interface Label {
  readonly lang: string
  readonly code: string
  readonly id: string
  readonly words: string
}

/** One label a language: one on a page, two on the facing page; equal words stand once. */
export type Labels = readonly Label[]

export interface ColumnView {
  readonly id: string
  readonly labels: Labels
  readonly notes: readonly string[]
}

export interface RowView {
  readonly id: string
  readonly role: Row['role']
  readonly total: boolean
  readonly rest: boolean
  /** The row of the edition itself, set off in a series. */
  readonly edition: boolean
  readonly labels: Labels
  readonly first: Label
  readonly last: Label
  readonly cells: readonly Figure[]
}

export interface TableView {
  readonly id: string
  /** How `explain` names the place where its cells are printed. */
  readonly spot: string
  readonly graphics: readonly GraphicView[]
  /** Whether a mark or a letter hangs beside some number. */
  readonly hanging: boolean
  /** `tables.<id>.heading`; empty when the texts have none. */
  readonly heading: Labels
  /** Key of the message `tables.<id>.remark`; null when the texts have none, or it has nothing to say. */
  readonly remark: string | null
  readonly captions: Labels
  readonly heads: Labels
  readonly firstHead: Label
  readonly lastHead: Label
  readonly columns: readonly ColumnView[]
  readonly rows: readonly RowView[]
}

/** A named figure that the texts put on show: they have a message `key.<name>` which says what it is. */
export interface KeyView {
  readonly figure: Figure
  readonly message: string
  readonly left: Label
  readonly right: Label
}

export interface GraphicView {
  readonly id: string
  readonly table: string
  readonly titles: Labels
}

/** One language's part of a document. */
export interface Side {
  readonly lang: string
  readonly code: string
  readonly dir: string
  readonly name: string
  /** Name of the area in this language, where the figures are of one. */
  readonly area?: string
}

const first = <T>(items: readonly T[]): T => items[0] as T
const last = <T>(items: readonly T[]): T => items[items.length - 1] as T

function labels(id: string, texts: readonly Texts[], wordIn: (texts: Texts) => string): Labels {
  const all = texts.map((one) => {
    const { code, locale } = one.language
    return { lang: locale, code, id: `${id}-${code}`, words: wordIn(one) }
  })
  return all.filter((label, index) => all.findIndex((other) => other.words === label.words) === index)
}

const knows = (key: string, texts: readonly Texts[]) => texts.every(({ messages }) => messages.has(key))

/** The key of a message that is there, and has something to say; else null. */
function spoken(key: string, figures: Figures, texts: readonly Texts[]): string | null {
  const says = (one: Texts) => word(key, messageValues(figures, one), one) !== null
  return knows(key, texts) && texts.every(says) ? key : null
}

/** The key figures of an edition, in the order of the definition; without those that have no value. */
export function keyViews(figures: Figures, texts: readonly Texts[]): readonly KeyView[] {
  return [...figures.named].flatMap(([name, figure]) => {
    const message = figure.rounded && !figure.suppressed ? spoken(`key.${name}`, figures, texts) : null
    if (message === null) return []
    const words = labels(`key-${name}`, texts, (one) => plainText(message, one, figures))
    return [{ figure, message, left: first(words), right: last(words) }]
  })
}

/** A published table in the languages of the document. */
export function tableView(
  table: Table,
  graphics: readonly GraphicView[],
  figures: Figures,
  texts: readonly Texts[],
): TableView {
  const id = `table-${table.id}`
  const heads = labels(`${id}-rows`, texts, (one) => plainText(`tables.${table.id}.rows`, one, figures))
  const published = table.columns.filter((column) => column.publish)
  const rows = table.rows.map((row) => rowView(row, published, table, figures, texts))
  return {
    id: table.id,
    spot: `table ${table.id}`,
    graphics,
    hanging: rows.some((row) =>
      row.cells.some((cell) => cell.notes.length > 0 || (cell.rounded && (cell.revised || cell.status.length > 0))),
    ),
    heading: knows(`tables.${table.id}.heading`, texts)
      ? labels(`${id}-heading`, texts, (one) => plainText(`tables.${table.id}.heading`, one, figures))
      : [],
    remark: spoken(`tables.${table.id}.remark`, figures, texts),
    captions: labels(`${id}-caption`, texts, (one) => plainText(`tables.${table.id}.caption`, one, figures)),
    heads,
    firstHead: first(heads),
    lastHead: last(heads),
    columns: published.map((column) => columnView(column, table, figures, texts)),
    rows,
  }
}

function columnView(column: Column, table: Table, figures: Figures, texts: readonly Texts[]): ColumnView {
  const key = `tables.${table.id}.columns.${column.id}`
  const id = `table-${table.id}-${column.id}`
  return { id: column.id, labels: labels(id, texts, (one) => plainText(key, one, figures)), notes: column.notes }
}

function rowView(
  row: Row,
  columns: readonly Column[],
  table: Table,
  figures: Figures,
  texts: readonly Texts[],
): RowView {
  const names = labels(`table-${table.id}-${row.id}`, texts, (one) => rowName(row, table, figures, one))
  // A note printed in the column's header is not repeated in its cells.
  const cells = columns.map((column) => {
    const figure = row.figures[column.id] as Figure
    return { ...figure, notes: figure.notes.filter((note) => !column.notes.includes(note)) }
  })
  const { role } = row
  return {
    id: row.id,
    role,
    total: role === 'total',
    rest: role === 'rest',
    edition: row.id === figures.edition,
    labels: names,
    first: first(names),
    last: last(names),
    cells,
  }
}

/** Label of a row: capitalised as the start of a cell; a month of a year edition goes without its year. */
export function rowName(row: Row, table: Table, figures: Figures, texts: Texts): string {
  if (row.role === 'total') return capitaliseFirst(plainText('words.total', texts, figures), texts.language)
  const month = table.dimensionKind === 'month' && !figures.edition.includes('-')
  const name = month ? formatPeriod(row.id, 'month', texts.language, 'month') : nameOf(table, row.id, texts)
  return capitaliseFirst(name, texts.language)
}

/** A graphic's frame; the drawing itself comes by the helper `drawing`. */
export function graphicView(id: string, table: string, figures: Figures, texts: readonly Texts[]): GraphicView {
  return { id, table, titles: labels(`graphic-${id}`, texts, (one) => plainText(`graphics.${id}.title`, one, figures)) }
}

/** The languages of a document, each by its own name. */
export function sideOf(texts: Texts): Side {
  const { code, locale, direction, formats } = texts.language
  const name = formats.names({ type: 'language' }).of(code) ?? code
  return { lang: locale, code, dir: direction, name: capitaliseFirst(name, texts.language) }
}

/** A side of a page, with the name of the area that the figures are of. */
export function sideOfPage(texts: Texts, { area }: Figures): Side {
  return { ...sideOf(texts), ...(area && { area: nameOf(area, area.code, texts) }) }
}
