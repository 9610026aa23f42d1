/** From a chart file to the spec that is drawn: words, colours, data and scales put in. */
import { Big } from 'big.js'
import type { Figures, Table } from '../figures/figure.ts'
import type { Language } from '../format/language.ts'
import { formatNumber } from '../format/number.ts'
import type { Texts } from '../format/texts.ts'
import { plainText } from '../format/wording.ts'
import { type ChartFile, type LabelSpec, longName, type Spec, walk } from './chart.ts'
import type { Fonts } from './fonts.ts'
import { joined, rowLabel, wrapText } from './labels.ts'
import { type Datum, longRows, type Wording, wideRows } from './rows.ts'
import { paint, type Theme, themeConfig } from './theme.ts'

export interface SpecContext {
  readonly figures: Figures
  readonly texts: readonly Texts[]
  readonly theme: Theme
  readonly fonts: Fonts
  readonly noteMark: (noteId: string) => string
}

/** The complete Vega-Lite spec of a graphic: it can be pasted into any Vega editor and draws the same. */
export function completeSpec(chart: ChartFile, table: Table, context: SpecContext): Spec {
  const { facing } = chart.usermeta
  const two = context.texts.length > 1
  const labels = { ...chart.usermeta.labels, ...(two && facing.labels) }
  const wording = wordingOf(table, labels, context)
  const rows = wideRows(table, wording)
  const { usermeta: _, ...given } = chart.spec
  const top = { ...given, ...(two && facing.spec), ...heightFor(rows, labels, context.theme) }
  const own = replaceWords(top, context) as Spec
  const used = dataNames(own)
  const datasets = {
    ...(used.has(table.id) && { [table.id]: rows }),
    ...(used.has(longName(table.id)) && { [longName(table.id)]: longRows(table, wording) }),
  }
  const scaled = withScales(own, { rows, line: lineHeight(context.theme) }) as Spec
  return { ...scaled, ...parameters(own, context), datasets, config: configOf(own, context) }
}

function wordingOf(table: Table, labels: LabelSpec, { figures, texts, theme, fonts, noteMark }: SpecContext): Wording {
  const { form = 'name', join = 'lines', width = Number.POSITIVE_INFINITY } = labels
  const wrap = (text: string) => wrapText(text, width, theme.text.size, fonts)
  return {
    figures,
    texts,
    noteMark,
    label: (row) => rowLabel(table, row, figures.edition, texts, { form, join }, wrap),
  }
}

/** Vega sets the lines of a text 2 px wider apart than its size. */
const lineHeight = (theme: Theme): number => theme.text.size + 2

/** Rows as high as their longest label; 6 px keep the lines of two rows apart. */
function heightFor(rows: readonly Datum[], { step }: LabelSpec, theme: Theme): { height?: number } {
  if (step === undefined) return {}
  const lines = Math.max(1, ...rows.map((row) => String(row['label']).split('\n').length))
  return { height: rows.length * Math.max(step, lines * lineHeight(theme) + 6) }
}

function configOf(spec: Spec, { texts, theme, fonts }: SpecContext): object {
  const [first] = texts
  const locale = first && { locale: { number: numberLocale(first.language) } }
  return merge({ ...themeConfig(theme, fonts.stack), ...locale }, spec['config'])
}

function dataNames(spec: Spec): ReadonlySet<string> {
  const names = new Set<string>()
  walk(spec, (key, value) => {
    if (key === 'data') names.add(String((value as { name?: unknown }).name))
  })
  return names
}

/** Every text `@key` becomes that message, and `@theme.name` that colour. */
function replaceWords(value: unknown, context: SpecContext): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceWords(one, context))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceWords(one, context)]))
  if (typeof value !== 'string' || !value.startsWith('@')) return value
  const key = value.slice(1)
  if (key.startsWith('theme.')) return paint(key.slice(6), context.theme)
  const words = context.texts.map((one) => plainText(key, one, context.figures))
  return joined(words, 'slash').join('')
}

/** The parameter `languages`, when a chart declares it, says for how many languages it has to make room. */
function parameters(spec: Spec, { texts }: SpecContext): object {
  const declared = spec['params'] as readonly { readonly name: string }[] | undefined
  const given = declared?.map((one) => (one.name === 'languages' ? { ...one, value: texts.length } : one))
  return given ? { params: given } : {}
}

/** Numbers on a value axis are printed by d3; it is given the characters that our formatter uses. */
function numberLocale(language: Language): object {
  const sample = [...formatNumber(new Big('1234567.5'), 1, language)]
  const digits = Array.from({ length: 10 }, (_, digit) => formatNumber(new Big(digit), 0, language))
  const signs = sample.filter((one) => !digits.includes(one))
  const minus = formatNumber(new Big(-1), 0, language).replace(digits[1] ?? '1', '')
  return { decimal: signs.at(-1), thousands: signs[0], grouping: [3], currency: ['', ''], numerals: digits, minus }
}

function merge(base: object, over: unknown): object {
  if (over === null || typeof over !== 'object') return base
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const below = result[key]
    const both = isGroup(below) && isGroup(value)
    result[key] = both ? merge(below, value) : value
  }
  return result
}

const isGroup = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

interface Drawn {
  readonly rows: readonly Datum[]
  /** Height of a line of a label, px. */
  readonly line: number
}

/** Gives each channel the scale that keeps rows apart, in order and complete, whatever the data are. */
function withScales(value: unknown, on: Drawn): unknown {
  if (Array.isArray(value)) return value.map((one) => withScales(one, on))
  if (!isGroup(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key === 'encoding' && isGroup(one)) return [key, mapValues(one, (channel, name) => scaled(name, channel, on))]
      return [key, key === 'data' || key === 'config' ? one : withScales(one, on)]
    }),
  )
}

function mapValues(group: object, change: (value: unknown, key: string) => unknown): object {
  return Object.fromEntries(Object.entries(group).map(([key, value]) => [key, change(value, key)]))
}

type Channel = Readonly<Record<string, unknown>>

function scaled(name: string, channel: unknown, on: Drawn): unknown {
  if (!isGroup(channel)) return channel
  const given = channel as Channel
  if (given['field'] === 'row') return byRow(name, given, on)
  return given['type'] === 'quantitative' && (name === 'x' || name === 'y') ? byValue(given, on.rows) : given
}

/**
 * A domain of all rows in their order: without it, Vega-Lite leaves out a row without a value, and sorts by alphabet.
 * The axis is labelled from a list by code, so that two rows of the same name stay two.
 */
function byRow(name: string, channel: Channel, { rows, line }: Drawn): Channel {
  const scale =
    channel['scale'] === null
      ? {}
      : { scale: { domain: rows.map((row) => row['row']), ...(channel['scale'] as object) } }
  const complete = { ...channel, sort: null, ...scale }
  if ((name !== 'x' && name !== 'y') || channel['axis'] === null) return complete
  const list = JSON.stringify(Object.fromEntries(rows.map((row) => [row['row'], row['label']])))
  const labelExpr = `split(${list}[datum.value], '\\n')`
  const axis = { title: null, labelExpr, ...(name === 'y' && centred(rows, line)), ...(channel['axis'] as object) }
  return { ...complete, axis }
}

/** Vega puts the first line of a label at the middle of its row; one of several lines is moved up by half the others. */
function centred(rows: readonly Datum[], line: number): object {
  const linesOf = (row: Datum) => String(row['label']).split('\n').length
  const counts = [...new Set(rows.map(linesOf))].filter((count) => count > 1)
  if (counts.length === 0) return {}
  const condition = counts.map((count) => {
    const codes = rows.filter((row) => linesOf(row) === count).map((row) => row['row'])
    return { test: `indexof(${JSON.stringify(codes)}, datum.value) >= 0`, value: (-line * (count - 1)) / 2 }
  })
  return { labelOffset: { condition, value: 0 } }
}

/** Keeps an axis sane when there is nothing but zeros (it would print 0.000000), and whole numbers in whole steps. */
function byValue(channel: Channel, rows: readonly Datum[]): Channel {
  const values = rows.map((row) => row[String(channel['field'])]).filter((one) => typeof one === 'number')
  const scale = channel['scale'] as Channel | null | undefined
  const flat = values.every((one) => one === 0) && scale !== null && !('domain' in (scale ?? {}))
  const whole = values.every(Number.isInteger) && channel['axis'] !== null
  return {
    ...channel,
    ...(flat && values.length > 0 && { scale: { ...scale, domain: [0, 1] } }),
    ...(whole && { axis: { tickMinStep: 1, title: null, ...(channel['axis'] as object) } }),
  }
}

/** What is drawn where a table has no number at all: the words that say so. */
export function emptySpec(message: string, spec: Spec, context: SpecContext): Spec {
  const { width } = spec as { width?: number }
  return {
    $schema: spec['$schema'],
    width: typeof width === 'number' ? width : 330,
    height: 40,
    padding: 0,
    autosize: 'none',
    data: { name: 'nothing' },
    datasets: { nothing: [{}] },
    mark: { type: 'text', text: message, align: 'left', x: 0, baseline: 'middle', y: 20 },
    config: themeConfig(context.theme, context.fonts.stack),
  }
}
