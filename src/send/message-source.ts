/** A message that is read while it is sent, and knows how far. */
import { Readable } from 'node:stream'

export interface MessageSource {
  readonly stream: Readable
  /** Somebody has asked for the first byte. */
  begun(): boolean
  /** The last byte was taken. */
  ended(): boolean
}

/** Bytes handed on in one piece: large ones cost the connection least, … */
const CHUNK = 65_536
/** … and a small last one leaves little of a message of which nobody can say whether all of it arrived. */
const LAST = 16_384

export function messageSource(eml: Uint8Array): MessageSource {
  let begun = false
  let ended = false
  function* chunks(): Generator<Uint8Array> {
    begun = true
    const last = Math.max(0, eml.byteLength - LAST)
    for (let from = 0; from < last; from += CHUNK) yield eml.subarray(from, Math.min(from + CHUNK, last))
    // Before the last one is handed on: from then on nobody can say how far it came.
    ended = true
    yield eml.subarray(last)
  }
  // One chunk is asked for at a time, and none ahead.
  const stream = Readable.from(chunks(), { objectMode: false, highWaterMark: 1 })
  return { stream, begun: () => begun, ended: () => ended }
}
