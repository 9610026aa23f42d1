/** A message that is read while it is sent, and knows how far. */
import { Readable } from 'node:stream'

export interface MessageSource {
  readonly stream: Readable
  /** Somebody has asked for the first byte. */
  begun(): boolean
  /** The last byte was taken. */
  ended(): boolean
}

const CHUNK = 16_384

export function messageSource(eml: Uint8Array): MessageSource {
  let begun = false
  let ended = false
  function* chunks(): Generator<Uint8Array> {
    begun = true
    for (let from = 0; from < eml.byteLength; from += CHUNK) {
      // Before the last one is handed on: from then on nobody can say how far it came.
      ended = from + CHUNK >= eml.byteLength
      yield eml.subarray(from, from + CHUNK)
    }
    ended = true
  }
  // One chunk is asked for at a time, and none ahead.
  const stream = Readable.from(chunks(), { objectMode: false, highWaterMark: 1 })
  return { stream, begun: () => begun, ended: () => ended }
}
