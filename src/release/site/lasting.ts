/** Names that never change: of what they name alone, never of where it stands, so that a site can move. */
import { sha256 } from '../../keep.ts'

/** A URN of a UUID that is made from a hash (RFC 9562, version 8). */
export function lastingId(...parts: readonly string[]): string {
  const hash = sha256(JSON.stringify(parts))
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16)
  const digits = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`
  return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
}
