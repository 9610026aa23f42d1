/** An e-mail address: whether it can be one, and what stands for it. */
import { domainToASCII } from 'node:url'
import { recipientOf } from '../release/ledger/address.ts'

export type AddressFault = 'at' | 'local' | 'local-not-ascii' | 'domain' | 'long'

/** RFC 5322's dot-atom: what is in quotes, or has a comment, no subscriber has. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
/** At least two labels; the last one is no number, which would be a machine's address. */
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`)
/** RFC 5321, 4.5.3.1. */
const LONGEST_LOCAL = 64
const LONGEST = 254

/** The address with its domain in ASCII (`bücher.example` is `xn--bcher-kva.example`), or what is wrong with it. */
export function readAddress(text: string): { readonly address: string } | { readonly fault: AddressFault } {
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1 || text.indexOf('@') !== at) return { fault: 'at' }
  const local = text.slice(0, at)
  // The parser of domains drops tabs and line ends in silence, and reads `%41` as a letter.
  const written = text.slice(at + 1)
  const domain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(written) ? domainToASCII(written) : ''
  if (!/^\p{ASCII}*$/u.test(local)) return { fault: 'local-not-ascii' }
  if (!LOCAL.test(local)) return { fault: 'local' }
  if (!DOMAIN.test(domain)) return { fault: 'domain' }
  const address = `${local}@${domain}`
  return local.length > LONGEST_LOCAL || address.length > LONGEST ? { fault: 'long' } : { address }
}

/** Stands for a person in names, addresses of pages and Message-IDs, which have little room. */
export const recipientHash = (address: string): string => recipientOf(address).slice(0, 32)
