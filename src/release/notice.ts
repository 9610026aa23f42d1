/** The notice of an amendment in one language: what changed from what to what, what follows, what does not change, and why. */
import { Big } from 'big.js'
import { round } from '../figures/arithmetic.ts'
import type { Figure, Figures, Table } from '../figures/figure.ts'
import { formatList } from '../format/list.ts'
import { formatDay } from '../format/moment.ts'
import { formatFigure, formatNumber } from '../format/number.ts'
import type { Texts } from '../format/texts.ts'
import { plain, plainText, word } from '../format/wording.ts'
import type { Notice } from '../html/imprint.ts'
import type { Change } from './difference.ts'
import { labelOf } from './labels.ts'
import type { Amendment } from './standing.ts'

/** What a notice is worded with. */
export interface Speaking {
  readonly figures: Figures
  readonly texts: Texts
  /** IANA zone of its date. */
  readonly zone: string
}

/** Numbers of one table that are told one by one; of more, only how many they are. */
const MOST_TOLD = 4

const say = (key: string, values: Readonly<Record<string, string>>, { texts }: Speaking): string =>
  plain(word(`notice.${key}`, values, texts) ?? [])

/** `12 maart 2021`, or words for a day that is not known yet. */
export function dayOf(issued: string | null, { zone, texts }: Pick<Speaking, 'zone' | 'texts'>): string {
  if (issued === null) return `[${plainText('imprint.undated', texts)}]`
  return formatDay(Temporal.Instant.from(issued), zone, texts.language)
}

/** The whole notice; `brief` leaves out what follows from the numbers that were put in, for those that newer ones come after. */
export function noticeIn(amendment: Amendment, on: Speaking, { brief = false } = {}): Notice {
  const { number, kind, issued, changes } = amendment
  const values = { date: dayOf(issued, on), version: formatNumber(new Big(number), 0, on.texts.language) }
  const printed = changes.filter((one) => one.printed)
  const reason = amendment.reason?.[on.texts.language.code]
  const consequences =
    brief || printed.length === 0 ? [] : [follows(printed, on), unchanged(printed, on), marked(printed, on)]
  const sentences = [
    ...(reason ? [reason] : []),
    ...tables(printed, on),
    ...(printed.length === 0 ? [say('unprinted', {}, on)] : []),
    ...consequences,
  ]
  return { heading: say(kind, values, on), sentences: sentences.filter((one) => one !== '') }
}

/** The numbers that were put in, table by table; of a table that has none, the numbers that are not there any more. */
function tables(changes: readonly Change[], on: Speaking): readonly string[] {
  return [...on.figures.tables.values()].flatMap((table) => {
    const own = changes.filter(({ figure, input, withheld, new: now }) => {
      return figure.startsWith(`${table.id}.`) && (input || withheld || now === null)
    })
    return own.length > 0 ? [say('table', { table: captionOf(table, on), list: listed(own, on) }, on)] : []
  })
}

function captionOf({ id }: Table, { texts, figures }: Speaking): string {
  return plainText(`tables.${id}.caption`, texts, figures)
}

function listed(changes: readonly Change[], on: Speaking): string {
  const told = changes.slice(0, MOST_TOLD).map((one) => {
    const what = labelOf(one.figure, on.figures, on.texts)?.words ?? one.figure
    return say(manner(one), { what, ...numbers(one, on) }, on)
  })
  const more = changes.length - told.length
  return [...told, ...(more > 0 ? [`+ ${formatNumber(new Big(more), 0, on.texts.language)}`] : [])].join('; ')
}

function manner(change: Change): 'withheld' | 'filled' | 'emptied' | 'changed' {
  if (change.withheld) return 'withheld'
  if (change.old === null) return 'filled'
  return change.new === null ? 'emptied' : 'changed'
}

function numbers(change: Change, { texts }: Speaking): Readonly<Record<string, string>> {
  const print = (value: string | null) => (value === null ? '' : formatFigure(figureOf(value, change), texts.language))
  return { old: print(change.old), new: print(change.new) }
}

/** A number as the figure that it is, or was, would be printed. */
function figureOf(value: string, { figure: id, unit, decimals, signed }: Change): Figure {
  const exact = new Big(value)
  const nothing = { status: [], notes: [], from: [], at: [], suppressed: false, formula: '' }
  return { ...nothing, id, unit, decimals, signed, value: exact, rounded: round(exact, decimals) }
}

/** Key figures, as the strip of key figures words them: `1.849 people returned in 2020 (before 1.847)`. */
function follows(changes: readonly Change[], on: Speaking): string {
  const keys = changes.flatMap((one) => {
    const label = one.figure.includes('.') ? null : labelOf(one.figure, on.figures, on.texts)
    return label && manner(one) === 'changed' ? [say('key', { what: label.words, ...numbers(one, on) }, on)] : []
  })
  return keys.length === 0 ? '' : say('follows', { list: keys.join('; ') }, on)
}

/** Whole tables in which nothing has changed. */
function unchanged(changes: readonly Change[], on: Speaking): string {
  const touched = new Set(changes.map(({ figure }) => figure.split('.')[0]))
  const others = [...on.figures.tables.values()].filter(({ id, publish }) => publish && !touched.has(id))
  const names = others.map((table) => say('quoted', { table: captionOf(table, on) }, on))
  return names.length === 0 ? '' : say('unchanged', { list: formatList(names, on.texts.language) }, on)
}

function marked(changes: readonly Change[], on: Speaking): string {
  const cells = changes.filter(({ figure, new: now }) => figure.includes('.') && now !== null)
  return cells.length === 0 ? '' : say('marked', { count: String(cells.length) }, on)
}
