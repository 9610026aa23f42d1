/** The token: compared without a trace of how much of it was right, and asked for more slowly after wrong ones. */
import { createHash, timingSafeEqual } from 'node:crypto'

export const SHORTEST_TOKEN = 20

/** Wrong ones that cost nothing: a slip of the hand. */
const FREE = 3
/** Seconds. */
const LONGEST_WAIT = 300
const MOST_REMEMBERED = 1000

export type Verdict = { readonly right: boolean } | { readonly wait: number }

interface Tries {
  readonly wrong: number
  readonly until: Temporal.Instant
}

export interface Gate {
  /** `wait`: it was not even looked at, and may be tried again after so many seconds. */
  try(given: string, who: string): Verdict
}

export function openGate(token: string, now: () => Temporal.Instant): Gate {
  const tries = new Map<string, Tries>()
  return {
    try(given, who) {
      const before = tries.get(who)
      const left = before ? now().until(before.until).total('seconds') : 0
      if (left > 0) return { wait: Math.ceil(left) }
      // Those that come last are remembered longest.
      tries.delete(who)
      const right = sameSecret(given, token)
      if (!right) tries.set(who, oneMore(before?.wrong ?? 0, now()))
      forgetOldest(tries)
      return { right }
    },
  }
}

/** Twice as long after each, up to five minutes. */
function oneMore(wrong: number, at: Temporal.Instant): Tries {
  const seconds = wrong + 1 < FREE ? 0 : Math.min(LONGEST_WAIT, 2 ** (wrong + 1 - FREE))
  return { wrong: wrong + 1, until: at.add({ seconds }) }
}

function forgetOldest(tries: Map<string, Tries>): void {
  const [oldest] = tries.keys()
  if (tries.size > MOST_REMEMBERED && oldest !== undefined) tries.delete(oldest)
}

/** Hashes are of one length, whatever was given, so that the time tells nothing. */
export const sameSecret = (given: string, secret: string): boolean => timingSafeEqual(hashOf(given), hashOf(secret))

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
