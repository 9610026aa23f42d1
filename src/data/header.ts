/** The header row against the schema: which cell of a row belongs to which column. */
import { nearest, problem, suggest, type Tell } from '../problem.ts'
import { placeOf, type Row } from './csv.ts'
import type { TablePlan } from './plan.ts'

export interface Header {
  /** For each column of the plan, the index of its cell; -1 when the file has no such column. */
  readonly positions: readonly number[]
  /** How many cells a row must have. */
  readonly width: number
  /** The first row is no header but data, which was told. */
  readonly missing: boolean
}

/** Reads the header; a column whose name is nearly right is told and then read as the one that was meant. */
export function readHeader(row: Row, table: TablePlan, tell: Tell): Header {
  const names = table.columns.map((column) => column.name)
  if (isData(row, names)) {
    tell(problem('header-missing', { expected: names }, placeOf(row, 0)))
    return { positions: names.map((_, index) => index), width: names.length, missing: true }
  }
  const meant = meantNames(row, names)
  for (const index of row.cells.keys()) tellCell(row, index, names, meant, tell)
  for (const name of names) {
    if (!meant.includes(name))
      tell(problem('column-missing', { column: name, found: row.cells }, { file: row.file, line: row.line }))
  }
  const positions = names.map((name) => meant.indexOf(name))
  if (table.exactOrder && !isSorted(positions.filter((position) => position >= 0)))
    tell(problem('columns-out-of-order', { expected: names }, placeOf(row, 0)))
  return { positions, width: row.cells.length, missing: false }
}

function isData(row: Row, names: readonly string[]): boolean {
  if (row.cells.length !== names.length) return false
  return row.cells.every((cell) => !names.includes(cell) && nearest(cell.trim(), names) === undefined)
}

/** The name that each header cell stands for; null for one that stands for none, or repeats one. */
function meantNames({ cells }: Row, names: readonly string[]): readonly (string | null)[] {
  const taken = new Set(cells.filter((cell) => names.includes(cell)))
  return cells.map((cell, index) => {
    if (names.includes(cell)) return cells.indexOf(cell) === index ? cell : null
    const near = nearest(
      cell.trim(),
      names.filter((name) => !taken.has(name)),
    )
    if (near === undefined) return null
    taken.add(near)
    return near
  })
}

function tellCell(
  row: Row,
  index: number,
  names: readonly string[],
  meant: readonly (string | null)[],
  tell: Tell,
): void {
  const cell = row.cells[index] ?? ''
  const first = row.cells.indexOf(cell)
  const place = placeOf(row, index)
  if (cell.trim() === '') tell(problem('column-without-name', {}, place))
  else if (first < index) tell(problem('column-doubled', { column: cell }, place, [placeOf(row, first)]))
  else if (!names.includes(cell)) {
    const hint = suggest(cell.trim(), meant[index] ? [meant[index]] : names)
    tell(problem('column-unknown', { column: cell, hint }, place))
  }
}

function isSorted(positions: readonly number[]): boolean {
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? -1))
}
