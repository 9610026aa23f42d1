/** Messages that are composed before their turn, while the server thinks, so that no connection waits for one. */
import type { Delivery } from '../release/ledger/delivery.ts'
import type { Composed } from './composed.ts'

export interface Drafts {
  /** Composes the next of those that wait, unless there are enough. */
  ahead(waiting: readonly Delivery[]): void
  take(delivery: Delivery): Promise<Composed>
}

/** Keeps at most `most` messages at a time. */
export function draftsOf(prepare: (delivery: Delivery) => Promise<Composed>, most: number): Drafts {
  const made = new Map<Delivery, Promise<Composed>>()
  return {
    ahead(waiting) {
      const next = waiting.slice(0, most).find((one) => !made.has(one))
      if (!next || made.size >= most) return
      const message = prepare(next)
      // Met by who takes it; nobody may.
      message.catch(() => undefined)
      made.set(next, message)
    },
    take(delivery) {
      const message = made.get(delivery) ?? prepare(delivery)
      made.delete(delivery)
      return message
    },
  }
}
