/** A message as it goes out, byte for byte, and to whom. */
import type { Delivery } from '../release/ledger/delivery.ts'

export interface Envelope {
  /** Where bounces go. */
  readonly from: string
  readonly to: string
}

export interface Prepared {
  readonly delivery: Delivery
  /** The finished message, signed where it is to be signed. */
  readonly eml: Uint8Array
  readonly envelope: Envelope
}

/** Bytes of a header that is searched for. */
const HEADER = 65_536

/** The Message-ID that stands in the header of a message, with its brackets; null when there is none. */
export function messageIdOf(eml: Uint8Array): string | null {
  const text = Buffer.from(eml.buffer, eml.byteOffset, Math.min(eml.byteLength, HEADER)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  return /^message-id:\s*(<[^<>\s]+>)/im.exec(text.slice(0, end))?.[1] ?? null
}

/** A line break would begin a command of its own; `>` or a blank would end the address, and a comma begin another one. */
const isSafe = (address: string): boolean => SAFE.test(address)
const SAFE = /^("[^"\\\s<>,;@\p{C}]+"|[^"\\\s<>,;:@()[\]\p{C}]+)@[^"\\\s<>,;:@()\p{C}]+$/u

export const isSafeEnvelope = ({ from, to }: Envelope): boolean => isSafe(from) && isSafe(to)
