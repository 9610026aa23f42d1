/** A message to whoever looks after a factsheet: plain text, to people of the house, about something that they must see to. */
import { sha256 } from '../keep.ts'
import type { Envelope } from './composed.ts'
import { oneLine } from './headers.ts'

export interface Warning {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly moment: Temporal.Instant
}

export async function composeWarning({ from, to, subject, text, moment }: Warning): Promise<{
  readonly eml: Uint8Array
  readonly envelope: Envelope
}> {
  const { createTransport } = await import('nodemailer')
  const envelope = { from, to }
  const id = sha256([from, to, text, moment.toString()].join('\n')).slice(0, 32)
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    ...{ from, to, envelope, text, subject: oneLine(subject) },
    messageId: `<warning.${id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: new Date(moment.epochMilliseconds),
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'quoted-printable',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { eml: new Uint8Array(message as Buffer), envelope }
}
