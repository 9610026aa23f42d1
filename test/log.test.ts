import { describe, expect, it } from 'vitest'
import { eventsLog, linesLog } from '../src/log.ts'
import type { Log } from '../src/world.ts'

/** Back to the start of the line, and nothing there. */
const OVER = '\r\u001b[K'
const pace = { done: 2, total: 4, failed: 1, milliseconds: 1000 }

function told(open: (write: (text: string) => void) => Log): string {
  let text = ''
  const log = open((one) => {
    text += one
  })
  log.stage('data', '3 files', 12.4)
  log.progress(pace)
  log.progress({ ...pace, done: 4, milliseconds: 2000 })
  return text
}

describe('what is told while a command runs', () => {
  it('is a line each where lines stay, without an escape code', () => {
    expect(told((write) => linesLog({ write, live: false, colour: false }))).toBe(
      '- data      3 files (12 ms)\n' +
        '- areas     2 of 4, 1 failed, 2.0 a second, 1 s left (1000 ms)\n' +
        '- areas     4 of 4, 1 failed, 2.0 a second (2000 ms)\n',
    )
  })

  it('is one line of progress on a screen, written over until it is the last', () => {
    const lines = told((write) => linesLog({ write, live: true, colour: false })).split('\n')
    expect(lines).toHaveLength(3)
    const [first, second, last] = (lines[1] ?? '').split(OVER)
    expect([first, second, last]).toEqual(['', expect.stringContaining('2 of 4'), expect.stringContaining('4 of 4')])
  })

  it('is the progress alone, an event a line, for a program', () => {
    const events = told(eventsLog)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toEqual([
      { event: 'progress', done: 2, total: 4, failed: 1, milliseconds: 1000, perSecond: 2, secondsLeft: 1 },
      { event: 'progress', done: 4, total: 4, failed: 1, milliseconds: 2000, perSecond: 2, secondsLeft: 0 },
    ])
  })
})
