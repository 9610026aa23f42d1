/** What a review sheet says, in the language of whoever reads it. */
import { Big } from 'big.js'
import { round } from '../../figures/arithmetic.ts'
import type { Figure, Figures } from '../../figures/figure.ts'
import { formatList } from '../../format/list.ts'
import { formatFigure, formatNumber } from '../../format/number.ts'
import type { Texts } from '../../format/texts.ts'
import { plain, plainText, word } from '../../format/wording.ts'
import { rowName } from '../../graphics/labels.ts'
import { escapeHtml } from '../../html/escape.ts'
import { labelOf } from '../labels.ts'

export type Values = Readonly<Record<string, string | number>>

/** A message below `review`. */
export function say(key: string, texts: Texts, values: Values = {}): string {
  const spelled = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === 'number' ? count(value, texts) : value] as const
  })
  return plain(word(`review.${key}`, Object.fromEntries(spelled), texts) ?? [])
}

/** The same as HTML. */
export const said = (key: string, texts: Texts, values: Values = {}): string => escapeHtml(say(key, texts, values))

export const count = (value: number, { language }: Texts): string => formatNumber(new Big(value), 0, language)

/** As what a number is printed. */
export type Manner = Pick<Figure, 'unit' | 'decimals' | 'signed'>

/** A number as a figure of that kind is printed. */
export function spell(value: Big, manner: Manner, { language }: Texts): string {
  const nothing = { id: '', status: [], notes: [], from: [], at: [], suppressed: false, formula: '' }
  return formatFigure({ ...nothing, ...manner, value, rounded: round(value, manner.decimals) }, language)
}

/** A change in percent, with its sign. */
export const percent = (value: Big, texts: Texts): string =>
  spell(value, { unit: 'percent', decimals: value.abs().lt(10) ? 1 : 0, signed: true }, texts)

/** What a figure is called, and the table that it stands in; as HTML. */
export interface Called {
  readonly name: string
  /** Null for a figure of the sentences. */
  readonly table: string | null
}

/** A figure by its label; one that has none by the cell that it repeats, else by its bare id, since only sentences tell it. */
export function callFigure(id: string, figures: Figures, texts: Texts): Called {
  const repeated = figures.named.get(id)?.formula.split(': ')[0] ?? ''
  const label = labelOf(id, figures, texts) ?? (repeated.includes('.') ? labelOf(repeated, figures, texts) : null)
  if (!label) return { name: `<code>${escapeHtml(id)}</code>`, table: null }
  const isCell = id.includes('.')
  return {
    name: escapeHtml(label.words),
    table: isCell ? escapeHtml(captionOf(label.table, figures, texts) ?? '') : null,
  }
}

/** The title under which a figure is listed. */
export const groupOf = ({ table }: Called, texts: Texts): string => table ?? said('in_text', texts)

export function captionOf(table: string | null, figures: Figures, texts: Texts): string | null {
  return table === null ? null : plainText(`tables.${table}.caption`, texts, figures)
}

/** Names of rows, the first ones only where there are many. */
export function rowNames(table: string, rows: readonly string[], figures: Figures, texts: Texts): string {
  const found = figures.tables.get(table)
  const names = rows.map((row) => {
    if (row === 'total') return plainText('words.total', texts, figures)
    return found ? rowName(found, row, figures.edition, texts) : row
  })
  const shown = names.slice(0, MOST_ROWS)
  return names.length > shown.length
    ? say('and_more', texts, { list: shown.join(', '), count: names.length - shown.length })
    : formatList(shown, texts.language)
}

const MOST_ROWS = 8
