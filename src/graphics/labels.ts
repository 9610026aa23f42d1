/** Names of rows as graphics print them: in one language, or in both where they differ. */
import type { Row, Table } from '../figures/figure.ts'
import { nameOf } from '../format/names.ts'
import { capitaliseFirst, formatPeriod } from '../format/period.ts'
import type { Texts } from '../format/texts.ts'
import type { Fonts } from './fonts.ts'

/** How labels are made: `short` where there is a short form; two languages on lines of their own, or as `a / b`. */
export interface LabelStyle {
  readonly form: 'name' | 'short'
  readonly join: 'lines' | 'slash'
}

/** Name of a row in running text: `april` (without its year where the edition is a year), `Brazilië`. */
export function rowName(table: Table, row: string, edition: string, texts: Texts): string {
  if (table.dimensionKind === 'month' && !edition.includes('-'))
    return formatPeriod(row, 'month', texts.language, 'month')
  return nameOf(table, row, texts)
}

/** Label of a row in every language of the graphic, wrapped; lines are separated by a line feed. */
export function rowLabel(
  table: Table,
  row: Row,
  edition: string,
  texts: readonly Texts[],
  style: LabelStyle,
  wrap: (text: string) => readonly string[],
): string {
  const names = texts.map((one) => labelIn(table, row.id, edition, one, style.form))
  return joined(names, style.join).flatMap(wrap).join('\n')
}

function labelIn(table: Table, row: string, edition: string, texts: Texts, form: LabelStyle['form']): string {
  const month = table.dimensionKind === 'month' && !edition.includes('-')
  if (form === 'short' && month) return formatPeriod(row, 'month', texts.language, 'month-short')
  if (form === 'short' && table.dimensionKind === 'month') return formatPeriod(row, 'month', texts.language, 'short')
  const name = form === 'short' ? nameOf(table, row, texts, 'short') : rowName(table, row, edition, texts)
  return capitaliseFirst(name, texts.language)
}

/** Words of one or two languages as lines: equal words stand once. */
export function joined(words: readonly string[], join: LabelStyle['join']): readonly string[] {
  const different = [...new Set(words.filter((one) => one !== ''))]
  return join === 'lines' ? different : [different.join(' / ')]
}

/** Breaks a text between words into lines of at most `width` px; a single longer word stays whole. */
export function wrapText(text: string, width: number, size: number, fonts: Fonts): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/(?<=[ \u00AD-]|\/)(?=\S)/u)) {
    const last = lines.at(-1)
    const longer = (last ?? '') + word
    if (last !== undefined && fonts.width(longer.trimEnd(), size, 400) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map((line) => line.trim())
}
