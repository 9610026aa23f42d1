/** One cell of a table: observed, or derived from other cells; and the total of a column. */
import type { Big } from 'big.js'
import { type Observation, TOTAL } from '../data/dataset.ts'
import { problem } from '../problem.ts'
import { byPrecedence, change, changeUnit, derive, round, share, sum } from './arithmetic.ts'
import type { ColumnSpec, TableSpec } from './definition.ts'
import type { Column, Figure, Position } from './figure.ts'
import { shiftPeriod } from './period.ts'
import { isPeriod, type Lookup, type Measuring, type RowPlan, resolveWhere } from './select.ts'

export type Cells = Map<string, Map<string, Figure>>
export type ValueSpec = Extract<ColumnSpec, { where?: unknown }>

/** One table in the making: `columns` fills column by column, each a map from row code to figure. */
export interface Making {
  readonly id: string
  readonly spec: TableSpec
  readonly plan: RowPlan
  readonly source: Lookup
  readonly columns: Cells
  readonly on: Measuring
}

export const TOTAL_ROW = 'total'

/** The kind of column that a declaration makes. */
export function kindOf(spec: ColumnSpec): Column['kind'] {
  if ('sum' in spec) return 'sum'
  if ('share' in spec) return 'share'
  if ('change' in spec) return 'change'
  return 'rank' in spec ? 'rank' : 'value'
}

/** Columns that a column is made from. */
export function needs(spec: ColumnSpec): readonly string[] {
  if ('sum' in spec) return spec.sum
  if ('share' in spec) return [spec.share]
  if ('change' in spec) return spec.change
  return 'rank' in spec ? [spec.rank] : []
}

/** Codes of the body rows, the residual last. */
export function rowCodes({ plan }: Making): readonly string[] {
  return plan.rest === undefined ? plan.codes : [...plan.codes, plan.rest]
}

function positionOf(code: string, { plan }: Making): Position {
  const { name, kind, codelist } = plan.dimension
  return { dimension: name, dimensionKind: kind, ...(codelist !== undefined && { codelist }), code }
}

/** The figure of an observation; without one, a figure that is missing. */
export function observed(column: string, code: string, spec: ValueSpec, making: Making, found?: Observation): Figure {
  const value = found?.value ?? null
  const decimals = spec.decimals ?? 0
  return {
    id: `${making.id}.${code}.${column}`,
    value,
    rounded: value && round(value, decimals),
    unit: making.source.dataset.unit,
    decimals,
    status: found ? byPrecedence(found.status) : ['M'],
    suppressed: found?.suppressed ?? false,
    notes: found?.notes ?? [],
    signed: false,
    formula: `value of ${making.source.dataset.name}`,
    from: found ? [found.place] : [],
    at: [positionOf(code, making)],
  }
}

/** The figure of a derived column in row `code`; the total row is derived from totals in the same way. */
export function deriveCell(name: string, code: string, spec: ColumnSpec, making: Making): Figure {
  const cell = (column: string): Figure => figureAt(column, code, making)
  const made = {
    id: `${making.id}.${code}.${name}`,
    decimals: spec.decimals ?? 0,
    at: code === TOTAL_ROW ? [] : [positionOf(code, making)],
  }
  const ref = (column: string) => `${making.id}.${code}.${column}`
  if ('sum' in spec) {
    const parts = spec.sum.map(cell)
    return sum({ ...made, unit: parts[0]?.unit ?? '', formula: `sum of ${spec.sum.map(ref).join(', ')}` }, parts)
  }
  if ('share' in spec) {
    const formula = `share of ${ref(spec.share)} in ${making.id}.${TOTAL_ROW}.${spec.share}`
    return share({ ...made, unit: 'percent', formula }, cell(spec.share), figureAt(spec.share, TOTAL_ROW, making))
  }
  if ('change' in spec) {
    const [now, old] = spec.change
    const formula = `change (${spec.as}) from ${ref(old)} to ${ref(now)}`
    return change({ ...made, unit: changeUnit(spec.as, cell(now).unit), formula }, cell(now), cell(old), spec.as)
  }
  return rankCell(made, (spec as Extract<ColumnSpec, { rank: string }>).rank, code, making)
}

function rankCell(made: Pick<Figure, 'id' | 'decimals' | 'at'>, column: string, code: string, making: Making): Figure {
  const own = figureAt(column, code, making)
  const ranked = code !== TOTAL_ROW && code !== making.plan.rest
  const rivals = making.plan.codes.map((other) => figureAt(column, other, making).value)
  const formula = `rank of ${making.id}.${code}.${column}`
  return derive({ ...made, unit: 'rank', formula }, [own], ([value]) => {
    if (!ranked || !value) return null
    return round(value.times(0).plus(1 + rivals.filter((rival) => rival?.gt(value)).length), 0)
  })
}

/** A cell already made, or the total of a column, made when first asked for. */
export function figureAt(column: string, code: string, making: Making): Figure {
  const known = making.columns.get(column)?.get(code)
  if (known) return known
  const spec = making.spec.columns[column] as ColumnSpec
  const figure =
    kindOf(spec) === 'value' ? columnTotal(column, spec as ValueSpec, making) : deriveCell(column, code, spec, making)
  making.columns.get(column)?.set(code, figure)
  return figure
}

/** The sum of a column, checked against the total that the dataset states; the stated one when a part is suppressed. */
function columnTotal(column: string, spec: ValueSpec, making: Making): Figure {
  const parts = rowCodes(making)
    .map((code) => figureAt(column, code, making))
    .filter((one) => one.from.length > 0 || one.at[0]?.code !== making.plan.rest)
  const made = {
    id: `${making.id}.${TOTAL_ROW}.${column}`,
    decimals: spec.decimals ?? 0,
    unit: making.source.dataset.unit,
  }
  const total = sum({ ...made, formula: `sum of ${making.id}.*.${column}` }, parts)
  const stated = statedTotal(spec, making)
  if (!stated?.value) return total
  if (total.suppressed)
    return {
      ...observed(column, TOTAL_ROW, spec, making, stated),
      formula: `stated total of ${making.source.dataset.name}`,
      at: [],
    }
  if (total.value && !total.value.eq(stated.value))
    tellUnequal(column, total, total.value, stated, stated.value, making)
  return { ...total, notes: [...new Set([...total.notes, ...stated.notes])] }
}

function statedTotal(spec: ValueSpec, making: Making): Observation | undefined {
  return making.source.find(keyOf(TOTAL, spec, making))
}

/** Key of the observation that stands in row `code`; a shift moves every period in it. */
export function keyOf(code: string, spec: ValueSpec, making: Making): Readonly<Record<string, string>> {
  const where = resolveWhere({ ...making.spec.where, ...spec.where }, making.on.edition)
  const key: Record<string, string> = { ...where, [making.plan.dimension.name]: code }
  if (spec.shift !== undefined)
    for (const { name } of making.source.dataset.dimensions.filter(isPeriod))
      key[name] = shiftPeriod(key[name] ?? '', spec.shift) ?? key[name] ?? ''
  return key
}

function tellUnequal(column: string, total: Figure, sumOf: Big, stated: Observation, value: Big, making: Making): void {
  const facts = {
    table: making.id,
    column,
    sum: sumOf.toFixed(),
    stated: value.toFixed(),
    difference: sumOf.minus(value).toFixed(),
    parts: total.from.length,
  }
  making.on.tell(problem('total-differs-from-stated', facts, stated.place, total.from.slice(0, 1)))
}
