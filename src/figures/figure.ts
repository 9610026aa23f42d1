/** The noun of this stage: a number that we publish, and the tables that hold such numbers. */
import type { Big } from 'big.js'
import type { ObservationStatus } from '../data/dataset.ts'
import type { Place } from '../problem.ts'

/** A code of a dimension, with what is needed to find its name (format/names.ts). */
export interface Position {
  readonly dimension: string
  readonly dimensionKind: 'code' | 'region' | 'year' | 'month'
  readonly codelist?: string
  readonly code: string
}

export interface Figure {
  /** `table.row.column` for a cell, the declared name for a named figure. */
  readonly id: string
  /** Exact value before rounding (a percentage is in percent: 23.87…); null when missing or suppressed. */
  readonly value: Big | null
  /** The value rounded once, half away from zero, to `decimals`; what every output prints. */
  readonly rounded: Big | null
  readonly unit: string
  readonly decimals: number
  /** All that apply, without `A`; the first by SDMX precedence comes first. */
  readonly status: readonly ObservationStatus[]
  readonly suppressed: boolean
  /** Ids of notes that hold for this figure. */
  readonly notes: readonly string[]
  /** A change is printed with its sign. */
  readonly signed: boolean
  /** How it was made, in the words of the definition, e.g. `sum of months.*.total`. */
  readonly formula: string
  /** The cells that it was made from, in reading order. */
  readonly from: readonly Place[]
  /** Rows where a highest or lowest value stands (several when tied), else the row of a cell. */
  readonly at: readonly Position[]
  /** Printed otherwise in an earlier version of its edition. */
  readonly revised?: boolean
}

export interface Column {
  readonly id: string
  readonly unit: string
  readonly decimals: number
  /** False for a column that serves checks or other columns only. */
  readonly publish: boolean
  /** Notes that hold for every figure of the column, printed once, in its header. */
  readonly notes: readonly string[]
  readonly kind: 'value' | 'sum' | 'share' | 'change' | 'rank'
}

export interface Row {
  /** The code of the row's dimension, `total` for the total row. */
  readonly id: string
  readonly role: 'body' | 'rest' | 'total'
  readonly figures: Readonly<Record<string, Figure>>
}

export interface Table {
  readonly id: string
  /** Dimension whose codes head the rows, and how they are named (see format/names.ts). */
  readonly dimension: string
  readonly dimensionKind: 'code' | 'region' | 'year' | 'month'
  readonly codelist?: string
  readonly columns: readonly Column[]
  /** Body rows in printed order, the residual last, then the total row if there is one. */
  readonly rows: readonly Row[]
  readonly publish: boolean
  /** Columns of shares whose printed values do not add to the printed total. */
  readonly roundingGap: readonly string[]
}

/** All that is published for one edition, before it has words. */
export interface Figures {
  readonly edition: string
  /** The area that they are figures of; null when the factsheet has no areas. */
  readonly area: Position | null
  readonly tables: ReadonlyMap<string, Table>
  readonly named: ReadonlyMap<string, Figure>
}

/** The figures of a table that are printed, row by row. */
export function publishedCells(table: Table): readonly Figure[] {
  const columns = table.columns.filter((column) => column.publish)
  return table.rows.flatMap((row) => columns.map((column) => row.figures[column.id] as Figure))
}

/** Every published figure of an edition: the cells of published tables, then the named figures. */
export function publishedFigures(figures: Figures): readonly Figure[] {
  const tables = [...figures.tables.values()].filter((table) => table.publish)
  return [...tables.flatMap(publishedCells), ...figures.named.values()]
}
