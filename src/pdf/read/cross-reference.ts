/** Where the objects of a file lie (ISO 32000-1, 7.5.4 and 7.5.8), by its own table or, when that is wrong, by looking. */
import { Lexer } from './lexer.ts'
import { type Dict, Keyword, type PdfObject, Ref } from './object.ts'

/** An object stands at an offset, or is the `index`th of an object stream. */
export type Spot = { readonly offset: number } | { readonly stream: number; readonly index: number }

export interface CrossReference {
  readonly spots: ReadonlyMap<number, Spot>
  readonly trailer: Dict
}

/** Gives the decoded content of the stream that stands at an offset, and its dictionary; null when there is none. */
export type StreamAt = (offset: number) => { readonly dict: Dict; readonly bytes: Uint8Array } | null

/** Objects that a file may name without being a bomb (ISO 19005-2, 6.1.13). */
const MOST = 8_388_607

/** Follows the file's own tables from the last to the first; null when one of them does not say where its objects are. */
export function readTables(text: string, streamAt: StreamAt): CrossReference | null {
  const spots = new Map<number, Spot>()
  const free = new Set<number>()
  const trailer = new Map<string, PdfObject>()
  const waiting: (number | null)[] = [lastTable(text)]
  const seen = new Set<number>()
  while (waiting.length > 0) {
    const offset = waiting.pop()
    if (offset === null || offset === undefined) return null
    if (seen.has(offset)) continue
    seen.add(offset)
    const table = readTable(text, offset, streamAt)
    if (!table) return null
    for (const [number, spot] of table.spots) {
      if (spots.has(number) || free.has(number)) continue
      if (spot) spots.set(number, spot)
      else free.add(number)
    }
    for (const [key, value] of table.trailer) if (!trailer.has(key)) trailer.set(key, value)
    // The last pushed is read first: a hybrid file's stream comes before the table that went before.
    for (const key of ['Prev', 'XRefStm']) if (table.trailer.has(key)) waiting.push(numberOf(table.trailer.get(key)))
  }
  return isTrue(text, spots) ? { spots, trailer } : null
}

const numberOf = (object: PdfObject | undefined): number | null => (typeof object === 'number' ? object : null)

function lastTable(text: string): number | null {
  const at = text.lastIndexOf('startxref')
  return at < 0 ? null : numberOf(new Lexer(text, at + 'startxref'.length, false).object())
}

interface Table {
  /** Null for an object that was taken away. */
  readonly spots: ReadonlyMap<number, Spot | null>
  readonly trailer: Dict
}

function readTable(text: string, offset: number, streamAt: StreamAt): Table | null {
  const lexer = new Lexer(text, offset, false)
  const first = lexer.next()
  if (first instanceof Keyword) return first.word === 'xref' ? readPlainTable(lexer) : null
  const stream = streamAt(offset)
  return stream?.dict.get('Type') === 'XRef' ? readStreamTable(stream.dict, stream.bytes) : null
}

function readPlainTable(lexer: Lexer): Table | null {
  const spots = new Map<number, Spot | null>()
  for (;;) {
    const start = lexer.next()
    if (start instanceof Keyword) {
      const trailer = start.word === 'trailer' ? new Lexer(lexer.text, lexer.at).object() : null
      return trailer instanceof Map ? { spots, trailer } : null
    }
    const count = lexer.next()
    if (typeof start !== 'number' || typeof count !== 'number' || count > MOST) return null
    for (let number = start; number < start + count; number++) {
      const offset = lexer.next()
      lexer.next()
      const kind = lexer.next()
      if (typeof offset !== 'number' || !(kind instanceof Keyword)) return null
      spots.set(number, kind.word === 'n' ? { offset } : null)
    }
  }
}

function readStreamTable(dict: Dict, bytes: Uint8Array): Table | null {
  const widths = numbers(dict.get('W'))
  const width = widths.reduce((sum, one) => sum + one, 0)
  const index = dict.has('Index') ? numbers(dict.get('Index')) : [0, numberOf(dict.get('Size')) ?? 0]
  if (widths.length < 3 || width < 1 || width > 32) return null
  const spots = new Map<number, Spot | null>()
  let at = 0
  for (let range = 0; range + 1 < index.length; range += 2)
    for (let step = 0; step < (index[range + 1] ?? 0) && at + width <= bytes.length; step++, at += width)
      spots.set((index[range] ?? 0) + step, spotOf(bytes.subarray(at, at + width), widths))
  return { spots, trailer: dict }
}

const numbers = (object: PdfObject | undefined): readonly number[] =>
  Array.isArray(object) ? object.map((one) => (typeof one === 'number' && one >= 0 ? one : 0)) : []

function spotOf(entry: Uint8Array, widths: readonly number[]): Spot | null {
  let at = 0
  const [kind, second, third] = widths.slice(0, 3).map((width, field) => {
    if (width === 0) return field === 0 ? 1 : 0
    let value = 0
    for (const end = at + width; at < end; at++) value = value * 256 + (entry[at] ?? 0)
    return value
  }) as [number, number, number]
  if (kind === 0) return null
  return kind === 2 ? { stream: second, index: third } : { offset: second }
}

/** Whether an object begins wherever one is said to. */
function isTrue(text: string, spots: ReadonlyMap<number, Spot>): boolean {
  const head = /[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj/y
  for (const [number, spot] of spots) {
    if (!('offset' in spot)) continue
    head.lastIndex = spot.offset
    if (Number(head.exec(text)?.[1] ?? -1) !== number) return false
  }
  return spots.size > 0
}

/** Looks for objects in the whole file; of two with one number, the last counts. */
export function findObjects(text: string, streamAt: StreamAt): CrossReference {
  const spots = new Map<number, Spot>()
  for (const match of text.matchAll(/(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![A-Za-z])/g))
    spots.set(Number(match[1]), { offset: match.index })
  const trailer = new Map<string, PdfObject>()
  const take = (dict: PdfObject) => {
    if (dict instanceof Map && dict.has('Root')) for (const [key, value] of dict) trailer.set(key, value)
  }
  for (const match of text.matchAll(/trailer\s*(?=<<)/g)) take(new Lexer(text, match.index + match[0].length).object())
  for (const [number, spot] of [...spots])
    if ('offset' in spot) lookInto(number, spot.offset, text, streamAt, spots, take)
  return { spots, trailer }
}

const CONTAINER = /\/Type\s*\/(ObjStm|XRef|Catalog)\b/

/** What else is learnt from an object: those that it contains, or which one is the root. */
function lookInto(
  number: number,
  offset: number,
  text: string,
  streamAt: StreamAt,
  spots: Map<number, Spot>,
  take: (dict: PdfObject) => void,
): void {
  const own = /^[\s\S]*?(?:endobj|stream)/.exec(text.slice(offset, offset + 4000))?.[0] ?? ''
  const kind = CONTAINER.exec(own)?.[1]
  if (kind === 'Catalog') return take(new Map([['Root', new Ref(number)]]))
  const stream = kind ? streamAt(offset) : null
  if (kind === 'XRef') return take(stream?.dict ?? null)
  const count = numberOf(stream?.dict.get('N')) ?? 0
  if (stream?.dict.get('Type') !== 'ObjStm') return
  const head = new Lexer(Buffer.from(stream.bytes).toString('latin1'), 0, false)
  for (let index = 0; index < Math.min(count, MOST); index++) {
    const inner = head.next()
    if (typeof inner !== 'number') return
    head.next()
    if (!spots.has(inner)) spots.set(inner, { stream: number, index })
  }
}
