import { describe, expect, it } from 'vitest'
import { openProgress } from '../src/progress.ts'

function running(total: number) {
  const lines: string[] = []
  let now = 1000
  const log = {
    stage: (name: string, detail: string, milliseconds: number) =>
      void lines.push(`${name}: ${detail} (${milliseconds})`),
  }
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
    expect(run.lines).toEqual([
      'areas: 3 of 5, 1 failed, 1.2 a second, 2 s left (2500)',
      'areas: 5 of 5, 1 failed, 1.3 a second (4000)',
    ])
  })

  it('tells no rate of no time', () => {
    const run = running(1)
    run.after(0)
    expect(run.lines).toEqual(['areas: 1 of 1, 0 failed (0)'])
  })
})
