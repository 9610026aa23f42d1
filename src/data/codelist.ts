/** Code lists: read whole, because every other table is checked against them. */
import { problem, suggest, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Codes } from './code.ts'
import type { Code, Codelist } from './dataset.ts'
import { canonicalText } from './field.ts'
import type { TablePlan } from './plan.ts'
import { type CheckedRow, checkTable } from './table.ts'

const NO_CODES: Codes = new Map()

/** Reads a code list in its published order; `refer` is called for each cell that names a code of some list. */
export async function readCodelist(table: TablePlan, world: World, tell: Tell, refer: Refer): Promise<Codelist> {
  const codes: Code[] = []
  await checkTable(table, NO_CODES, world, tell, (row) => {
    for (const [index, column] of table.columns.entries()) {
      const value = row.values[index]
      if (column.reference === undefined || value === null || value === undefined) continue
      refer({ list: column.reference, column: column.name, code: canonicalText(value), place: row.place(index) })
    }
    const code = codeOf(row, table)
    if (code) codes.push(code)
  })
  return { name: table.name, codes }
}

/** A cell of a code list that names a code of a list, which may be read only later. */
export interface Reference {
  readonly list: string
  readonly column: string
  readonly code: string
  readonly place: Code['place']
}
type Refer = (reference: Reference) => void

/** Tells every reference between code lists that leads nowhere. */
export function checkReferences(references: readonly Reference[], codes: Codes, tell: Tell): void {
  for (const { list, column, code, place } of references) {
    const listed = codes.get(list)
    if (listed && !listed.has(code))
      tell(problem('code-not-in-list', { column, code, list, hint: suggest(code, listed) }, place))
  }
}

function codeOf(row: CheckedRow, table: TablePlan): Code | null {
  const index = table.columns.findIndex((column) => column.name === 'code')
  const code = row.values[index]
  if (code === null || code === undefined) return null
  const attributes = table.columns.flatMap(({ name }, column) => {
    const value = row.values[column]
    return column === index || value === undefined ? [] : [[name, value === null ? '' : canonicalText(value)] as const]
  })
  return { code: canonicalText(code), attributes: Object.fromEntries(attributes), place: row.place(index) }
}
