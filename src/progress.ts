/** How far a long run has come: done, failed, rate, time left. */
import type { Pace, World } from './world.ts'

export interface Progress {
  /** One more is done, well or not. */
  done(well: boolean): void
}

/** Counts the areas of a run, and tells of them every so often and at the end. */
export function openProgress(total: number, { log, elapsed }: Pick<World, 'log' | 'elapsed'>): Progress {
  const started = elapsed()
  let last = started
  let done = 0
  let failed = 0
  return {
    done(well) {
      done++
      if (!well) failed++
      const now = elapsed()
      if (done < total && now - last < log.pause) return
      last = now
      log.progress({ done, total, failed, milliseconds: now - started })
    },
  }
}

/** Areas a second; null when no time has passed. */
export const rateOf = ({ done, milliseconds }: Pace): number | null =>
  milliseconds > 0 ? (done * 1000) / milliseconds : null

/** Seconds that the rest will take at the same rate; null when nothing is left, or no rate is known. */
export function secondsLeft(pace: Pace): number | null {
  const rate = rateOf(pace)
  return rate && pace.done < pace.total ? Math.ceil((pace.total - pace.done) / rate) : null
}

/** `3 of 5, 1 failed, 1.2 a second, 2 s left`. */
export function paceText(pace: Pace): string {
  const [rate, left] = [rateOf(pace), secondsLeft(pace)]
  const parts = [`${pace.done} of ${pace.total}`, `${pace.failed} failed`]
  return [...parts, ...(rate ? [`${rate.toFixed(1)} a second`] : []), ...(left ? [`${left} s left`] : [])].join(', ')
}
