/** A PDF file as plain data: any object by its number, whatever stream it lies in, and nothing that throws. */
import { type CrossReference, findObjects, readTables, type Spot } from './cross-reference.ts'
import { decode, type Filter } from './filters.ts'
import { Lexer } from './lexer.ts'
import { type Dict, isStream, Keyword, type PdfObject, PdfString, Ref, type Stream } from './object.ts'
import { decodeText } from './text.ts'

type Maybe = PdfObject | undefined

export interface PdfFile {
  /** All bytes, one UTF-16 unit each. */
  readonly bytes: string
  readonly trailer: Dict
  readonly catalog: Dict
  /** Whether the file's own table says where its objects are; when not, they were looked for. */
  readonly sound: boolean
  /** Follows references; what is not there is null. */
  resolve(object: Maybe): PdfObject
  /** A dictionary, or that of a stream; empty for anything else. */
  dict(object: Maybe): Dict
  /** The items of an array; none for anything else. */
  list(object: Maybe): readonly PdfObject[]
  /** A name; undefined for anything else. The same holds below. */
  name(object: Maybe): string | undefined
  number(object: Maybe): number | undefined
  /** A text string, decoded. */
  text(object: Maybe): string | undefined
  stream(object: Maybe): Stream | undefined
  /** Unfiltered content of a stream, one UTF-16 unit a byte; null when it cannot be had. */
  content(stream: Stream): string | null
  /** Every object of the file that can be read, by number. */
  objects(): Iterable<readonly [number, PdfObject]>
}

const NOTHING: Dict = new Map()
/** References that lead on to references. */
const LONGEST_CHAIN = 32

const isDict = (object: Maybe): object is Dict => object instanceof Map

/** Opens a file; null when it holds no PDF object at all. */
export function openFile(pdf: Uint8Array): PdfFile | null {
  const buffer = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const bytes = buffer.toString('latin1')
  if (!/\d\s+obj\b/.test(bytes)) return null
  const direct = makeFile(buffer, bytes, { spots: new Map(), trailer: NOTHING }, false)
  const streamAt = (offset: number) => {
    const stream = objectAt(offset, bytes, buffer, direct.number)
    const content = isStream(stream) ? decode(stream.raw, filtersOf(stream.dict, direct)) : null
    return isStream(stream) && content ? { dict: stream.dict, bytes: content } : null
  }
  const told = readTables(bytes, streamAt)
  if (told) {
    const file = makeFile(buffer, bytes, told, true)
    if (file.catalog.has('Pages') || told.trailer.has('Encrypt')) return file
  }
  return makeFile(buffer, bytes, findObjects(bytes, streamAt), false)
}

function makeFile(buffer: Buffer, bytes: string, { spots, trailer }: CrossReference, sound: boolean): PdfFile {
  const read = objectReader(buffer, bytes, spots, () => file)
  const contents = new Map<Stream, string | null>()
  const resolve = (object: Maybe): PdfObject => {
    let found: PdfObject = object ?? null
    for (let step = 0; found instanceof Ref; step++) {
      if (step > LONGEST_CHAIN) return null
      found = read(found.number)
    }
    return found
  }
  const file: PdfFile = {
    bytes,
    trailer,
    sound,
    get catalog() {
      return file.dict(trailer.get('Root'))
    },
    ...accessors(resolve),
    content(stream) {
      const decoded = contents.get(stream)
      if (decoded !== undefined) return decoded
      const content = decode(stream.raw, filtersOf(stream.dict, file))
      const text = content && Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1')
      contents.set(stream, text)
      return text
    },
    *objects() {
      for (const number of spots.keys()) yield [number, read(number)]
    },
  }
  return file
}

type Accessors = Pick<PdfFile, 'resolve' | 'dict' | 'list' | 'name' | 'number' | 'text' | 'stream'>

function accessors(resolve: PdfFile['resolve']): Accessors {
  return {
    resolve,
    dict(object) {
      const found = resolve(object)
      return isDict(found) ? found : isStream(found) ? found.dict : NOTHING
    },
    list(object) {
      const found = resolve(object)
      return Array.isArray(found) ? found : []
    },
    name: (object) => asA('string', resolve(object)),
    number: (object) => asA('number', resolve(object)),
    text(object) {
      const found = resolve(object)
      return found instanceof PdfString ? decodeText(found.bytes) : undefined
    },
    stream(object) {
      const found = resolve(object)
      return isStream(found) ? found : undefined
    },
  }
}

/** Reads objects by number, each once, wherever they lie. */
function objectReader(
  buffer: Buffer,
  bytes: string,
  spots: CrossReference['spots'],
  file: () => PdfFile,
): (number: number) => PdfObject {
  const known = new Map<number, PdfObject>()
  const containers = new Map<number, Container | null>()
  const within = (stream: number, index: number): PdfObject => {
    if (!containers.has(stream)) {
      containers.set(stream, null)
      containers.set(stream, containerOf(file(), read(stream)))
    }
    const container = containers.get(stream)
    const offset = container?.offsets[index]
    return container && offset !== undefined ? new Lexer(container.text, offset).object() : null
  }
  const at = (spot: Spot): PdfObject =>
    'offset' in spot ? objectAt(spot.offset, bytes, buffer, file().number) : within(spot.stream, spot.index)
  const read = (number: number): PdfObject => {
    const found = known.get(number)
    if (found !== undefined) return found
    // Whoever asks for it while it is being read, such as its own length, goes round in a circle.
    known.set(number, null)
    const spot = spots.get(number)
    const object = spot ? at(spot) : null
    known.set(number, object)
    return object
  }
  return read
}

function asA(type: 'string', object: PdfObject): string | undefined
function asA(type: 'number', object: PdfObject): number | undefined
function asA(type: string, object: PdfObject): unknown {
  return typeof object === type ? object : undefined
}

interface Container {
  readonly text: string
  readonly offsets: readonly number[]
}

function containerOf(file: PdfFile, object: PdfObject): Container | null {
  const text = isStream(object) ? file.content(object) : null
  if (!isStream(object) || text === null) return null
  const first = file.number(object.dict.get('First')) ?? 0
  const head = new Lexer(text.slice(0, first), 0, false)
  const offsets: number[] = []
  for (;;) {
    const number = head.next()
    const offset = head.next()
    if (typeof number !== 'number' || typeof offset !== 'number') return { text, offsets }
    offsets.push(first + offset)
  }
}

type NumberOf = (object: Maybe) => number | undefined

/** The object that begins at an offset with `1 0 obj`. */
function objectAt(offset: number, bytes: string, buffer: Buffer, numberOf: NumberOf): PdfObject {
  const lexer = new Lexer(bytes, offset)
  lexer.next()
  lexer.next()
  const word = lexer.next()
  if (!(word instanceof Keyword) || word.word !== 'obj') return null
  const object = lexer.object()
  if (!isDict(object)) return object
  const start = /[\0\t\n\f\r ]*stream(?:\r\n|\n|\r)?/y
  start.lastIndex = lexer.at
  if (!start.test(bytes)) return object
  const from = start.lastIndex
  return { dict: object, raw: buffer.subarray(from, endOf(from, numberOf(object.get('Length')), bytes)) }
}

/** Where a stream ends: where its length says, when `endstream` follows there; else before the next `endstream`. */
function endOf(from: number, length: number | undefined, bytes: string): number {
  const end = from + Math.max(0, length ?? -1)
  if (length !== undefined && /^[\r\n]{0,2}endstream/.test(bytes.slice(end, end + 12))) return end
  const next = bytes.indexOf('endstream', from)
  return next < 0 ? bytes.length : next
}

function filtersOf(
  dict: Dict,
  file: Pick<PdfFile, 'resolve' | 'dict' | 'list' | 'name' | 'number'>,
): readonly Filter[] {
  const one = file.name(dict.get('Filter'))
  const names = one === undefined ? file.list(dict.get('Filter')).map((name) => file.name(name) ?? '') : [one]
  const settings = file.resolve(dict.get('DecodeParms') ?? dict.get('DP'))
  return names.map((name, index) => {
    const own = file.dict(Array.isArray(settings) ? settings[index] : settings)
    const number = (key: string, otherwise: number) => Math.max(1, file.number(own.get(key)) ?? otherwise)
    const pixel = number('Colors', 1) * number('BitsPerComponent', 8)
    const row = Math.ceil((pixel * number('Columns', 1)) / 8)
    return { name, predictor: number('Predictor', 1), row, pixel: Math.ceil(pixel / 8) }
  })
}
