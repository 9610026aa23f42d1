/** An edition mailed with a PDF of 90 kB into a server of this machine: by Diptych, and the same messages by nodemailer alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { sha256 } from '../src/keep.ts'
import { type EditionMail, openMailing } from '../src/mailing.ts'
import { openLedger } from '../src/release/ledger/open.ts'
import type { VersionFile } from '../src/release/version.ts'
import { composer } from '../src/send/compose.ts'
import { planMail } from '../src/send/letter.ts'
import type { SmtpSettings } from '../src/send/smtp-settings.ts'
import { sendEdition } from '../src/sending.ts'
import { realWorld, SILENT } from '../src/world.ts'
import { COMMAND, copyShipped, inFolder, timed } from './project.ts'
import { type Row, ratios } from './rows.ts'

const CONNECTIONS = 10
const EDITION = { factsheet: 'voluntary-return', edition: '2020' }
const MAILED = `
mail:
  from: stats@diptych.example
  unsubscribe: { mail: leave@diptych.example, page: "https://diptych.example/leave?who={recipient}" }
`
const PDF = Buffer.alloc(90_000, 'not a PDF, and as long as one. ')

/** Messages a second of both, in turn. */
export async function measureSend(messages: number, rounds: number): Promise<readonly Row[]> {
  const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const port = await portOf(sink)
  const [ours, bare]: [number[], number[]] = [[], []]
  await inFolder(async (root) => {
    const mail = await published(root, messages)
    const alike = await contentsOf(mail)
    for (let round = -1; round < rounds; round++) {
      const [own, other] = [await bySend(port, mail, root), await alone(port, alike)]
      // The first round only warms up.
      if (round < 0) continue
      ours.push(own)
      bare.push(other)
    }
  })
  sink.stdin?.end()
  await once(sink, 'exit')
  return [
    { what: `${messages} messages of 90 kB, by diptych send`, unit: 'messages/s', values: ours, aim: '≥ 60' },
    { what: 'the same by nodemailer alone, with a pool', unit: 'messages/s', values: bare },
    { what: 'by diptych send / alone', unit: 'ratio', values: ratios(ours, bare), aim: '≥ 0.70' },
  ]
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (!stdout) throw new Error('the server says nothing')
  const [said] = await once(stdout, 'data')
  return Number(String(said))
}

/** The shipped factsheet for so many subscribers in its two languages, with a PDF of the size that is asked for. */
async function published(root: string, subscribers: number): Promise<EditionMail> {
  await copyShipped(root)
  await appendFile(join(root, `templates/${EDITION.factsheet}/factsheet.yaml`), MAILED)
  await writeFile(join(root, 'data/subscribers.csv'), listOf(subscribers))
  await timed([COMMAND, 'publish'], process.env, root)
  const mail = await openMailing(EDITION, realWorld(root, SILENT))
  const { version, stationery } = mail
  const sized = (file: VersionFile) =>
    file.kind === 'pdf' ? { ...file, bytes: PDF.length, sha256: sha256(PDF) } : file
  const alike = { ...version, sets: version.sets.map((set) => ({ ...set, files: set.files.map(sized) })) }
  return { ...mail, version: alike, stationery: { ...stationery, versions: [alike], read: async () => PDF } }
}

function listOf(subscribers: number): string {
  const lines = Array.from({ length: subscribers }, (_, at) => {
    return `p${at}@d${at % 40}.example,,${at % 2 === 0 ? 'nl' : 'fr'},${EDITION.factsheet},,true,2020-01-01\n`
  })
  return `address,name,language,factsheets,areas,active,consent\n${lines.join('')}`
}

/** What the messages say, as nodemailer wants to be told. */
async function contentsOf({ stationery, subscribers }: EditionMail): Promise<readonly SendMailOptions[]> {
  const compose = composer(stationery)
  return Promise.all(
    planMail(stationery, subscribers).map(async (letter) => {
      const { eml, envelope, messageId } = await compose(letter)
      const { subject, text, html, attachments } = await simpleParser(Buffer.from(eml))
      const attached = attachments.map(({ filename, content, contentType }) => ({ filename, content, contentType }))
      return { ...envelope, messageId, subject, text, html, attachments: attached } as SendMailOptions
    }),
  )
}

async function perSecond(messages: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return messages / ((performance.now() - start) / 1000)
}

async function bySend(port: number, mail: EditionMail, root: string): Promise<number> {
  const place = join(root, 'out/ledger.sqlite')
  const ledger = await openLedger(place)
  const messages = mail.subscribers.length
  const rate = await perSecond(messages, async () => {
    const { counts } = await sendEdition(mail, ledger, settingsFor(port), realWorld(root, SILENT))
    if (counts.sent !== messages) throw new Error(`sent ${counts.sent} of ${messages}`)
  })
  await ledger.close()
  for (const end of ['', '-wal', '-shm']) await rm(place + end, { force: true })
  return rate
}

const settingsFor = (port: number): SmtpSettings => ({
  ...{ host: '127.0.0.1', port, tls: 'off', login: null, connections: CONNECTIONS, perSecond: null },
  domain: { connections: CONNECTIONS, perSecond: null },
})

async function alone(port: number, mails: readonly SendMailOptions[]): Promise<number> {
  const pool = { pool: true as const, host: '127.0.0.1', port, ignoreTLS: true, maxConnections: CONNECTIONS }
  const transport = createTransport(pool)
  const rate = await perSecond(mails.length, () => Promise.all(mails.map((mail) => transport.sendMail(mail))))
  transport.close()
  return rate
}
