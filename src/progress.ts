/** How far a long run has come: done, failed, rate, time left; a line every so often, and one at the end. */
import type { World } from './world.ts'

export interface Progress {
  /** One more is done, well or not. */
  done(well: boolean): void
}

/** Milliseconds between two lines: a log of a night's run stays readable. */
const PAUSE = 2_000

/** Counts the areas of a run. */
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
      if (done < total && now - last < PAUSE) return
      last = now
      log.stage('areas', `${done} of ${total}, ${failed} failed${pace(done, total, now - started)}`, now - started)
    },
  }
}

/** `, 3.1 a second, 12 s left`; no rate can be told of no time. */
function pace(done: number, total: number, milliseconds: number): string {
  if (milliseconds <= 0) return ''
  const rate = (done * 1000) / milliseconds
  const left = done < total ? `, ${Math.ceil((total - done) / rate)} s left` : ''
  return `, ${rate.toFixed(1)} a second${left}`
}
