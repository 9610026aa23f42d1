import { describe, expect, it } from 'vitest'
import { openProgress, paceText } from '../src/progress.ts'
import { type Pace, SILENT } from '../src/world.ts'

function running(total: number) {
  const lines: string[] = []
  let now = 1000
  const log = { ...SILENT, pause: 2000, progress: (pace: Pace) => void lines.push(paceText(pace)) }
  const progress = openProgress(total, { log, elapsed: () => now })
  return {
    lines,
    after(milliseconds: number, well = true) {
      now += milliseconds
      progress.done(well)
    },
  }
}

describe('the progress of a long run', () => {
  it('is told every so often and at the end: done, failed, rate, time left', () => {
    const run = running(5)
    run.after(500)
    run.after(500, false)
    run.after(1500)
    run.after(500)
    run.after(1000)
    expect(run.lines).toEqual(['3 of 5, 1 failed, 1.2 a second, 2 s left', '5 of 5, 1 failed, 1.3 a second'])
  })

  it('tells no rate of no time', () => {
    const run = running(1)
    run.after(0)
    expect(run.lines).toEqual(['1 of 1, 0 failed'])
  })
})
