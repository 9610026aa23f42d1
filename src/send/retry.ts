/** When something that was not taken is tried again. */
export interface Retry {
  /** Attempts, the first one included, after which it counts as refused. */
  readonly attempts: number
  /** Milliseconds from the first attempt to the second; twice as many to the third, and so on. */
  readonly first: number
  readonly longest: number
}

const MINUTE = 60_000

/** Servers that let strangers wait want some minutes; ones that are down are mostly up within two days. */
export const RETRY: Retry = { attempts: 15, first: 5 * MINUTE, longest: 240 * MINUTE }

export function notBefore(attempts: number, now: Temporal.Instant, { first, longest }: Retry): Temporal.Instant {
  return now.add({ milliseconds: Math.min(longest, first * 2 ** (attempts - 1)) })
}
