/** What the filters of a stream hide (ISO 32000-1, 7.4). Pictures stay as they are: nobody here looks at them. */
import { constants, inflateSync } from 'node:zlib'

/** Bytes; a stream that grows beyond this means harm. */
const LARGEST = 1 << 28

export interface Filter {
  readonly name: string
  /** Predictor of the filter: 1 none, 2 TIFF, 10 and more PNG. */
  readonly predictor: number
  /** Bytes a row, and bytes a pixel, that the predictor works on. */
  readonly row: number
  readonly pixel: number
}

/** The decoded bytes, or null when a filter is not known or the data are damaged. */
export function decode(raw: Uint8Array, filters: readonly Filter[]): Uint8Array | null {
  try {
    return filters.reduce<Uint8Array | null>((bytes, filter) => bytes && decodeOne(bytes, filter), raw)
  } catch {
    return null
  }
}

function decodeOne(bytes: Uint8Array, filter: Filter): Uint8Array | null {
  switch (filter.name) {
    case 'FlateDecode':
    case 'Fl':
      return unpredicted(inflated(bytes), filter)
    case 'ASCIIHexDecode':
    case 'AHx':
      return Buffer.from(latin1(bytes).replace(/>[\s\S]*$|[^0-9A-Fa-f]/g, ''), 'hex')
    case 'ASCII85Decode':
    case 'A85':
      return ascii85(latin1(bytes))
    case 'RunLengthDecode':
    case 'RL':
      return runs(bytes)
    default:
      return null
  }
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** A stream that was cut off gives what can still be had of it. */
function inflated(bytes: Uint8Array): Uint8Array {
  return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST })
}

function unpredicted(bytes: Uint8Array, { predictor, row, pixel }: Filter): Uint8Array | null {
  if (predictor === 1) return bytes
  if (predictor < 10 || row > bytes.length) return null
  const rows = Math.ceil(bytes.length / (row + 1))
  const out = new Uint8Array(rows * row)
  for (let y = 0; y < rows; y++) {
    const kind = bytes[y * (row + 1)] ?? 0
    for (let x = 0; x < row; x++) {
      const at = y * row + x
      const left = x < pixel ? 0 : (out[at - pixel] ?? 0)
      const up = y === 0 ? 0 : (out[at - row] ?? 0)
      const corner = x < pixel || y === 0 ? 0 : (out[at - row - pixel] ?? 0)
      out[at] = (bytes[y * (row + 1) + 1 + x] ?? 0) + predicted(kind, left, up, corner)
    }
  }
  return out
}

/** PNG's guesses at a byte from its neighbours (RFC 2083, 6). */
function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return (left + up) >> 1
  if (kind !== 4) return 0
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function ascii85(text: string): Uint8Array {
  const digits = text.replace(/~>[\s\S]*$|^<~|\s/g, '').replaceAll('z', '!!!!!')
  const out: number[] = []
  for (let at = 0; at < digits.length; at += 5) {
    const group = digits.slice(at, at + 5)
    const value = [...group.padEnd(5, 'u')].reduce((sum, one) => sum * 85 + one.charCodeAt(0) - 33, 0)
    const bytes = [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((one) => Math.floor(one) & 0xff)
    out.push(...bytes.slice(0, group.length - 1))
  }
  return Uint8Array.from(out)
}

function runs(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128
    if (length === 128) break
    const plain = length < 128
    parts.push(plain ? bytes.subarray(at + 1, at + 2 + length) : new Uint8Array(257 - length).fill(bytes[at + 1] ?? 0))
    at += plain ? length + 2 : 2
  }
  return Buffer.concat(parts)
}
