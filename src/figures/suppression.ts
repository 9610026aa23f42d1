/** A suppressed figure must not follow from what is printed beside it. */
import { problem } from '../problem.ts'
import type { Figure, Figures, Table } from './figure.ts'
import { expand, refer } from './refer.ts'
import type { Measuring } from './select.ts'

/** Figures of which each is known once all the others are: a total and its parts, or numbers that must be equal. */
type Relation = readonly Figure[]

/** Tells every relation in which exactly one figure is suppressed and all others are published. */
export function refuseRecoverable(figures: Figures, on: Measuring): void {
  const told = new Set<string>()
  for (const relation of [
    ...[...figures.tables.values()].flatMap((table) => sums(table, on)),
    ...equalities(figures, on),
  ]) {
    const hidden = relation.filter((figure) => figure.suppressed)
    const [only] = hidden
    if (!only || hidden.length > 1 || relation.length < 2 || told.has(only.id)) continue
    if (!relation.every((figure) => figure.suppressed || figure.value !== null)) continue
    told.add(only.id)
    const others = relation.filter((figure) => figure !== only).map((figure) => figure.id)
    on.tell(
      problem(
        'suppression-recoverable',
        { figure: only.id, others: others.slice(0, 4), count: others.length },
        only.from[0],
      ),
    )
  }
}

function sums(table: Table, on: Measuring): readonly Relation[] {
  if (!table.publish) return []
  const shown = table.columns.filter((column) => column.publish)
  const additive = shown.filter((column) => column.kind === 'value' || column.kind === 'sum')
  const byColumn = table.rows.some((row) => row.role === 'total')
    ? additive.map((column) => table.rows.map((row) => row.figures[column.id] as Figure))
    : []
  return [...byColumn, ...byRow(table, on)]
}

function byRow(table: Table, on: Measuring): readonly Relation[] {
  return table.columns.flatMap((column) => {
    const spec = on.spec.tables[table.id]?.columns[column.id]
    if (!spec || !('sum' in spec)) return []
    const ids = [column.id, ...spec.sum]
    const printed = ids.every((id) => table.columns.find((one) => one.id === id)?.publish)
    return printed ? table.rows.map((row) => ids.map((id) => row.figures[id] as Figure)) : []
  })
}

/** Pairs of the declared checks: a number withheld in one table must not be printed in another. */
function equalities(figures: Figures, on: Measuring): readonly Relation[] {
  return on.spec.checks.flatMap((check) => {
    const lists = check.equal.map((ref) => expand(ref, figures.tables))
    const rows = Math.max(...lists.map((list) => list.length))
    return Array.from({ length: rows }, (_, row) =>
      lists.flatMap((list) => printedFigure(list[list.length === 1 ? 0 : row] ?? '', figures, on)),
    )
  })
}

function printedFigure(ref: string, figures: Figures, on: Measuring): readonly Figure[] {
  const [head = '', , columnId] = ref.split('.')
  const table = figures.tables.get(head)
  const column = columnId === undefined ? table?.columns[0] : table?.columns.find((one) => one.id === columnId)
  if (table && !(table.publish && column?.publish)) return []
  const found = refer(ref, figures.tables, figures.named, on.edition)
  return 'figure' in found ? [found.figure] : []
}
