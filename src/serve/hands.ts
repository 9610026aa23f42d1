/** How much a process works on at a time. */
import type { Bell } from './bell.ts'

export interface Hands {
  /** So many more may be begun. */
  free(): number
  busy(): number
  /** The bell rings when it has ended, well or not. */
  begin(work: Promise<unknown>): void
}

export function handsOf(parallel: number, bell: Bell): Hands {
  let busy = 0
  const end = () => {
    busy--
    bell.ring()
  }
  return {
    free: () => parallel - busy,
    busy: () => busy,
    begin(work) {
      busy++
      work.then(end, end)
    },
  }
}
