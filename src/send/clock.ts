/** Time that goes on while mail is sent. */
import type { World } from '../world.ts'

export interface Clock {
  now(): Temporal.Instant
  /** Milliseconds since some fixed moment; never goes back, as a clock may that is put right. */
  elapsed(): number
}

/** Goes on from the world's one reading of the clock; to be made when that was just read. */
export function clockFrom({ now, elapsed }: Pick<World, 'now' | 'elapsed'>): Clock {
  const start = elapsed()
  return { now: () => now.add({ milliseconds: Math.floor(elapsed() - start) }), elapsed }
}
