/** Addresses of people: one spelling for all spellings, a hash that stands for it, and what may be shown of it. */
import { domainToASCII } from 'node:url'
import { sha256 } from '../../keep.ts'

/** Letters of either case, and a domain in its own script or in ASCII, are the same address. */
export function normalAddress(address: string): string {
  const trimmed = address.trim().normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  const domain = trimmed.slice(at + 1).toLowerCase()
  return `${trimmed.slice(0, Math.max(at, 0)).toLowerCase()}@${domainToASCII(domain) || domain}`
}

/** What stands for a person where the address may not stand, and after it was erased. */
export const recipientOf = (address: string): string => sha256(`recipient ${normalAddress(address)}`)

export const domainOf = (address: string): string => normalAddress(address).replace(/^.*@/, '')

/** Enough for a person to recognise it, and not enough for others: `j…@example.org`; of a single letter, none. */
export const maskAddress = (address: string): string =>
  address.replace(/^(.?)(.*)@/su, (_, first: string, rest: string) => `${rest === '' ? '' : first}…@`)

/** A server's answer often repeats the address that it refuses. */
export const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>"'(),:;=[\]]+@[^\s<>"'(),:;[\]]+/gu, '…@…')
