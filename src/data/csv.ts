/** Text to rows of cells, each cell able to say at which line and column it starts. */
import { type CsvError, type Parser, parse } from 'csv-parse'
import { type Place, problem, type Tell } from '../problem.ts'

export interface Row {
  readonly file: string
  readonly delimiter: string
  /** Line where the row starts, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** The row as it stands in the file, with its quotes and without its line end. */
  readonly raw: string
}

/** A row longer than this is a quote that was never closed; without a limit the rest of a large file would be held. */
const LONGEST_ROW = 1 << 17
const BREAK = /\r\n|\n|\r/g

export interface Dialect {
  readonly file: string
  readonly delimiter: string
  /** Line of the file on which the text starts, from 1. */
  readonly line: number
}

/** Parses RFC 4180 text; gives the rows of each chunk together, and tells when a quote is never closed. */
export async function* readRows(
  texts: AsyncIterable<string>,
  dialect: Dialect,
  tell: Tell,
): AsyncGenerator<readonly Row[]> {
  const parser = parse({
    delimiter: dialect.delimiter,
    raw: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true, // a stray quote is told by `strayQuotes`, and the rows behind it are still read
    max_record_size: LONGEST_ROW,
  })
  const failures: CsvError[] = []
  parser.on('error', (error: CsvError) => failures.push(error))
  const locate = locator(dialect)
  for await (const text of texts) {
    if (failures.length > 0) break
    parser.write(text)
    yield drain(parser).map(locate)
  }
  yield (await finish(parser, failures)).map(locate)
  const [failure] = failures
  if (failure) tell(unreadable(failure, locate({ record: [], raw: String(failure.raw ?? '') })))
}

interface RawRecord {
  readonly record: readonly string[]
  readonly raw: string
}

function drain(parser: Parser): RawRecord[] {
  const records: RawRecord[] = []
  for (let one = parser.read(); one !== null; one = parser.read()) records.push(one as RawRecord)
  return records
}

async function finish(parser: Parser, failures: CsvError[]): Promise<RawRecord[]> {
  if (failures.length > 0) return []
  parser.end()
  try {
    return await Array.fromAsync(parser as AsyncIterable<RawRecord>)
  } catch (error) {
    if (failures.length === 0) failures.push(error as CsvError)
    return []
  }
}

function locator({ file, delimiter, line }: Dialect): (one: RawRecord) => Row {
  let next = line
  return ({ record, raw }) => {
    const text = raw.replace(/\r?\n?$/, '')
    const row = { file, delimiter, line: next, cells: record, raw: text }
    next += 1 + (text.includes('"') ? (text.match(BREAK)?.length ?? 0) : 0)
    return row
  }
}

function unreadable(error: CsvError, row: Row) {
  const open = spans(row).at(-1)
  const quoted = open?.text.startsWith('"') ?? false
  const at = { file: row.file, line: row.line + (open?.line ?? 0), column: open?.column ?? 1 }
  if (quoted) return problem('quote-not-closed', {}, at)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return problem('row-too-long', { limit: LONGEST_ROW }, at)
  throw error
}

/** The place of a cell; one behind the last is the end of the row. */
export function placeOf(row: Row, index: number): Place {
  if (index >= row.cells.length) return endOf(row)
  if (row.raw.includes('"')) return quotedPlace(row, index)
  let column = 1
  for (let i = 0; i < index; i++) column += (row.cells[i] ?? '').length + 1
  return { file: row.file, line: row.line, column, length: Math.max(1, row.cells[index]?.length ?? 1) }
}

function endOf({ file, line, raw }: Row): Place {
  const lines = raw.split(BREAK)
  return { file, line: line + lines.length - 1, column: (lines.at(-1) ?? '').length + 1, length: 1 }
}

function quotedPlace(row: Row, index: number): Place {
  const { line = 0, column = 1, text = '' } = spans(row)[index] ?? {}
  const [firstLine = ''] = text.split(BREAK)
  return { file: row.file, line: row.line + line, column, length: Math.max(1, firstLine.length) }
}

/** Indexes of the cells with a quote in the wrong place: inside an unquoted cell, or with text behind the closing one. */
export function strayQuotes(row: Row): readonly number[] {
  if (!row.raw.includes('"')) return []
  return spans(row).flatMap(({ text }, index) => (!text.includes('"') || /^"(?:[^"]|"")*"$/.test(text) ? [] : [index]))
}

/** A cell as it stands in the file; `line` counts from the row's own, from 0. */
interface Span {
  readonly line: number
  readonly column: number
  readonly text: string
}

function spans({ raw, delimiter }: Row): readonly Span[] {
  const found: Span[] = []
  let [start, line, lineStart] = [0, 0, 0]
  for (;;) {
    const end = cellEnd(raw, start, delimiter)
    const text = raw.slice(start, end)
    found.push({ line, column: start - lineStart + 1, text })
    for (const match of text.matchAll(BREAK)) {
      line += 1
      lineStart = start + match.index + match[0].length
    }
    if (end >= raw.length) return found
    start = end + 1
  }
}

function cellEnd(raw: string, start: number, delimiter: string): number {
  const from = raw[start] === '"' ? closingQuote(raw, start) + 1 : start
  const end = raw.indexOf(delimiter, from)
  return end < 0 ? raw.length : end
}

/** Index of the quote that closes the one at `open`, doubled quotes passed over; the end of the row when there is none. */
function closingQuote(raw: string, open: number): number {
  let at = raw.indexOf('"', open + 1)
  while (at >= 0 && raw[at + 1] === '"') at = raw.indexOf('"', at + 2)
  return at < 0 ? raw.length : at
}
