/** A press that may never be needed. */
import type { Press } from './press.ts'

/** A press that is opened, at the latest, when something is printed: a browser takes half a second to start, and two cores. */
export function lazyPress(open: () => Press): Press & { open(): void } {
  let press: Press | undefined
  const opened = () => {
    press ??= open()
    return press
  }
  return {
    print: (sheet) => opened().print(sheet),
    version: () => opened().version(),
    close: async () => press?.close(),
    open: () => void opened(),
  }
}
