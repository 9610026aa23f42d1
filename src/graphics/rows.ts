/** A table as the rows that a chart is drawn from: rounded values and the words for them, never a suppressed number. */
import type { Column, Figure, Figures, Row, Table } from '../figures/figure.ts'
import { formatFigure } from '../format/number.ts'
import { statusLetters } from '../format/status.ts'
import type { Texts } from '../format/texts.ts'
import { plainText } from '../format/wording.ts'
import { joined } from './labels.ts'

/** What the rows are worded with. */
export interface Wording {
  readonly figures: Figures
  readonly texts: readonly Texts[]
  /** Label of a row, its lines separated by line feeds. */
  readonly label: (row: Row) => string
  readonly noteMark: (noteId: string) => string
}

export type Datum = Readonly<Record<string, string | number | boolean | null>>

/** U+00A0: keeps status letters and note marks on the line of their number without gluing them on in the text layer. */
const SPACE = '\u00A0'

/** Rows that a graphic draws: all but the total, which is no part of the whole. */
export function drawnRows(table: Table): readonly Row[] {
  return table.rows.filter((row) => row.role !== 'total')
}

/** Columns that a graphic may draw. */
export function drawnColumns(table: Table): readonly Column[] {
  return table.columns.filter((column) => column.publish)
}

/**
 * One object a row. For a column `c`: `c` (rounded, null when there is none), `c_at` (the same, 0 when there is none),
 * `c_text` (as printed), `c_status`, `c_marks`, and `c_label` (these three in one).
 */
export function wideRows(table: Table, wording: Wording): readonly Datum[] {
  return drawnRows(table).map((row, order) =>
    Object.assign(
      rowFields(row, order, table, wording),
      ...drawnColumns(table).map((column) => cellFields(`${column.id}`, row, column, wording)),
    ),
  )
}

/** One object a row and column: as above, with `series` (the column), `series_label`, and `value` for the cell. */
export function longRows(table: Table, wording: Wording): readonly Datum[] {
  return drawnRows(table).flatMap((row, order) =>
    drawnColumns(table).map((column, place) => ({
      ...rowFields(row, order, table, wording),
      series: column.id,
      series_order: place,
      series_label: columnLabel(table, column, wording),
      ...cellFields('value', row, column, wording),
    })),
  )
}

function rowFields(row: Row, order: number, table: Table, { figures, label, noteMark }: Wording): Datum {
  const cells = drawnColumns(table).map((column) => ({ column, figure: row.figures[column.id] }))
  const notes = cells.flatMap(({ column, figure }) => (figure ? cellNotes(figure, column) : []))
  return {
    row: row.id,
    order,
    role: row.role,
    label: label(row),
    edition: row.id === figures.edition,
    // B: the number does not compare with the one before it (SDMX CL_OBS_STATUS).
    break: cells.some(({ figure }) => figure?.status.includes('B') ?? false),
    marks: [...new Set(notes)].map(noteMark).join(''),
  }
}

/** A note of the whole column stands in the head of the table, not at each of its figures. */
function cellNotes(figure: Figure, column: Column): readonly string[] {
  return figure.notes.filter((note) => !column.notes.includes(note))
}

function cellFields(name: string, row: Row, column: Column, { texts, noteMark }: Wording): Datum {
  const figure = row.figures[column.id]
  if (!figure) return {}
  const shown = figure.suppressed ? null : figure.rounded
  const text = joined(
    texts.map(({ language }) => formatFigure(figure, language)),
    'slash',
  ).join('')
  const status = shown === null ? '' : statusLetters(figure).join('')
  const marks = cellNotes(figure, column).map(noteMark).join('')
  return {
    [name]: shown === null ? null : Number(shown.toFixed()),
    [`${name}_at`]: shown === null ? 0 : Number(shown.toFixed()),
    [`${name}_text`]: text,
    [`${name}_status`]: status,
    [`${name}_marks`]: marks,
    [`${name}_label`]: [text, status, marks].filter((one) => one !== '').join(SPACE),
  }
}

function columnLabel(table: Table, column: Column, { figures, texts }: Wording): string {
  const key = `tables.${table.id}.columns.${column.id}`
  return joined(
    texts.map((one) => plainText(key, one, figures)),
    'slash',
  ).join('')
}

/** Fields that the rows of a table have, for a check before anything is drawn. */
export function fieldsOf(table: Table, long: boolean): readonly string[] {
  const names = long ? ['value'] : drawnColumns(table).map((column) => column.id)
  const row = ['row', 'order', 'role', 'label', 'edition', 'break', 'marks']
  const cells = names.flatMap((name) => ['', '_at', '_text', '_status', '_marks', '_label'].map((end) => name + end))
  return [...row, ...(long ? ['series', 'series_order', 'series_label'] : []), ...cells]
}
