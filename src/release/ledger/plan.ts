/** What is to be sent to whom: once for each version and person, however often it is planned. */
import { normalAddress, recipientOf } from './address.ts'
import type { Purpose } from './delivery.ts'
import type { VersionKey } from './edition-version.ts'
import { type Ledger, type Statement, stamp } from './ledger.ts'

export interface Intended extends VersionKey {
  readonly address: string
  readonly language: string
  readonly area: string | null
  readonly purpose: Purpose
}

/** Rows of one statement: a journey to the database for each of ten thousand subscribers would take minutes. */
const AT_ONCE = 100

/** The number of those that were not planned before. */
export async function planDeliveries(
  ledger: Ledger,
  intended: readonly Intended[],
  now: Temporal.Instant,
): Promise<number> {
  let added = 0
  for (let from = 0; from < intended.length; from += AT_ONCE) {
    const insert = insertOf(intended.slice(from, from + AT_ONCE), stamp(now))
    added += (await ledger.run([insert], { event: 'planned', moment: stamp(now) })).length
  }
  return added
}

function insertOf(intended: readonly Intended[], now: string): Statement {
  const rows = intended.map((one) => [
    ...[one.factsheet, one.edition, one.version, recipientOf(one.address), normalAddress(one.address)],
    ...[one.language, one.area, one.purpose, now],
  ])
  const width = rows[0]?.length ?? 0
  const marks = rows.map(
    (row, at) => `(${row.map((_, column) => `$${at * width + column + 1}`).join(', ')}, 'planned', 0)`,
  )
  return {
    text: `insert into delivery
      (factsheet, edition, version, recipient, address, language, area, purpose, planned, state, attempts)
      values ${marks.join(', ')} on conflict do nothing returning *`,
    values: rows.flat(),
  }
}
