/** One message to one person about one version, and how far it has come. */
import { type Row, textIn, type Value } from './ledger.ts'

/**
 * `sending`: written down before the server is spoken to; `deferred`: not taken, to be tried again; `bounced`: refused for good;
 * `unknown`: it may have been taken, and only a person or the server's log can tell. Only `planned` and `deferred` are ever sent.
 */
export type DeliveryState = 'planned' | 'sending' | 'sent' | 'deferred' | 'bounced' | 'unknown'
/** `withdrawal`: of earlier versions, told by the version that withdraws them. */
export type Purpose = 'publication' | 'correction' | 'withdrawal'

export interface DeliveryKey {
  readonly factsheet: string
  readonly edition: string
  readonly version: number
  /** See `recipientOf`. */
  readonly recipient: string
}

export interface Delivery extends DeliveryKey {
  /** Null when the person had it erased. */
  readonly address: string | null
  readonly language: string
  readonly area: string | null
  readonly purpose: Purpose
  readonly state: DeliveryState
  /** How often the server was, or may have been, spoken to. */
  readonly attempts: number
  /** Moments are ISO 8601, UTC, to the millisecond. */
  readonly notBefore: string | null
  readonly messageId: string | null
  readonly emlSha256: string | null
  /** What the server said last, without addresses. */
  readonly response: string | null
  /** The process that has it in hand, or had it last. */
  readonly claimedBy: string | null
  readonly claimedUntil: string | null
  readonly planned: string
  /** When the last attempt began. */
  readonly begun: string | null
  readonly settled: string | null
}

export const deliveryOf = (row: Row): Delivery => ({
  factsheet: String(row['factsheet']),
  edition: String(row['edition']),
  version: Number(row['version']),
  recipient: String(row['recipient']),
  address: textIn(row['address']),
  language: String(row['language']),
  area: textIn(row['area']),
  purpose: row['purpose'] as Purpose,
  state: row['state'] as DeliveryState,
  attempts: Number(row['attempts']),
  notBefore: textIn(row['not_before']),
  messageId: textIn(row['message_id']),
  emlSha256: textIn(row['eml_sha256']),
  response: textIn(row['response']),
  claimedBy: textIn(row['claimed_by']),
  claimedUntil: textIn(row['claimed_until']),
  planned: String(row['planned']),
  begun: textIn(row['begun']),
  settled: textIn(row['settled']),
})

/** The key as parameters `$1` to `$4`. */
export const keyValues = ({ factsheet, edition, version, recipient }: DeliveryKey): readonly Value[] => [
  factsheet,
  edition,
  version,
  recipient,
]
export const IS_KEY = 'factsheet = $1 and edition = $2 and version = $3 and recipient = $4'
