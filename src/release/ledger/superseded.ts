/** Whom a correction or a withdrawal concerns: who was sent a version that it replaces. */
import type { VersionKey } from './edition-version.ts'
import type { Ledger, Row } from './ledger.ts'

export interface Concerned {
  readonly recipient: string
  readonly address: string
  /** Of the last message that the person was sent. */
  readonly language: string
  readonly area: string | null
  readonly version: number
  /** Message-IDs of all that the person was sent of this edition, in their order: for In-Reply-To and References. */
  readonly thread: readonly string[]
  /** False when it is not known whether any of them arrived. */
  readonly certain: boolean
}

/** Everybody who was sent, or may have been sent, an earlier version of the edition. */
export async function receivedBefore(ledger: Ledger, version: VersionKey): Promise<readonly Concerned[]> {
  const rows = await ledger.run([
    {
      text: `select recipient, address, language, area, version, message_id, state from delivery
      where factsheet = $1 and edition = $2 and version < $3 and state in ('sent', 'unknown', 'sending')
        and address is not null
      order by recipient, version`,
      values: [version.factsheet, version.edition, version.version],
    },
  ])
  const persons = Map.groupBy(rows, (row) => String(row['recipient']))
  return [...persons].flatMap(([recipient, messages]) => concernedIn(recipient, messages))
}

function concernedIn(recipient: string, messages: readonly Row[]): readonly Concerned[] {
  const last = messages.at(-1)
  if (!last) return []
  return [
    {
      recipient,
      address: String(last['address']),
      language: String(last['language']),
      area: last['area'] === null ? null : String(last['area']),
      version: Number(last['version']),
      thread: messages.map((one) => String(one['message_id'])),
      certain: messages.some((one) => one['state'] === 'sent'),
    },
  ]
}
