/** References of the definition, `months.total.fedasil` or `total`, to figures. */
import type { Figure, Row, Table } from './figure.ts'
import { resolvePeriod } from './select.ts'

export type Found = { readonly figure: Figure } | { readonly unknown: string; readonly among: readonly string[] }

const columnIds = (table: Table) => table.columns.map((column) => column.id)

function cellOf(row: Row, column: string): Found {
  const figure = row.figures[column]
  return figure ? { figure } : { unknown: column, among: Object.keys(row.figures) }
}

/** Finds a figure by reference among tables and named figures; says which part is unknown, and what there is. */
export function refer(
  ref: string,
  tables: ReadonlyMap<string, Table>,
  named: ReadonlyMap<string, Figure>,
  edition: string,
): Found {
  const [head = '', rowId, columnId] = ref.split('.')
  const alone = rowId === undefined ? named.get(head) : undefined
  if (alone) return { figure: alone }
  const table = tables.get(head)
  if (!table) return { unknown: head, among: [...named.keys(), ...tables.keys()] }
  const wanted = resolvePeriod(rowId ?? '', edition)
  const row = table.rows.find((one) => one.id === wanted)
  if (!row) return { unknown: wanted, among: table.rows.map((one) => one.id) }
  return cellOf(row, columnId ?? columnIds(table)[0] ?? '')
}

/** The references that `months.*.total` stands for: one for each body row of the table. */
export function expand(ref: string, tables: ReadonlyMap<string, Table>): readonly string[] {
  const [head = '', rowId, ...rest] = ref.split('.')
  const table = tables.get(head)
  if (rowId !== '*' || !table) return [ref]
  return table.rows.filter((row) => row.role !== 'total').map((row) => [head, row.id, ...rest].join('.'))
}
