/** What a figure is called, as its document calls it. */
import { type Figures, publishedFigures, type Table } from '../figures/figure.ts'
import { formatFigure } from '../format/number.ts'
import { legendOf, statusCodes } from '../format/status.ts'
import type { Texts } from '../format/texts.ts'
import { plainText } from '../format/wording.ts'
import { rowName } from '../graphics/labels.ts'
import { keyViews } from '../html/view.ts'
import type { WordedKey } from './version.ts'

/** A cell by its row, and by its column where the table has several; a named figure by the message of its key figure. */
export interface Label {
  /** Id of the table; null for a named figure. */
  readonly table: string | null
  readonly words: string
}

/** Null for a figure that no document names: it stands in sentences only, or is gone with its table. */
export function labelOf(id: string, figures: Figures, texts: Texts): Label | null {
  const [tableId = '', row, column] = id.split('.')
  if (row === undefined || column === undefined) return keyLabel(id, figures, texts)
  const table = figures.tables.get(tableId)
  if (!table?.publish || !texts.messages.has(`tables.${tableId}.columns.${column}`)) return null
  const name = rowLabel(row, table, figures, texts)
  const several = table.columns.filter(({ publish }) => publish).length > 1
  const values = { row: name, column: plainText(`tables.${tableId}.columns.${column}`, texts, figures) }
  return { table: tableId, words: several ? `${values.row} (${values.column})` : values.row }
}

function keyLabel(name: string, figures: Figures, texts: Texts): Label | null {
  const key = `key.${name}`
  const words = figures.named.has(name) && texts.messages.has(key) ? plainText(key, texts, figures) : ''
  return words === '' ? null : { table: null, words }
}

function rowLabel(row: string, table: Table, figures: Figures, texts: Texts): string {
  return row === 'total' ? plainText('words.total', texts, figures) : rowName(table, row, figures.edition, texts)
}

/** The labels of all published figures that have one, as they were when they were published. */
export function labelsIn(figures: Figures, texts: Texts): Readonly<Record<string, string>> {
  const labels = publishedFigures(figures).flatMap(({ id }) => {
    const label = labelOf(id, figures, texts)
    return label ? [[id, label.words] as const] : []
  })
  return Object.fromEntries(labels)
}

/** The key figures as a page of that language prints them; where it has a letter with a legend, the legend's words. */
export function keysIn(figures: Figures, texts: Texts): readonly WordedKey[] {
  return keyViews(figures, [texts]).map(({ figure, left }) => {
    const legend = legendOf(statusCodes(figure), texts).join(', ')
    const words = legend === '' ? left.words : `${left.words} ${legend}`
    return { language: texts.language.code, figure: figure.id, value: formatFigure(figure, texts.language), words }
  })
}
