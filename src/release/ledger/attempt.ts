/** One try to send: written down before the server is spoken to, and what came of it. */
import { withoutAddresses } from './address.ts'
import { type Claim, IS_OPEN, isPublic } from './claim.ts'
import { type Delivery, type DeliveryKey, deliveryOf, IS_KEY, keyValues } from './delivery.ts'
import { type Ledger, stamp } from './ledger.ts'

export interface Intent {
  readonly messageId: string
  readonly emlSha256: string
}

export type Outcome =
  | { readonly state: 'sent' | 'bounced' | 'unknown'; readonly response: string }
  | { readonly state: 'deferred'; readonly response: string; readonly notBefore: Temporal.Instant }

/** Null when it may not be sent after all: the claim ran out, or the version was withdrawn or superseded meanwhile. */
export async function recordIntent(
  ledger: Ledger,
  key: DeliveryKey,
  { owner, now, until }: Claim,
  { messageId, emlSha256 }: Intent,
): Promise<Delivery | null> {
  const rows = await ledger.run(
    [
      {
        text: `update delivery as d set state = 'sending', attempts = attempts + 1, begun = $6, claimed_until = $7,
          message_id = $8, eml_sha256 = $9, not_before = null, response = null, settled = null
        where ${IS_KEY} and ${IS_OPEN} and claimed_by = $5 and claimed_until > $6 and ${isPublic('$6')} returning *`,
        values: [...keyValues(key), owner, stamp(now), stamp(until), messageId, emlSha256],
      },
    ],
    { event: 'sending', moment: stamp(now), detail: emlSha256 },
  )
  return rows[0] ? deliveryOf(rows[0]) : null
}

/**
 * What came of the attempt that `recordIntent` returned. Late news still counts where others had to call it unknown meanwhile; none
 * counts that a person has resolved. False when it did not count.
 */
export async function settleDelivery(
  ledger: Ledger,
  attempt: Delivery,
  outcome: Outcome,
  now: Temporal.Instant,
): Promise<boolean> {
  const notBefore = outcome.state === 'deferred' ? stamp(outcome.notBefore) : null
  const rows = await ledger.run(
    [
      {
        // Without an address it can not be tried again.
        text: `update delivery set state = case when $7 = 'deferred' and address is null then 'bounced' else $7 end,
          response = $8, not_before = $9, settled = $10, claimed_until = null
        where ${IS_KEY} and claimed_by = $5 and attempts = $6 and state in ('sending', 'unknown') returning *`,
        values: [
          ...keyValues(attempt),
          ...[
            attempt.claimedBy,
            attempt.attempts,
            outcome.state,
            withoutAddresses(outcome.response),
            notBefore,
            stamp(now),
          ],
        ],
      },
    ],
    { event: outcome.state, moment: stamp(now) },
  )
  return rows.length > 0
}

/** Deliveries whose process was silent for too long while it sent: it may have died before or after the server took the message. */
export async function expireAttempts(ledger: Ledger, now: Temporal.Instant): Promise<readonly Delivery[]> {
  const rows = await ledger.run(
    [
      {
        text: `update delivery set state = 'unknown', settled = $1, claimed_until = null, response = 'the process that sent it ended'
        where state = 'sending' and claimed_until <= $1 returning *`,
        values: [stamp(now)],
      },
    ],
    { event: 'unknown', moment: stamp(now) },
  )
  return rows.map(deliveryOf)
}
