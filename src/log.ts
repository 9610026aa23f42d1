/** What is told while a command runs: lines for a person, and the progress of a long run for a program. */
import { paceText, rateOf, secondsLeft } from './progress.ts'
import { type Log, SILENT } from './world.ts'

export interface Screen {
  write(text: string): void
  /** Whether a line can be written over. */
  readonly live: boolean
  readonly colour: boolean
}

/** Milliseconds between two lines of progress: on a screen as it goes, in a log so that a night's run stays readable. */
const [LIVE, LOGGED] = [200, 2_000]
/** Back to the start of the line, and what stood there gone (ECMA-48: CR, EL). */
const OVER = '\r\u001b[K'

/** A line for each stage; progress in a line that is written over where the screen can. */
export function linesLog({ write, live, colour }: Screen): Log {
  const tick = colour ? '\u001b[32m✓\u001b[39m' : '-'
  const over = live ? OVER : ''
  const line = (name: string, detail: string, milliseconds: number) =>
    `${over}${tick} ${name.padEnd(9)} ${detail} (${Math.round(milliseconds)} ms)`
  return {
    stage: (name, detail, milliseconds) => write(`${line(name, detail, milliseconds)}\n`),
    progress: (pace) => {
      const ended = pace.done === pace.total
      write(`${line('areas', paceText(pace), pace.milliseconds)}${live && !ended ? '' : '\n'}`)
    },
    pause: live ? LIVE : LOGGED,
  }
}

/** Progress as an event in JSON a line, for a program that has the result elsewhere. */
export function eventsLog(write: (text: string) => void): Log {
  return {
    ...SILENT,
    progress: (pace) => {
      const { done, total, failed, milliseconds } = pace
      const rate = Number(rateOf(pace)?.toFixed(2) ?? 0)
      const time = { milliseconds: Math.round(milliseconds), perSecond: rate, secondsLeft: secondsLeft(pace) ?? 0 }
      write(`${JSON.stringify({ event: 'progress', done, total, failed, ...time })}\n`)
    },
    pause: LOGGED,
  }
}
