/** What is sent in tests, and when. */
import { sha256 } from '../../src/keep.ts'
import type { Delivery } from '../../src/release/ledger/delivery.ts'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import type { Clock } from '../../src/send/clock.ts'
import type { Composed } from '../../src/send/composed.ts'
import type { Errand } from '../../src/send/deliver-due.ts'
import type { SmtpSettings } from '../../src/send/smtp-settings.ts'
import { later } from '../release/ledger/books.ts'

export const messageIdFor = ({ recipient, version }: Pick<Delivery, 'recipient' | 'version'>) =>
  `<${recipient.slice(0, 32)}.${version}@diptych.example>`

/** A message of about so many bytes. */
export function prepareWith(bytes: number): (delivery: Delivery) => Promise<Composed> {
  const body = 'The number of the year, and how it came about.\r\n.a line with a dot\r\n'.repeat(Math.ceil(bytes / 68))
  return async (delivery) => {
    const head = `From: stats@diptych.example\r\nTo: ${delivery.address}\r\nMessage-ID: ${messageIdFor(delivery)}\r\nSubject: x\r\n\r\n`
    const envelope = { from: 'bounces@diptych.example', to: delivery.address ?? '' }
    const eml = Buffer.from(head + body)
    return { eml, envelope, messageId: messageIdFor(delivery), sha256: sha256(eml) }
  }
}

/** A clock that stands at a minute after nine. */
export const clockAt = (minutes: number): Clock => ({ now: () => later(minutes), elapsed: () => performance.now() })

export const errand = (ledger: Ledger, settings: SmtpSettings, over: Partial<Errand> = {}): Errand => ({
  ledger,
  settings,
  clock: clockAt(1),
  owner: 'a',
  prepare: prepareWith(90_000),
  ...over,
})
