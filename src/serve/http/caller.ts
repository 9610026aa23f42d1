/** Who calls: from this machine or through a proxy, by a name that is ours or by another, from our own form or from a stranger's. */
import type { Call } from './call.ts'

/** Where the page is to be found. */
export interface Place {
  readonly host: string
  readonly port: number
  /** Names by which a proxy shows it. */
  readonly names: readonly string[]
}

export interface Caller {
  /** The name in the address is one of ours: a stranger's name that leads here is an attack (DNS rebinding). */
  readonly known: boolean
  /** On this machine, and called by nobody but those who work on it: may look without signing in. */
  readonly local: boolean
  /** The browser speaks https with the proxy. */
  readonly secure: boolean
  /** Whom to slow down. */
  readonly who: string
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** Whether nobody outside this machine can reach a server that listens there. */
export const isLoopback = (host: string): boolean => /^(localhost|(::ffff:)?127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host)

export function callerOf(call: Call, place: Place): Caller {
  const host = call.header('host')?.toLowerCase() ?? ''
  const fromHere = isLoopback(call.from)
  // What is said of a call that a proxy passes on is only believed of a proxy on this machine.
  const forwarded = fromHere && FORWARDED.some((name) => call.header(name) !== undefined)
  const loopbackName = LOOPBACK_NAMES.some((name) => host === withPort(name, place.port))
  // Where there is a proxy, a call that does not look as if it came through it may still have done so.
  const local = place.names.length === 0 && isLoopback(place.host) && fromHere && loopbackName && !forwarded
  const last = call.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return {
    known: loopbackName || isOurName(host, place),
    local,
    secure: fromHere && call.header('x-forwarded-proto')?.toLowerCase() === 'https',
    who: forwarded && last ? last : call.from,
  }
}

/** Browsers leave the usual port away. */
const withPort = (name: string, port: number): string => (port === 80 ? name : `${name}:${port}`)

/** A server that others may reach without a proxy has as many names as they give it; there, nothing is told without the token. */
function isOurName(host: string, { host: listening, names }: Place): boolean {
  if (names.length === 0) return !isLoopback(listening) && host !== ''
  return names.some((name) => host.replace(/:\d+$/, '') === name.toLowerCase())
}

/** Whether a form was sent from a page of ours: browsers say so in one of two ways, and must not contradict it in the other. */
export function isOwnForm(call: Call, { secure }: Caller): boolean {
  const site = call.header('sec-fetch-site')
  const origin = call.header('origin')
  if (site === undefined && origin === undefined) return false
  const own = `${secure ? 'https' : 'http'}://${call.header('host')?.toLowerCase()}`
  return (site === undefined || site === 'same-origin') && (origin === undefined || origin.toLowerCase() === own)
}
