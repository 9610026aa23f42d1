/** One table, row by row: every cell cast and checked, nothing kept that the caller does not keep. */
import { type Place, type Problem, problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { cast } from './cast.ts'
import { type Codes, makeCodeCheck } from './code.ts'
import { makeConstraintCheck } from './constraint.ts'
import { placeOf, type Row, readRows, strayQuotes } from './csv.ts'
import { decodeText } from './decode.ts'
import { type Cast, canonicalText, type Value } from './field.ts'
import { type Header, readHeader } from './header.ts'
import { KeyIndex } from './key.ts'
import type { Column, TablePlan } from './plan.ts'
import { openCsv } from './sniff.ts'

/** A row whose cells were all cast; `values` stand in the order of the plan's columns. */
export interface CheckedRow {
  /** The cast value, null when empty, undefined when the cell was refused or the column is missing. */
  readonly values: readonly (Value | null | undefined)[]
  /** Every cell is right, and no other row has the same key. */
  readonly sound: boolean
  /** Place of the cell of a column, by the column's index in the plan. */
  place(column: number): Place
}

/** Reads and checks a table that may be larger than memory; hands every row on, and tells all that is wrong. */
export async function checkTable(
  table: TablePlan,
  codes: Codes,
  world: World,
  tell: Tell,
  use: (row: CheckedRow) => void,
): Promise<void> {
  const decoded = decodeText(world.files.stream(table.file), table.encoding, table.file, tell)
  const { dialect, texts } = await openCsv(decoded, table, tell)
  let check: ((row: Row) => void) | null = null
  let rows = 0
  for await (const batch of readRows(texts, dialect, tell)) {
    for (const row of batch) {
      if (check !== null) check(row)
      else if (!isBlank(row, tell)) {
        const header = readHeader(row, table, tell)
        check = rowCheck(table, header, codes, tell, use)
        if (header.missing) check(row)
        else rows -= 1
      }
      rows += 1
    }
  }
  if (check !== null && rows === 0) tell(problem('table-without-rows', {}, { file: table.file, line: dialect.line }))
}

function rowCheck(
  table: TablePlan,
  header: Header,
  codes: Codes,
  tell: Tell,
  use: (row: CheckedRow) => void,
): (row: Row) => void {
  const checks = table.columns.map((column, index) => cellCheck(column, header.positions[index] ?? -1, codes, tell))
  const checkKey = keyCheck(table, tell)
  return (row) => {
    if (isBlank(row, tell) || isBroken(row, header, tell)) return
    const values = checks.map((check) => check(row))
    const place = (column: number) => placeOf(row, header.positions[column] ?? 0)
    const sound = checkKey(row, values, place) && !values.includes(undefined)
    use({ values, sound, place })
  }
}

/** An empty line, or a row of nothing but delimiters, as spreadsheets leave behind the data. */
function isBlank(row: Row, tell: Tell): boolean {
  if (row.cells[0] !== '' && row.cells[0]?.trim() !== '') return false
  if (row.cells.some((cell) => cell.trim() !== '')) return false
  tell(problem('row-empty', {}, { file: row.file, line: row.line, column: 1, length: Math.max(1, row.raw.length) }))
  return true
}

/** The cells of a broken row cannot be told apart, so that they are not read. */
function isBroken(row: Row, { width }: Header, tell: Tell): boolean {
  const stray = strayQuotes(row)
  for (const index of stray) tell(problem('quote-in-wrong-place', {}, placeOf(row, index)))
  const found = row.cells.length
  if (stray.length === 0 && found !== width)
    tell(
      problem('row-ragged', { found, expected: width, delimiter: row.delimiter }, placeOf(row, Math.min(found, width))),
    )
  return stray.length > 0 || found !== width
}

type CellCheck = (row: Row) => Value | null | undefined

/** Texts of a column that are remembered as right, so that the few codes of a large table are checked and held once. */
const MOST_REMEMBERED = 10_000

function cellCheck(column: Column, position: number, codes: Codes, tell: Tell): CellCheck {
  if (position < 0) return () => undefined
  const required = column.constraints.required === true || column.role === 'dimension'
  const faultsOf = cellFaults(column, codes)
  const checkUnique = uniqueCheck(column, tell)
  const right = new Map<string, Value>()
  const check = (text: string, row: Row) => {
    const result = cast(text, column)
    const faults = faultsOf(result, text)
    for (const fault of faults) tell({ ...fault, place: placeOf(row, position) })
    if (faults.length > 0 || !('value' in result) || result.value === null) return undefined
    if (right.size < MOST_REMEMBERED) right.set(text, result.value)
    return result.value
  }
  return (row) => {
    const text = row.cells[position] ?? ''
    if (text === '' && !required) return null
    const value = right.get(text) ?? check(text, row)
    if (value !== undefined) checkUnique?.(value, row, position)
    return value
  }
}

/** Makes the check of a cell once cast; its problems are still without a place. */
function cellFaults(column: Column, codes: Codes): (result: Cast, text: string) => readonly Problem[] {
  const checkCode = makeCodeCheck(column, codes)
  const checkConstraints = makeConstraintCheck(column)
  return (result, text) => {
    if ('fault' in result) return [result.fault]
    if (result.value === null) return [problem('cell-required', { column: column.name })]
    return checkCode(result.value) ?? checkConstraints(result.value, text)
  }
}

function uniqueCheck(column: Column, tell: Tell): ((value: Value, row: Row, position: number) => void) | null {
  if (column.constraints.unique !== true) return null
  const index = new KeyIndex(1)
  return (value, row, position) => {
    const first = index.add([canonicalText(value)], row.line)
    if (first === 0) return
    const facts = { column: column.name, text: canonicalText(value), first }
    tell(problem('value-doubled', facts, placeOf(row, position), [{ file: row.file, line: first }]))
  }
}

type KeyCheck = (row: Row, values: CheckedRow['values'], place: (column: number) => Place) => boolean

/** False when another row has the same key; a row whose key has a refused cell is not compared. */
function keyCheck(table: TablePlan, tell: Tell): KeyCheck {
  const columns = table.key.map((name) => table.columns.findIndex((column) => column.name === name))
  const index = new KeyIndex(columns.length)
  return (row, values, place) => {
    const parts = columns.map((column) => keyText(values[column]))
    if (parts.length === 0 || parts.includes('')) return true
    const first = index.add(parts, row.line)
    if (first === 0) return true
    const key = table.key.map((name, part) => `${name} ${parts[part]}`)
    tell(problem('row-doubled', { key, first }, place(columns[0] ?? 0), [{ file: row.file, line: first }]))
    return false
  }
}

const keyText = (value: Value | null | undefined) => (value === null || value === undefined ? '' : canonicalText(value))
