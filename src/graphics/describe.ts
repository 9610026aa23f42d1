/** The text alternative of a graphic, made from its figures: what it shows, extremes, change, where the numbers are. */
import type { Figure, Figures, Row, Table } from '../figures/figure.ts'
import { formatList } from '../format/list.ts'
import { formatFigure } from '../format/number.ts'
import type { Texts } from '../format/texts.ts'
import { messageValues, type Values } from '../format/values.ts'
import { plain, plainText, word } from '../format/wording.ts'
import { type Spec, walk } from './chart.ts'
import { rowName } from './labels.ts'
import { drawnColumns } from './rows.ts'

export type Kind = 'bar' | 'line' | 'arc'

/** What kind of chart a spec draws: by its first mark that stands for data. */
export function kindOf(spec: Spec): Kind {
  let kind: Kind | undefined
  walk(spec, (key, value) => {
    const type =
      key === 'mark' ? (typeof value === 'string' ? value : (value as { type?: string } | null)?.type) : undefined
    if (type === 'line' || type === 'area' || type === 'trail') kind ??= 'line'
    else if (type === 'arc') kind ??= 'arc'
    else if (type === 'bar') kind ??= 'bar'
  })
  return kind ?? 'bar'
}

/** The column that a spec draws first; the table's first one when it draws none by name. */
export function mainColumn(spec: Spec, table: Table): string {
  const columns = drawnColumns(table).map((column) => column.id)
  let main: string | undefined
  walk(spec, (key, value, path) => {
    const places = path.some((step) => ['x', 'y', 'theta', 'x2', 'y2'].includes(String(step)))
    if (key === 'field' && places) main ??= columns.find((id) => value === id || value === `${id}_at`)
  })
  return main ?? columns[0] ?? ''
}

interface Told {
  readonly row: Row
  readonly figure: Figure
}

export interface Description {
  readonly id: string
  readonly kind: Kind
  readonly table: Table
  readonly column: string
  readonly figures: Figures
}

/**
 * Words a graphic in one language. A residual is told last and never ranked; ties are told together; rows without a number
 * are named before the extremes, which hold for the others only.
 */
export function describe(on: Description, texts: Texts): string {
  const { table, figures, column } = on
  const all = table.rows.flatMap((row) => known(row, column)).filter(({ row }) => row.role !== 'total')
  const ranked = all.filter(({ row }) => row.role === 'body')
  const say = (key: string, values: Values) =>
    plain(word(`alternative.${key}`, { ...messageValues(figures, texts), ...values }, texts) ?? [])
  const title = plainText(`graphics.${on.id}.title`, texts, figures)
  const caption = plainText(`tables.${table.id}.caption`, texts, figures)
  const facts =
    all.length === 0
      ? [say('none', {})]
      : [...absent(on, texts, say), ...extremes(ranked, on, texts, say), ...course(ranked, all, on, texts, say)]
  return [say(`kind.${on.kind}`, { title }), ...facts, say('table', { table: caption })]
    .filter((one) => one !== '')
    .join(' ')
}

type Say = (key: string, values: Values) => string

function known(row: Row, column: string): readonly Told[] {
  const figure = row.figures[column]
  return figure?.rounded && !figure.suppressed ? [{ row, figure }] : []
}

const name = ({ row }: Pick<Told, 'row'>, { table, figures }: Description, texts: Texts) =>
  rowName(table, row.id, figures.edition, texts)

function names(told: readonly Pick<Told, 'row'>[], on: Description, texts: Texts): string {
  return formatList(
    told.map((one) => name(one, on, texts)),
    texts.language,
  )
}

function absent(on: Description, texts: Texts, say: Say): readonly string[] {
  const without = on.table.rows.filter((row) => row.role === 'body' && known(row, on.column).length === 0)
  const rows = without.map((row) => ({ row }))
  return rows.length === 0 ? [] : [say('absent', { labels: names(rows, on, texts) })]
}

function extremes(ranked: readonly Told[], on: Description, texts: Texts, say: Say): readonly string[] {
  const [first, ...others] = ranked
  if (!first) return []
  const highest = others.reduce((best, one) => (compare(one, best) > 0 ? one : best), first)
  const lowest = others.reduce((best, one) => (compare(one, best) < 0 ? one : best), first)
  const at = (extreme: Told) => ({
    labels: names(
      ranked.filter((one) => compare(one, extreme) === 0),
      on,
      texts,
    ),
    value: extreme.figure,
  })
  if (compare(highest, lowest) === 0) return [say('only', at(highest))]
  return [say('highest', at(highest)), say('lowest', at(lowest))]
}

/** Compares what is printed, so that two figures that look equal are told as equal; `<1 %` is more than `0 %`. */
function compare({ figure: a }: Told, { figure: b }: Told): number {
  const rounded = a.rounded?.cmp(b.rounded ?? 0) ?? 0
  return rounded === 0 && a.rounded?.eq(0) ? sign(a) - sign(b) : rounded
}

const sign = ({ value }: Figure): number => value?.cmp(0) ?? 0

/** The change of a series over time, or the parts of a whole. */
function course(
  ranked: readonly Told[],
  all: readonly Told[],
  on: Description,
  texts: Texts,
  say: Say,
): readonly string[] {
  const time = on.table.dimensionKind === 'year' || on.table.dimensionKind === 'month'
  const [first, last] = [ranked[0], ranked.at(-1)]
  if (time && first && last && ranked.some((one) => compare(one, first) !== 0)) {
    const ends = { first_label: name(first, on, texts), last_label: name(last, on, texts) }
    return [say('first_last', { ...ends, first: first.figure, last: last.figure })]
  }
  const share = on.table.columns.find((column) => column.id === on.column)?.kind === 'share'
  return share ? [say('parts', { parts: parts(all, on, texts) })] : []
}

function parts(all: readonly Told[], on: Description, texts: Texts): string {
  const each = all.map((one) => `${name(one, on, texts)} ${formatFigure(one.figure, texts.language)}`)
  return formatList(each, texts.language)
}
