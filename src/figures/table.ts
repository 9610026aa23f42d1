/** A declared table becomes rows and columns of figures. */
import type { Big } from 'big.js'
import type { Dataset } from '../data/dataset.ts'
import { problem, suggest } from '../problem.ts'
import { readIn, tableIn } from './area.ts'
import { largestRemainder, sum } from './arithmetic.ts'
import {
  deriveCell,
  figureAt,
  keyOf,
  kindOf,
  type Making,
  needs,
  observed,
  rowCodes,
  TOTAL_ROW,
  type ValueSpec,
} from './cell.ts'
import type { ColumnSpec, TableSpec } from './definition.ts'
import type { Column, Figure, Row, Table } from './figure.ts'
import { highestFirst, isPeriod, lookup, type Measuring, planRows } from './select.ts'

type Where = Readonly<Record<string, string>>

/** Builds a table, or tells why it cannot be built and returns null. */
export function makeTable(id: string, declared: TableSpec, on: Measuring): Table | null {
  const dataset = on.data.datasets.get(declared.from)
  if (!dataset) {
    const hint = suggest(declared.from, on.data.datasets.keys())
    on.tell(problem('unknown-dataset', { dataset: declared.from, hint }, on.place(['tables', id, 'from'])))
    return null
  }
  const spec = tableIn(on.area, declared, dataset)
  const plan = planRows(id, spec, readIn(on.area, spec, dataset), on)
  const order = plan && columnOrder(id, spec, on)
  if (!plan || !order || !dimensionsKnown(id, spec, dataset, on)) return null
  const making: Making = { id, spec, plan, source: lookup(dataset), columns: new Map(), on }
  for (const column of order) fillColumn(column, making)
  return finish(making)
}

/** Column ids so that each comes after those it needs; null after telling an unknown name or a circle. */
function columnOrder(id: string, spec: TableSpec, on: Measuring): readonly string[] | null {
  const names = Object.keys(spec.columns)
  const done: string[] = []
  for (const name of names) {
    for (const need of needs(spec.columns[name] as ColumnSpec).filter((one) => !names.includes(one))) {
      const place = on.place(['tables', id, 'columns', name])
      on.tell(problem('unknown-column', { column: need, table: id, hint: suggest(need, names) }, place))
      return null
    }
  }
  while (done.length < names.length) {
    const ready = names.filter(
      (one) => !done.includes(one) && needs(spec.columns[one] as ColumnSpec).every((n) => done.includes(n)),
    )
    if (ready.length === 0) {
      const circle = names.filter((one) => !done.includes(one))
      on.tell(
        problem(
          'circular-columns',
          { table: id, columns: circle },
          on.place(['tables', id, 'columns', circle[0] ?? '']),
        ),
      )
      return null
    }
    done.push(...ready)
  }
  return done
}

/** Every dimension must be a row, or fixed by `where`; otherwise a cell would mean several observations. */
function dimensionsKnown(id: string, spec: TableSpec, dataset: Dataset, on: Measuring): boolean {
  const names = dataset.dimensions.map((one) => one.name)
  let known = true
  const tell = (...args: Parameters<typeof problem>) => {
    on.tell(problem(...args))
    known = false
  }
  for (const [column, one] of Object.entries(spec.columns)) {
    if (kindOf(one) !== 'value') continue
    const where = { ...spec.where, ...(one as ValueSpec).where }
    for (const name of Object.keys(where).filter((key) => !names.includes(key)))
      tell(
        'unknown-dimension',
        { dimension: name, dataset: dataset.name, hint: suggest(name, names) },
        on.place(['tables', id]),
      )
    if ((one as ValueSpec).shift !== undefined && !dataset.dimensions.some(isPeriod))
      tell(
        'shift-without-period',
        { table: id, column, dataset: dataset.name },
        on.place(['tables', id, 'columns', column]),
      )
    const open = names.filter((name) => !(name in where) && !(name in spec.rows))
    if (open.length > 0)
      tell('open-dimension', { table: id, column, dimensions: open }, on.place(['tables', id, 'columns', column]))
  }
  return known
}

function fillColumn(name: string, making: Making): void {
  const spec = making.spec.columns[name] as ColumnSpec
  const figures =
    kindOf(spec) === 'value' ? valueColumn(name, spec as ValueSpec, making) : derivedColumn(name, spec, making)
  making.columns.set(name, figures)
}

function valueColumn(name: string, spec: ValueSpec, making: Making): Map<string, Figure> {
  const row = making.plan.dimension.name
  const missing: string[] = []
  const figures = new Map<string, Figure>()
  for (const code of rowCodes(making)) {
    const key = keyOf(code, spec, making)
    const found = making.source.find(key)
    if (!found && code !== making.plan.rest) missing.push(key[row] ?? code)
    figures.set(code, observed(name, code, spec, making, found))
  }
  const { [row]: _, ...where } = keyOf('', spec, making)
  if (missing.length > 0) tellMissing(name, where, missing, making)
  return figures
}

function tellMissing(column: string, where: Where, missing: readonly string[], making: Making): void {
  const { dataset } = making.source
  const facts = { file: dataset.file, table: making.id, column, dimension: making.plan.dimension.name, where, missing }
  making.on.tell(problem('observation-missing', facts, making.on.place(['tables', making.id, 'columns', column])))
}

function derivedColumn(name: string, spec: ColumnSpec, making: Making): Map<string, Figure> {
  const codes = rowCodes(making)
  const figures = new Map(codes.map((code) => [code, deriveCell(name, code, spec, making)]))
  if (!('share' in spec) || spec.rounding === 'plain') return figures
  const moved = largestRemainder([...figures.values()], (figure) => figure.at[0]?.code ?? '')
  return new Map(codes.map((code, index) => [code, moved[index] as Figure]))
}

function finish(making: Making): Table {
  const { id, spec, plan } = making
  const body = rankedCodes(making).map((code) => row(code, code === plan.rest ? 'rest' : 'body', making))
  const rows = spec.total ? [...body, row(TOTAL_ROW, 'total', making)] : body
  const columns = Object.keys(spec.columns).map((name) => column(name, rows, making))
  return {
    id,
    dimension: plan.dimension.name,
    dimensionKind: plan.dimension.kind,
    ...(plan.dimension.codelist !== undefined && { codelist: plan.dimension.codelist }),
    columns,
    rows,
    publish: spec.publish,
    roundingGap: columns.filter((one) => one.kind === 'share' && gapOf(one.id, rows)).map((one) => one.id),
  }
}

/** The printed order of the body rows. With `top n`, rows beyond n are added to the residual. */
function rankedCodes(making: Making): readonly string[] {
  const { plan, spec } = making
  if (!plan.top) return rowCodes(making)
  // The totals are made before rows are merged into the residual, or those rows would count twice.
  for (const name of making.columns.keys()) figureAt(name, TOTAL_ROW, making)
  const by = plan.top.by ?? Object.keys(spec.columns)[0] ?? ''
  const ranked = highestFirst(
    plan.codes,
    (code) => figureAt(by, code, making).value,
    (code) => code,
  )
  const shown = ranked.slice(0, plan.top.count)
  const beyond = ranked.slice(plan.top.count)
  if (plan.rest === undefined) return shown
  if (beyond.length > 0) mergeRest(plan.rest, beyond, making)
  const rest = Object.keys(spec.columns).some((name) => figureAt(name, plan.rest as string, making).from.length > 0)
  return rest ? [...shown, plan.rest] : shown
}

/** Adds the rows beyond the top to the residual, first in the columns of values, then in those made from them. */
function mergeRest(rest: string, beyond: readonly string[], making: Making): void {
  for (const [name, figures] of making.columns) {
    const spec = making.spec.columns[name] as ColumnSpec
    if (kindOf(spec) !== 'value') {
      figures.set(rest, deriveCell(name, rest, spec, making))
      continue
    }
    const parts = [rest, ...beyond].map((code) => figureAt(name, code, making)).filter((one) => one.from.length > 0)
    const own = figureAt(name, rest, making)
    figures.set(rest, sum({ ...own, formula: `sum of the ${beyond.length} rows beyond the top, and ${rest}` }, parts))
  }
}

function row(code: string, role: Row['role'], making: Making): Row {
  const names = Object.keys(making.spec.columns)
  return { id: code, role, figures: Object.fromEntries(names.map((name) => [name, figureAt(name, code, making)])) }
}

/** A note that every figure of a column carries is printed once, in the header. */
function column(name: string, rows: readonly Row[], making: Making): Column {
  const spec = making.spec.columns[name] as ColumnSpec
  const figures = rows.map((one) => one.figures[name] as Figure)
  const [first, ...others] = figures
  const notes = (first?.notes ?? []).filter((note) => others.every((one) => one.notes.includes(note)))
  return {
    id: name,
    unit: first?.unit ?? '',
    decimals: spec.decimals ?? 0,
    publish: spec.publish,
    notes: figures.length > 1 ? notes : [],
    kind: kindOf(spec),
  }
}

function gapOf(name: string, rows: readonly Row[]): boolean {
  const total = rows.find((one) => one.role === 'total')?.figures[name]?.rounded
  const parts = rows.filter((one) => one.role !== 'total').map((one) => one.figures[name]?.rounded)
  if (parts.length === 0 || parts.some((part) => !part)) return false
  const printed = parts.reduce<Big | null>((all, part) => (all && part ? all.plus(part) : (part ?? null)), null)
  return printed !== null && !printed.eq(total ?? 100)
}
