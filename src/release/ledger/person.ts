/** For an audit, and for a person's rights to know and to be forgotten. */
import { recipientOf } from './address.ts'
import { type Delivery, deliveryOf } from './delivery.ts'
import { type RecordedVersion, recordedVersions } from './edition-version.ts'
import { type Ledger, type Row, stamp } from './ledger.ts'

export interface LedgerExport {
  readonly versions: readonly RecordedVersion[]
  readonly deliveries: readonly Delivery[]
  /** What happened, in its order. */
  readonly events: readonly Row[]
}

const DELIVERIES = 'select * from delivery'
const IN_ORDER = 'order by factsheet, edition, version, recipient'

/** All of it, as plain JSON. */
export async function exportLedger(ledger: Ledger): Promise<LedgerExport> {
  const deliveries = await ledger.run([{ text: `${DELIVERIES} ${IN_ORDER}`, values: [] }])
  const events = await ledger.run([{ text: 'select * from event order by happened, event, recipient', values: [] }])
  return { versions: await recordedVersions(ledger), deliveries: deliveries.map(deliveryOf), events }
}

/** What it holds of one person. */
export async function exportPerson(ledger: Ledger, address: string): Promise<Omit<LedgerExport, 'versions'>> {
  const values = [recipientOf(address)]
  const deliveries = await ledger.run([{ text: `${DELIVERIES} where recipient = $1 ${IN_ORDER}`, values }])
  const events = await ledger.run([
    { text: 'select * from event where recipient = $1 order by happened, event', values },
  ])
  return { deliveries: deliveries.map(deliveryOf), events }
}

/**
 * Keeps that something was sent, and not to which address. What was not sent is planned no more; what is being sent at this moment
 * ends as it ends. Returns the number of deliveries that held the address.
 */
export async function erasePerson(ledger: Ledger, address: string, now: Temporal.Instant): Promise<number> {
  const values = [recipientOf(address)]
  const rows = await ledger.run(
    [
      { text: 'update delivery set address = null where recipient = $1 and address is not null returning *', values },
      { text: `delete from delivery where recipient = $1 and state in ('planned', 'deferred')`, values },
    ],
    { event: 'erased', moment: stamp(now), detail: '' },
  )
  return rows.length
}
