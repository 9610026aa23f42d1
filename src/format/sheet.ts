/** A published table as a CSV file: canonical (comma, point, UTF-8), or as a spreadsheet of a language opens it. */
import type { Figure, Figures, Row, Table } from '../figures/figure.ts'
import { nameOf } from './names.ts'
import { decimalMark } from './number.ts'
import { statusLetters } from './status.ts'
import type { Texts } from './texts.ts'
import { plainText } from './wording.ts'

export type Flavour = 'canonical' | 'spreadsheet'

const BOM = '\uFEFF'

/**
 * One row a line, labels in one language; a status column follows when any figure has one. The spreadsheet flavour has
 * `;`, the language's decimal mark and a BOM, which is what Excel needs to open it by a double click in Belgium.
 */
export function tableSheet(table: Table, figures: Figures, texts: Texts, flavour: Flavour): string {
  const say = (key: string) => plainText(key, texts, figures)
  const columns = table.columns.filter((column) => column.publish)
  const flagged = columns.filter((column) => table.rows.some((row) => statusLetters(cell(row, column.id)).length > 0))
  const header = [
    'code',
    say(`tables.${table.id}.rows`),
    ...columns.map((column) => say(`tables.${table.id}.columns.${column.id}`)),
    ...flagged.map((column) => `${say(`tables.${table.id}.columns.${column.id}`)} (${say('words.status')})`),
  ]
  const lines = table.rows.map((row) => [
    row.role === 'total' ? '_T' : row.id,
    row.role === 'total' ? say('words.total') : nameOf(table, row.id, texts),
    ...columns.map((column) => number(cell(row, column.id), texts, flavour)),
    ...flagged.map((column) => statusLetters(cell(row, column.id)).join(' ')),
  ])
  const separator = flavour === 'canonical' ? ',' : ';'
  const body = [header, ...lines]
    .map((line) => `${line.map((text) => field(text, separator)).join(separator)}\r\n`)
    .join('')
  return flavour === 'canonical' ? body : BOM + body
}

const cell = (row: Row, column: string) => row.figures[column] as Figure

/** Printed precision; empty when there is no value, never a word that a spreadsheet would take for text. */
function number(figure: Figure, texts: Texts, flavour: Flavour): string {
  if (!figure.rounded) return ''
  const text = figure.rounded.toFixed(figure.decimals)
  return flavour === 'canonical' ? text : text.replace('.', decimalMark(texts.language))
}

/** Quotes a field, and keeps a spreadsheet from running a text as a formula (OWASP CSV injection). */
function field(text: string, separator: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
