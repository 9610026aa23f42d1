/** What a process stands on that goes on until it is told to stop. */
import { setTimeout as pause } from 'node:timers/promises'
import { realClock } from './world.ts'

/** One line for the log, with its moment. */
export function say(line: string): void {
  process.stdout.write(`${realClock.now().toString({ smallestUnit: 'second' })}  ${line.trimEnd()}\n`)
}

/** Exit code of a process that is told a second time, and waits for nothing any more. */
const IMPATIENT = 130

export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const onSignal = () => (stop.signal.aborted ? process.exit(IMPATIENT) : stop.abort())
  // Listens to its end: while somebody does, the browsers stay until what is in hand is printed.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
  return stop.signal
}

/** Ends early when it is told to stop. */
export const pauseUntil = (milliseconds: number, stopped: AbortSignal): Promise<unknown> =>
  pause(milliseconds, undefined, { signal: stopped }).catch(() => undefined)

/** Milliseconds that a server which does not answer may hold up the end. */
const PARTING = 5_000

/** Whether some work ended in time; one that fails has ended. */
export async function within(milliseconds: number, work: () => Promise<unknown>): Promise<boolean> {
  const stop = new AbortController()
  const late = pause(milliseconds, false, { signal: stop.signal }).catch(() => false)
  const ended = work().then(
    () => true,
    () => true,
  )
  const inTime = await Promise.race([ended, late])
  stop.abort()
  return inTime
}

export const drained = (close: () => Promise<unknown>): Promise<boolean> => within(PARTING, close)
