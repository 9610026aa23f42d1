/** Settling what is unknown: by a person, or by the log of the mail server that it was handed to. */
import { type Delivery, type DeliveryKey, IS_KEY, keyValues } from './delivery.ts'
import { type Ledger, stamp } from './ledger.ts'
import type { PostfixLog } from './postfix.ts'

export interface Resolution {
  readonly state: 'sent' | 'planned'
  /** Who says so, and how it is known. */
  readonly because: string
}

/** False when it is not unknown, or is to be planned again and its address was erased. */
export async function resolveUnknown(
  ledger: Ledger,
  key: DeliveryKey,
  { state, because }: Resolution,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await ledger.run(
    [
      {
        // Without an owner, news from the process that had it in hand no longer counts.
        text: `update delivery set state = $5, settled = $6, response = $7, claimed_by = null, claimed_until = null
        where ${IS_KEY} and state = 'unknown' and ($5 = 'sent' or address is not null) returning *`,
        values: [...keyValues(key), state, stamp(now), because],
      },
    ],
    { event: `resolved: ${state}`, moment: stamp(now) },
  )
  return rows.length > 0
}

export interface Resolved {
  readonly delivery: Delivery
  readonly state: 'sent' | 'planned' | 'unknown'
}

/**
 * What the log says of each: queued is sent. That one does not stand in it proves something only when the log is `whole`: of the
 * server that they were handed to, and of all the time since.
 */
export function judgeByLog(unknown: readonly Delivery[], log: PostfixLog, whole: boolean): readonly Resolved[] {
  return unknown.map((delivery) => {
    if (delivery.messageId === null) return { delivery, state: 'unknown' }
    return { delivery, state: log.queued.has(delivery.messageId) ? 'sent' : whole ? 'planned' : 'unknown' }
  })
}
