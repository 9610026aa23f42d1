/** Bytes to text: in the declared encoding, or UTF-8; another one is recognised and named, never guessed in silence. */
import { type Place, type Problem, problem, type Tell } from '../problem.ts'

/** Enough to recognise UTF-16 without a mark, and a workbook. */
const HEAD_BYTES = 1024
/** What is held at most while waiting for the end of a line. */
const LONGEST_LINE = 1 << 20
const LINE_FEED = 0x0a
const LOST = '\uFFFD'

/** Whether the runtime can read the encoding that a descriptor names. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** Decodes chunks as they come; after telling that the encoding is wrong it goes on with the likely one. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  declared: string,
  file: string,
  tell: Tell,
): AsyncGenerator<string> {
  const at = { line: 1, column: 1 }
  let decoder: TextDecoder | null = null
  for await (const bytes of wholeLines(chunks)) {
    if (decoder === null && isWorkbook(bytes)) return tell(problem('file-is-workbook', {}, { file }))
    decoder ??= chooseDecoder(bytes, declared, file, tell)
    const text = decodeChunk(decoder, bytes)
    if (text === null) {
      tell(notUtf8(bytes, { file, ...at }))
      decoder = new TextDecoder('windows-1252')
    }
    const decoded = text ?? decoder.decode(bytes, { stream: true })
    advance(at, decoded)
    yield decoded
  }
  if (decoder === null) return tell(problem('file-empty', {}, { file }))
  if (decodeChunk(decoder, null) === null) tell(problem('file-cut-off', {}, { file, ...at }))
}

/** The whole of a small file as text. */
export async function decodeWhole(bytes: Uint8Array, file: string, tell: Tell): Promise<string> {
  async function* whole() {
    yield bytes
  }
  return (await Array.fromAsync(decodeText(whole(), 'utf-8', file, tell))).join('')
}

/**
 * Cuts chunks behind a line end, the first one not too short to recognise an encoding by: a character that is cut in two
 * by a chunk would look like a wrong byte.
 */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk])
    const end = held.lastIndexOf(LINE_FEED) + 1
    if (held.length < HEAD_BYTES || (end === 0 && held.length < LONGEST_LINE)) continue
    yield end === 0 ? held : held.subarray(0, end)
    held = end === 0 ? new Uint8Array() : held.subarray(end)
  }
  if (held.length > 0) yield held
}

/** Null when the bytes are not in the decoder's encoding; without bytes, ends the text. */
function decodeChunk(decoder: TextDecoder, bytes: Uint8Array | null): string | null {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** Starts as a ZIP (xlsx, ods) or as an OLE file (xls). */
function isWorkbook([first, second, third, fourth]: Uint8Array): boolean {
  const zip = first === 0x50 && second === 0x4b && third === 0x03 && fourth === 0x04
  return zip || (first === 0xd0 && second === 0xcf && third === 0x11 && fourth === 0xe0)
}

function chooseDecoder(bytes: Uint8Array, declared: string, file: string, tell: Tell): TextDecoder {
  const start: Place = { file, line: 1, column: 1 }
  const wide = recogniseUtf16(bytes)
  const encoding = new TextDecoder(declared).encoding
  if (wide !== null) {
    if (!encoding.startsWith('utf-16'))
      tell(problem('file-in-other-encoding', { found: 'utf-16', declared: encoding }, start))
    return new TextDecoder(wide)
  }
  if (encoding !== 'utf-8' && isMultibyteUtf8(bytes)) {
    tell(problem('file-in-other-encoding', { found: 'utf-8', declared: encoding }, start))
    return new TextDecoder('utf-8', { fatal: true })
  }
  if (encoding === 'utf-8' && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    tell(problem('file-has-byte-order-mark', {}, start))
  return new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
}

/** By its byte order mark, or by every second byte of a text in Latin letters being zero. */
function recogniseUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, HEAD_BYTES)
  const zeros = [0, 1].map((parity) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length)
  const [high = 0, low = 0] = zeros
  if (Math.max(high, low) <= head.length / 4) return null
  return low > high ? 'utf-16le' : 'utf-16be'
}

/** Has letters outside ASCII, all of them spelled as UTF-8 does: a text in a one-byte encoding practically never is. */
function isMultibyteUtf8(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80) && decodeChunk(new TextDecoder('utf-8', { fatal: true }), bytes) !== null
}

/** Points at the first byte that UTF-8 does not allow, and names the word that it would be in Windows-1252. */
function notUtf8(bytes: Uint8Array, start: Required<Omit<Place, 'length'>>): Problem {
  const [before = ''] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split(LOST)
  const offset = new TextEncoder().encode(before).length
  const around = (from: number, to: number) => new TextDecoder('windows-1252').decode(bytes.subarray(from, to))
  const head = /[\p{L}\p{M}]*$/u.exec(before)?.[0] ?? ''
  const tail = /^[\p{L}\p{M}]*/u.exec(around(offset, offset + 40))?.[0] ?? ''
  const at = { line: start.line, column: start.column }
  advance(at, before.replace(/^\uFEFF/, ''))
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase()
  return problem('file-not-utf8', { byte, word: tail === '' ? null : head + tail }, { file: start.file, ...at })
}

/** Moves a position over a text; columns are UTF-16 units. */
function advance(at: { line: number; column: number }, text: string): void {
  let start = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    at.line += 1
    at.column = 1
    start = end + 1
  }
  at.column += text.length - start
}
