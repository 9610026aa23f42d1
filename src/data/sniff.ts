/** The first line of a CSV file: what a spreadsheet put before the header, and which delimiter the header is written with. */
import { problem, type Tell } from '../problem.ts'
import type { Dialect } from './csv.ts'
import type { TablePlan } from './plan.ts'

const DELIMITERS = [',', ';', '\t', '|']
/** Long enough for any header, short enough to hold. */
const LONGEST_HEADER = 1 << 16

export interface Opened {
  readonly dialect: Dialect
  readonly texts: AsyncIterable<string>
}

/** Looks at the first lines without losing them; after telling that the delimiter is another, goes on with that one. */
export async function openCsv(chunks: AsyncIterable<string>, table: TablePlan, tell: Tell): Promise<Opened> {
  const iterator = chunks[Symbol.asyncIterator]()
  let start = ''
  while (!/\n.*[\r\n]/s.test(start) && start.length < LONGEST_HEADER) {
    const { done, value } = await iterator.next()
    if (done) break
    start += value
  }
  const separator = /^"?sep=."?(?:\r\n|\n|\r|$)/i.exec(start)?.[0] ?? ''
  if (separator !== '')
    tell(problem('separator-line', {}, { file: table.file, line: 1, column: 1, length: separator.trim().length }))
  const text = start.slice(separator.length)
  const line = separator === '' ? 1 : 2
  const delimiter = delimiterOf(text, line, table, tell)
  return { dialect: { file: table.file, delimiter, line }, texts: rejoin(text, iterator) }
}

async function* rejoin(start: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield start
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function delimiterOf(text: string, line: number, table: TablePlan, tell: Tell): string {
  const [header = ''] = text.split(/[\r\n]/, 1)
  const known = new Set(table.columns.map((column) => column.name))
  const score = (delimiter: string) => {
    const cells = header.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''))
    return cells.filter((cell) => known.has(cell)).length * 2 + (cells.length === known.size ? 1 : 0)
  }
  const likely = [table.delimiter, ...DELIMITERS].reduce((best, one) => (score(one) > score(best) ? one : best))
  if (likely === table.delimiter) return likely
  const length = Math.max(1, header.length)
  tell(problem('wrong-delimiter', { declared: table.delimiter, likely }, { file: table.file, line, column: 1, length }))
  return likely
}
