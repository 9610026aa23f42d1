/** Mail with an attachment of 90 kB into a server of this machine: with the ledger, and with nodemailer alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { recordVersion } from '../src/release/ledger/edition-version.ts'
import { openLedger } from '../src/release/ledger/open.ts'
import { planDeliveries } from '../src/release/ledger/plan.ts'
import { clockFrom } from '../src/send/clock.ts'
import { deliverDue } from '../src/send/deliver-due.ts'
import type { Prepared } from '../src/send/prepared.ts'
import type { SmtpSettings } from '../src/send/smtp-settings.ts'
import { type Row, ratios } from './rows.ts'

const CONNECTIONS = 10
const FROM = 'stats@diptych.example'
const PDF = Buffer.alloc(90_000, 'not a PDF, and as long as one. ')

const mail = (to: string) => ({
  from: FROM,
  to,
  subject: 'The edition of 2020',
  text: 'The number of the year, and how it came about.\n'.repeat(20),
  html: '<p>The number of the year, and how it came about.</p>\n'.repeat(20),
  messageId: `<${to}>`,
  attachments: [{ filename: 'factsheet.pdf', content: PDF, contentType: 'application/pdf' }],
})
const people = (count: number) => Array.from({ length: count }, (_, at) => `p${at}@d${at % 40}.example`)

/** Messages a second of both, in turn. */
export async function measureSend(messages: number, rounds: number): Promise<readonly Row[]> {
  const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const port = await portOf(sink)
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let round = -1; round < rounds; round++) {
    const [own, alone] = [await withLedger(port, messages), await withoutLedger(port, messages)]
    // The first round only warms up.
    if (round < 0) continue
    ours.push(own)
    bare.push(alone)
  }
  sink.stdin?.end()
  await once(sink, 'exit')
  return [
    { what: `${messages} messages of 90 kB, with the ledger`, unit: 'messages/s', values: ours, aim: '≥ 60' },
    { what: 'nodemailer alone, with a pool', unit: 'messages/s', values: bare },
    { what: 'with the ledger / alone', unit: 'ratio', values: ratios(ours, bare), aim: '≥ 0.70' },
  ]
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (!stdout) throw new Error('the server says nothing')
  const [said] = await once(stdout, 'data')
  return Number(String(said))
}

async function perSecond(messages: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return messages / ((performance.now() - start) / 1000)
}

async function withLedger(port: number, messages: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-bench-send-'))
  const ledger = await openLedger(join(folder, 'ledger.sqlite'))
  const now = Temporal.Now.instant()
  const version = { factsheet: 'bench', edition: '2020', version: 1 }
  await recordVersion(ledger, { ...version, kind: 'first', issued: now }, now)
  const about = { ...version, language: 'x-one', area: null, purpose: 'publication' } as const
  await planDeliveries(
    ledger,
    people(messages).map((address) => ({ ...about, address })),
    now,
  )
  const composer = createTransport({ streamTransport: true, buffer: true })
  const errand = {
    ...{ ledger, settings: settingsFor(port), owner: 'bench' },
    clock: clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() }),
    prepare: async (delivery: Prepared['delivery']): Promise<Prepared> => {
      const to = delivery.address ?? ''
      const { message } = await composer.sendMail(mail(to))
      if (!Buffer.isBuffer(message)) throw new Error('composed as a stream')
      return { delivery, eml: message, envelope: { from: FROM, to } }
    },
  }
  const rate = await perSecond(messages, async () => {
    const { counts } = await deliverDue(errand)
    if (counts.sent !== messages) throw new Error(`sent ${counts.sent} of ${messages}`)
  })
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
  return rate
}

const settingsFor = (port: number): SmtpSettings => ({
  ...{ host: '127.0.0.1', port, tls: 'off', login: null, connections: CONNECTIONS, perSecond: null },
  domain: { connections: CONNECTIONS, perSecond: null },
})

async function withoutLedger(port: number, messages: number): Promise<number> {
  const pool = { pool: true as const, host: '127.0.0.1', port, ignoreTLS: true, maxConnections: CONNECTIONS }
  const transport = createTransport(pool)
  const rate = await perSecond(messages, () => Promise.all(people(messages).map((to) => transport.sendMail(mail(to)))))
  transport.close()
  return rate
}
