/** What stands in the ledger. */
import { type Delivery, type DeliveryState, deliveryOf } from './delivery.ts'
import type { Ledger } from './ledger.ts'

export async function listDeliveries(ledger: Ledger, state: DeliveryState): Promise<readonly Delivery[]> {
  const rows = await ledger.run([
    {
      text: 'select * from delivery where state = $1 order by factsheet, edition, version, recipient',
      values: [state],
    },
  ])
  return rows.map(deliveryOf)
}

export interface Count {
  readonly factsheet: string
  readonly edition: string
  readonly version: number
  readonly state: DeliveryState
  readonly count: number
}

export async function countDeliveries(ledger: Ledger): Promise<readonly Count[]> {
  const rows = await ledger.run([
    {
      text: `select factsheet, edition, version, state, cast(count(*) as integer) as count from delivery
      group by factsheet, edition, version, state order by factsheet, edition, version, state`,
      values: [],
    },
  ])
  return rows as readonly unknown[] as readonly Count[]
}
