/** Unusual moves: the numbers of an edition that are far from those of the period before. */
import { Big } from 'big.js'
import type { ColumnSpec, FiguresSpec, TableSpec } from '../../figures/definition.ts'
import type { Figure, Figures, Row, Table } from '../../figures/figure.ts'
import { shiftPeriod } from '../../figures/period.ts'

/** A number and the one that it is compared with. */
export interface Move {
  readonly now: Figure
  readonly old: Figure
  readonly absolute: Big
  /** Of the old number; null when that is zero. */
  readonly percent: Big | null
  /** How many standard deviations its change is from the earlier changes of its series; null without enough of them. */
  readonly deviation: Big | null
}

export interface Moves {
  /** Pairs of numbers that were looked at. */
  readonly looked: number
  /** The greatest in percent first. */
  readonly large: readonly Move[]
  /** Of numbers too small for a percentage to say anything: the greatest in absolute size first. */
  readonly small: readonly Move[]
}

/** What makes a move unusual. */
export const UNUSUAL = {
  /** Percent. */
  percent: 25,
  /** Numbers below this are small. */
  base: 30,
  /** By which a small number must move. */
  absolute: 10,
  deviations: 2,
  /** Earlier changes that a deviation needs. */
  points: 6,
} as const

/** The unusual moves of an edition's published tables; numbers that are missing or withheld are in none. */
export function unusualMoves(figures: Figures, { tables }: Pick<FiguresSpec, 'tables'>): Moves {
  const published = [...figures.tables.values()].filter((table) => table.publish)
  const moves = published.flatMap((table) => {
    const spec = tables[table.id]
    return spec ? pairsIn(table, spec, figures.edition).flatMap(moveOf) : []
  })
  const isSmall = ({ old }: Move) => numberOf(old).abs().lt(UNUSUAL.base)
  return {
    looked: moves.length,
    large: moves.filter((one) => !isSmall(one) && isLarge(one)).toSorted(byPercent),
    small: moves.filter((one) => isSmall(one) && one.absolute.abs().gte(UNUSUAL.absolute)).toSorted(byAbsolute),
  }
}

interface Pair {
  readonly now: Figure
  readonly old: Figure
  /** Values of the series up to the old number, oldest first. */
  readonly history: readonly Big[]
}

const NOTHING = new Big(0)
const numberOf = ({ value }: Figure): Big => value ?? NOTHING

const isLarge = ({ percent, deviation }: Move): boolean =>
  (percent?.abs().gte(UNUSUAL.percent) ?? false) || (deviation?.abs().gte(UNUSUAL.deviations) ?? false)

const byAbsolute = (one: Move, other: Move): number => other.absolute.abs().cmp(one.absolute.abs())

function byPercent(one: Move, other: Move): number {
  const [a, b] = [one.percent ?? NOTHING, other.percent ?? NOTHING]
  return b.abs().cmp(a.abs()) || byAbsolute(one, other)
}

function moveOf({ now, old, history }: Pair): readonly Move[] {
  // A percentage of a percentage misleads.
  if (!now.value || !old.value || now.unit === 'percent') return []
  const absolute = now.value.minus(old.value)
  const percent = old.value.eq(0) ? null : absolute.div(old.value.abs()).times(100)
  return [{ now, old, absolute, percent, deviation: deviationOf(absolute, history) }]
}

function deviationOf(change: Big, history: readonly Big[]): Big | null {
  const changes = history.slice(1).map((value, index) => value.minus(history[index] ?? value))
  if (changes.length < UNUSUAL.points) return null
  const mean = total(changes).div(changes.length)
  const variance = total(changes.map((one) => one.minus(mean).pow(2))).div(changes.length - 1)
  return variance.eq(0) ? null : change.minus(mean).div(variance.sqrt())
}

const total = (values: readonly Big[]): Big => values.reduce((sum, one) => sum.plus(one), NOTHING)

/** Columns that stand beside their own past; else the rows of a series and the rows before them. */
function pairsIn(table: Table, spec: TableSpec, edition: string): readonly Pair[] {
  const beside = table.columns.flatMap(({ id }) => {
    const partner = partnerOf(id, spec)
    const shown = partner && shownAs(partner, table)
    return shown ? [{ old: id, now: shown }] : []
  })
  if (beside.length > 0) return beside.flatMap(({ old, now }) => table.rows.flatMap((row) => pairIn(row, now, old)))
  return seriesIn(table).flatMap((column) => seriesPairs(table, column, edition))
}

function pairIn(row: Row, nowId: string, oldId: string): readonly Pair[] {
  const [now, old] = [row.figures[nowId], row.figures[oldId]]
  return now && old ? [{ now, old, history: [] }] : []
}

/** The column of which one is the past: the one that it is compared with, else the one with the same codes. */
function partnerOf(id: string, { columns }: TableSpec): string | null {
  const past = columns[id]
  if (!past || !isObserved(past) || !isPast(past)) return null
  const all = Object.entries(columns)
  const compared = all.flatMap(([, one]) => ('change' in one && one.change[1] === id ? [one.change[0]] : []))
  const same = all.flatMap(([name, one]) =>
    isObserved(one) && !isPast(one) && codesOf(one) === codesOf(past) ? [name] : [],
  )
  return compared[0] ?? same[0] ?? null
}

type Observed = Extract<ColumnSpec, { where?: unknown }>

const isObserved = (one: ColumnSpec): one is Observed => {
  return !('sum' in one || 'share' in one || 'change' in one || 'rank' in one)
}

const isPast = ({ shift, where = {} }: Observed) => shift !== undefined || Object.values(where).includes('previous')

/** As they would be for the edition. */
function codesOf({ where = {} }: Observed): string {
  const codes = Object.entries(where).map(([name, code]) => [name, code === 'previous' ? 'edition' : code])
  return JSON.stringify(codes.sort())
}

/** A column that is not printed, by one that prints the same numbers. */
function shownAs(id: string, { columns, rows }: Table): string | null {
  const shown = columns.filter(({ publish }) => publish).map((one) => one.id)
  if (shown.includes(id)) return id
  const equal = (other: string) =>
    rows.every(({ role, figures }) => role === 'total' || sameValue(figures[id], figures[other]))
  return shown.find(equal) ?? null
}

const sameValue = (one?: Figure, other?: Figure): boolean =>
  one?.value && other?.value ? one.value.eq(other.value) : one?.value === other?.value

const isPeriod = ({ dimensionKind }: Table): boolean => dimensionKind === 'year' || dimensionKind === 'month'

/** Shares and ranks move because other numbers do. */
function seriesIn(table: Table): readonly string[] {
  if (!isPeriod(table)) return []
  const counted = table.columns.filter(({ publish, kind }) => publish && (kind === 'value' || kind === 'sum'))
  return counted.map(({ id }) => id)
}

/** The rows of the edition, each with those before it: a year apart where there are any, else a month. */
function seriesPairs({ rows }: Table, column: string, edition: string): readonly Pair[] {
  const byPeriod = new Map(rows.filter(({ role }) => role === 'body').map((row) => [row.id, row.figures[column]]))
  const own = [...byPeriod.keys()].filter((id) => id === edition || id.startsWith(`${edition}-`))
  return own.flatMap((id) => {
    const step = ['-1 year', '-1 month'].find((one) => byPeriod.has(shiftPeriod(id, one) ?? ''))
    const before = step ? figuresBefore(id, step, byPeriod) : []
    const [now, old] = [byPeriod.get(id), before.at(-1)]
    return now && old ? [{ now, old, history: before.flatMap(({ value }) => value ?? []) }] : []
  })
}

/** Oldest first; a series that has a gap begins after it. */
function figuresBefore(id: string, step: string, byPeriod: ReadonlyMap<string, Figure | undefined>): readonly Figure[] {
  const before: Figure[] = []
  for (let at = shiftPeriod(id, step); at !== null; at = shiftPeriod(at, step)) {
    const figure = byPeriod.get(at)
    if (!figure || (before.length > 0 && figure.value === null)) break
    before.unshift(figure)
  }
  return before
}
