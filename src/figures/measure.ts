/** The verb of this stage: datasets in, the figures of one edition, or of one area in it, out. */
import { runChecks } from './check.ts'
import type { Figures, Table } from './figure.ts'
import { nameFigures } from './named.ts'
import type { Measuring } from './select.ts'
import { refuseRecoverable } from './suppression.ts'
import { makeTable } from './table.ts'

/**
 * Measures every table and named figure of an edition, of one area where the factsheet has areas, and runs its checks; all
 * problems are told, none is thrown.
 */
export function measure(on: Measuring): Figures {
  const tables = new Map<string, Table>()
  for (const [id, spec] of Object.entries(on.spec.tables)) {
    const table = makeTable(id, spec, on)
    if (table) tables.set(id, table)
  }
  const figures: Figures = { edition: on.edition, area: on.area, tables, named: nameFigures(tables, on) }
  runChecks(figures, on)
  refuseRecoverable(figures, on)
  return figures
}
