/** A press for a process that goes on for months: between two nights there is no browser. */
import type { Press } from './press.ts'

/** Opened when something is printed, and closed when nothing was for so many milliseconds. */
export function idlePress(open: () => Press, after: number): Press {
  let press: Press | undefined
  let busy = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = async () => {
    clearTimeout(timer)
    const last = press
    press = undefined
    await last?.close()
  }
  const use = async <T>(work: (press: Press) => Promise<T>): Promise<T> => {
    clearTimeout(timer)
    press ??= open()
    busy++
    try {
      return await work(press)
    } finally {
      busy--
      if (busy === 0) timer = setTimeout(() => void close().catch(() => undefined), after)
    }
  }
  return { print: (sheet) => use((one) => one.print(sheet)), version: () => use((one) => one.version()), close }
}
