/** Rules of tables: rows of one length, spans counted, and every cell under a header that can be found. */
import { type Breach, breach, type Where } from '../breach.ts'
import { type PdfDocument, rowsOf } from '../document.ts'
import type { PdfFile } from '../read/file.ts'
import { PdfString } from '../read/object.ts'
import { type Attributes, attribute, type Element, elementsIn, type Tree } from '../read/tree.ts'

/** Breaches in all tables of a document. */
export function tableBreaches(document: PdfDocument): readonly Breach[] {
  const { tree } = document
  const tables = tree?.elements.filter(({ type }) => type === 'Table') ?? []
  return tree
    ? tables.flatMap((table) => [...gridBreaches(table, document, tree), ...headerBreaches(table, document, tree)])
    : []
}

const isCell = ({ type }: Element) => type === 'TH' || type === 'TD'
const cellsOf = (row: Element) => elementsIn(row).filter(isCell)
/** Cells that one may span; more means harm. */
const WIDEST = 1000

function span(key: 'ColSpan' | 'RowSpan', cell: Element, attributes: Attributes): number {
  const value = attribute(key, cell, attributes)
  return typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), WIDEST) : 1
}

interface Grid {
  /** Columns that each row fills, with those that cells from above reach into. */
  readonly widths: readonly number[]
  readonly overlaps: readonly Element[]
  /** Whether some cell reaches below the last row. */
  readonly tooHigh: Element | undefined
}

function gridOf(rows: readonly Element[], attributes: Attributes): Grid {
  const filled: Set<number>[] = rows.map(() => new Set())
  const overlaps: Element[] = []
  let tooHigh: Element | undefined
  rows.forEach((row, y) => {
    let x = 0
    for (const cell of cellsOf(row)) {
      while (filled[y]?.has(x)) x++
      const [width, height] = [span('ColSpan', cell, attributes), span('RowSpan', cell, attributes)]
      if (y + height > rows.length) tooHigh ??= cell
      if (!fill(filled.slice(y, y + height), x, width)) overlaps.push(cell)
      x += width
    }
  })
  return { widths: filled.map((row) => row.size), overlaps, tooHigh }
}

/** Takes a field of the grid; false when some of it was taken. */
function fill(rows: readonly Set<number>[], from: number, width: number): boolean {
  const taken = rows.some((row) => Array.from({ length: width }, (_, step) => row.has(from + step)).includes(true))
  for (const row of rows) for (let x = from; x < from + width; x++) row.add(x)
  return !taken
}

function gridBreaches(table: Element, document: PdfDocument, { root }: Tree): readonly Breach[] {
  const attributes = { file: document.file, root }
  const rows = rowsOf(table)
  const { widths, overlaps, tooHigh } = gridOf(rows, attributes)
  const usual = mostFrequent(widths)
  const uneven = rows.flatMap((row, y) =>
    widths[y] === usual ? [] : [breach('pdf-row-length', rowPlace(row, document), `${widths[y]} ${usual}`)],
  )
  return [
    ...uneven,
    ...overlaps.map((cell) => breach('pdf-cells-overlap', document.whereIs(cell))),
    ...(tooHigh ? [breach('pdf-column-height', document.whereIs(tooHigh))] : []),
  ]
}

const rowPlace = (row: Element, document: PdfDocument): Where => document.whereIs(row)

/** The length that most rows have; of two that are as frequent, the greater. */
function mostFrequent(values: readonly number[]): number {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  const [best] = [...times].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a)
  return best?.[0] ?? 0
}

const SCOPES = new Set(['Row', 'Column', 'Both'])

/** A header cell says what it heads, unless every other cell names its headers; a name leads to a header of this table. */
function headerBreaches(table: Element, document: PdfDocument, { root }: Tree): readonly Breach[] {
  const { file } = document
  const attributes = { file, root }
  const cells = rowsOf(table).flatMap(cellsOf)
  const heads = cells.filter(({ type }) => type === 'TH')
  const ids = new Set(heads.flatMap(({ dict }) => bytesOf(file.resolve(dict.get('ID')))))
  const named = new Map(cells.map((cell) => [cell, headersOf(cell, attributes)]))
  const unknown = cells.flatMap((cell) => {
    const missing = named.get(cell)?.find((id) => !ids.has(id))
    return missing === undefined ? [] : [breach('pdf-header-unknown', document.whereIs(cell), missing)]
  })
  const determined = cells.every((cell) => cell.type === 'TH' || (named.get(cell)?.length ?? 0) > 0)
  if (determined && heads.length > 0) return unknown
  const scopeless = heads.filter((cell) => !SCOPES.has(String(attribute('Scope', cell, attributes))))
  return [...unknown, ...scopeless.map((cell) => breach('pdf-scope', document.whereIs(cell)))]
}

function headersOf(cell: Element, { file, root }: Attributes): readonly string[] {
  return file.list(attribute('Headers', cell, { file, root })).flatMap((id) => bytesOf(file.resolve(id)))
}

const bytesOf = (object: ReturnType<PdfFile['resolve']>): readonly string[] =>
  object instanceof PdfString ? [object.bytes] : []
