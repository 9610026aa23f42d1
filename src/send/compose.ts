/** The verb of this stage: a letter becomes a message as it goes over the wire, the same bytes each time. */
import { sha256 } from '../keep.ts'
import { type Attacher, type Attachment, attacher } from './attachment.ts'
import { type Body, bodyOf } from './body.ts'
import type { Composed } from './composed.ts'
import { contentOf, type Side } from './content.ts'
import { type Enclosures, enclosuresOf } from './enclosed.ts'
import { headersOf, leavingOf, oneLine, threadOf } from './headers.ts'
import type { Letter } from './letter.ts'
import type { Stationery } from './stationery.ts'

/** Takes the place of the recipient's hash in a body that many are sent. */
const SOMEBODY = 'somebody-who-is-sent-this'

/** Makes the composer of an edition's messages; bodies that differ by their recipient only are made once. */
export function composer(on: Stationery): (letter: Letter) => Promise<Composed> {
  const bodies = new Map<string, Promise<Written>>()
  const attach = attacher(on)
  return async (letter) => {
    const { purpose, languages, areas, since, withdrawn } = letter
    const key = JSON.stringify([purpose, languages, areas, since, withdrawn])
    const written = bodies.get(key) ?? write(letter, on)
    bodies.set(key, written)
    return seal(letter, await written, attach, on)
  }
}

/** What makes messages of words, loaded once: even of what is there, each import asks Node's loader again. */
async function openWriter() {
  const { createTransport } = await import('nodemailer')
  return createTransport({ streamTransport: true, buffer: true })
}

let writer: ReturnType<typeof openWriter> | undefined

function loadWriter(): ReturnType<typeof openWriter> {
  writer ??= openWriter()
  return writer
}

interface Written {
  readonly sides: readonly Side[]
  readonly enclosures: Enclosures
  readonly body: Body
}

async function write(letter: Letter, on: Stationery): Promise<Written> {
  const enclosures = enclosuresOf(letter, on)
  const sides = contentOf(letter, enclosures, on)
  const { page, mail } = leavingOf(factsheetOf(on), SOMEBODY, on.mail)
  return { sides, enclosures, body: await bodyOf(sides, page ?? mail, on) }
}

const factsheetOf = ({ versions: [newest] }: Stationery): string => newest?.factsheet ?? ''

async function seal(
  letter: Letter,
  { sides, enclosures, body }: Written,
  attach: Attacher,
  on: Stationery,
): Promise<Composed> {
  const own = (text: string) => text.replaceAll(SOMEBODY, letter.hash)
  const leaving = leavingOf(factsheetOf(on), letter.hash, on.mail)
  const unsubscribe = [leaving.page, leaving.mail].flatMap((url) => (url === null ? [] : [url]))
  const { from, reply } = on.mail
  const { address, name } = letter.to
  const { message } = await (await loadWriter()).sendMail({
    from: { name: sides[0]?.sender ?? '', address: from },
    to: { name: oneLine(name ?? ''), address },
    ...(reply !== undefined && { replyTo: reply }),
    envelope: { from, to: address },
    subject: sides.map(({ subject }) => subject).join(' | '),
    date: new Date(on.versions[0]?.issued ?? 0),
    messageId: letter.messageId,
    ...threadOf(letter),
    headers: headersOf(
      sides.map(({ lang }) => lang),
      leaving,
    ),
    // One list in a list: two of them would become two headers, of which RFC 2369 allows one.
    list: { unsubscribe: [unsubscribe] },
    text: own(body.text),
    html: own(body.html),
    attachments: (await attachmentsOf(enclosures, attach)).map((raw) => ({ raw })),
    ...STEADY,
    baseBoundary: sha256(letter.messageId).slice(0, 24),
    ...(on.signing && { dkim: dkimOf(on.signing) }),
  })
  const eml = message as Buffer
  return { eml, envelope: { from, to: address }, messageId: letter.messageId, sha256: sha256(eml) }
}

/** Nothing that changes from run to run, and nothing fetched. */
const STEADY = {
  textEncoding: 'quoted-printable',
  xMailer: false,
  disableFileAccess: true,
  disableUrlAccess: true,
} as const

/** RFC 8058 asks that the signature covers how to unsubscribe. */
const SIGNED = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'MIME-Version'],
  ...['Content-Type', 'Content-Language', 'Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
]

function dkimOf({ domain, selector, key }: NonNullable<Stationery['signing']>) {
  return { domainName: domain, keySelector: selector, privateKey: key, headerFieldNames: SIGNED.join(':') }
}

async function attachmentsOf({ documents, attached }: Enclosures, attach: Attacher): Promise<readonly Attachment[]> {
  const pdfs = attached ? documents : []
  return Promise.all(pdfs.flatMap(({ pdf, language }) => (pdf ? [attach(pdf, language)] : [])))
}
