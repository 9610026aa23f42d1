/** The noun of this stage: a message as it goes out, byte for byte, and to whom. */

export interface Envelope {
  /** Where bounces go. */
  readonly from: string
  readonly to: string
}

export interface Composed {
  /** The finished message, signed where it is to be signed. */
  readonly eml: Uint8Array
  readonly envelope: Envelope
  /** With its brackets. */
  readonly messageId: string
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string
}

/** A line break would begin a command of its own; `>` or a blank would end the address, and a comma begin another one. */
const isSafe = (address: string): boolean => SAFE.test(address)
const SAFE = /^("[^"\\\s<>,;@\p{C}]+"|[^"\\\s<>,;:@()[\]\p{C}]+)@[^"\\\s<>,;:@()\p{C}]+$/u

export const isSafeEnvelope = ({ from, to }: Envelope): boolean => isSafe(from) && isSafe(to)
