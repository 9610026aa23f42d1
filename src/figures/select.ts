/** Which rows a table has, and which observation stands in a cell. */
import type { Big } from 'big.js'
import { type DataPackage, type Dataset, type Dimension, type Observation, OTHER, TOTAL } from '../data/dataset.ts'
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import type { FiguresSpec, TableSpec } from './definition.ts'
import type { Position } from './figure.ts'
import { monthsOf, periodsBetween, shiftPeriod } from './period.ts'

/** What measuring needs to know; `place` finds a key of the definition in factsheet.yaml. */
export interface Measuring {
  readonly spec: FiguresSpec
  readonly data: DataPackage
  readonly edition: string
  /** Null when the factsheet has no areas; else `data` is the package as this area may see it (area.ts). */
  readonly area: Position | null
  readonly place: (path: readonly (string | number)[]) => Place
  readonly tell: Tell
}

/** One dataset, found by key. */
export interface Lookup {
  readonly dataset: Dataset
  find(key: Readonly<Record<string, string>>): Observation | undefined
}

const keyText = (dataset: Dataset, key: Readonly<Record<string, string>>) =>
  dataset.dimensions.map((dimension) => key[dimension.name] ?? '').join('\u0000')

/** Indexes a dataset by its key, so that a cell is found without a search. */
export function lookup(dataset: Dataset): Lookup {
  const index = new Map(dataset.observations.map((one) => [keyText(dataset, one.key), one]))
  return { dataset, find: (key) => index.get(keyText(dataset, key)) }
}

/** `edition` and `previous` become periods; every other code stays as it is. */
export function resolvePeriod(code: string, edition: string): string {
  if (code === 'edition') return edition
  return code === 'previous' ? (shiftPeriod(edition, '-1 year') ?? code) : code
}

export function resolveWhere(
  where: Readonly<Record<string, string>> | undefined,
  edition: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(where ?? {}).map(([name, code]) => [name, resolvePeriod(code, edition)]))
}

export const isPeriod = ({ kind }: Dimension): boolean => kind === 'year' || kind === 'month'

export interface RowPlan {
  readonly dimension: Dimension
  /** Codes of the body rows, without the residual. */
  readonly codes: readonly string[]
  /** Code of the residual row, when there is one. */
  readonly rest?: string
  /** For `top n`: all candidates, ranked later by a column. */
  readonly top?: { readonly count: number; readonly by?: string }
}

/** Reads `rows:` against the dataset; null after telling a problem. */
export function planRows(id: string, table: TableSpec, dataset: Dataset, on: Measuring): RowPlan | null {
  const entries = Object.entries(table.rows)
  const [name, rows] = entries[0] ?? ['', 'all' as const]
  const at = on.place(['tables', id, 'rows', name])
  if (entries.length !== 1) {
    on.tell(
      problem(
        'rows-one-dimension',
        { table: id, found: entries.map(([key]) => key) },
        on.place(['tables', id, 'rows']),
      ),
    )
    return null
  }
  const dimension = dataset.dimensions.find((one) => one.name === name)
  if (!dimension) {
    const hint = suggest(
      name,
      dataset.dimensions.map((one) => one.name),
    )
    on.tell(problem('unknown-dimension', { dimension: name, dataset: dataset.name, hint }, at))
    return null
  }
  if (rows === 'all') return { dimension, ...everyCode(dimension, dataset, on.edition) }
  if ('codes' in rows) return { dimension, codes: rows.codes.map((code) => resolvePeriod(code, on.edition)) }
  if ('from' in rows) {
    const [from, to] = [resolvePeriod(rows.from, on.edition), resolvePeriod(rows.to, on.edition)]
    return { dimension, codes: periodsBetween(from, to) }
  }
  const codes = codesInData(dimension, dataset).filter((code) => code !== rows.rest)
  const top = { count: rows.top, ...(rows.by !== undefined && { by: rows.by }) }
  return { dimension, codes, top, ...(rows.rest !== undefined && { rest: rows.rest }) }
}

function everyCode(dimension: Dimension, dataset: Dataset, edition: string): Pick<RowPlan, 'codes' | 'rest'> {
  if (dimension.kind === 'month') return { codes: monthsOf(edition) }
  const present = codesInData(dimension, dataset)
  const listed = dimension.codes ?? present.filter((code) => code !== OTHER)
  return present.includes(OTHER) ? { codes: listed, rest: OTHER } : { codes: listed }
}

/** The codes that occur, in the order of the file, without the total. */
export function codesInData(dimension: Dimension, dataset: Dataset): readonly string[] {
  const codes = new Set(dataset.observations.map((one) => one.key[dimension.name] ?? ''))
  codes.delete(TOTAL)
  return [...codes]
}

/** Highest first; equal values keep the order of their codes, so that every language ranks alike. */
export function highestFirst<T>(
  items: readonly T[],
  amountOf: (item: T) => Big | null,
  codeOf: (item: T) => string,
): T[] {
  return [...items].sort((a, b) => {
    const [left, right] = [amountOf(a), amountOf(b)]
    if (left && right && !left.eq(right)) return right.cmp(left)
    if (!left !== !right) return left ? -1 : 1
    return codeOf(a) < codeOf(b) ? -1 : codeOf(a) > codeOf(b) ? 1 : 0
  })
}
