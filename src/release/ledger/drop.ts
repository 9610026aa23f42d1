/** Deliveries that nobody wants any more: superseded before they went out, or of people who have left. */
import { type Delivery, deliveryOf } from './delivery.ts'
import type { VersionKey } from './edition-version.ts'
import { type Ledger, stamp } from './ledger.ts'

/** Those that wait for their first or next attempt, of this version and of all before it. */
export async function openDeliveries(ledger: Ledger, version: VersionKey): Promise<readonly Delivery[]> {
  const { factsheet, edition } = version
  const rows = await ledger.run([
    {
      text: `select * from delivery where factsheet = $1 and edition = $2 and version <= $3
        and state in ('planned', 'deferred') order by version, recipient`,
      values: [factsheet, edition, version.version],
    },
  ])
  return rows.map(deliveryOf)
}

/** Takes them out of the plan, as if they had never been in it; that they were stays in the log. */
export async function dropDeliveries(
  ledger: Ledger,
  dropped: readonly Delivery[],
  now: Temporal.Instant,
): Promise<number> {
  let gone = 0
  for (const { factsheet, edition, version, recipient } of dropped) {
    const rows = await ledger.run(
      [
        {
          text: `delete from delivery where factsheet = $1 and edition = $2 and version = $3 and recipient = $4
            and state in ('planned', 'deferred') returning *`,
          values: [factsheet, edition, version, recipient],
        },
      ],
      { event: 'dropped', moment: stamp(now) },
    )
    gone += rows.length
  }
  return gone
}
