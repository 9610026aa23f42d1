/** The PDFs that come with messages: each is read, checked and encoded once, however many people get it. */
import { sha256 } from '../keep.ts'
import { problem, Refusal } from '../problem.ts'
import type { VersionFile } from '../release/version.ts'
import type { Stationery } from './stationery.ts'

/** A part of a message as it goes over the wire, with its headers. */
export type Attachment = Buffer

/** Bytes that are kept at most: a factsheet of many areas has more PDFs than memory should hold. */
const KEPT = 64 * 1024 * 1024

export type Attacher = (pdf: VersionFile, language: string) => Promise<Attachment>

/** Encodes PDFs, `language` being that of the document. Throws a Refusal for one that is not what was published. */
export function attacher(on: Pick<Stationery, 'read' | 'texts'>): Attacher {
  const kept = new Map<string, Attachment>()
  const making = new Map<string, Promise<Attachment>>()
  let bytes = 0
  const keep = (path: string, attachment: Attachment) => {
    bytes += attachment.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= KEPT) break
      kept.delete(oldest)
      bytes -= length
    }
    kept.set(path, attachment)
  }
  const make = async (pdf: VersionFile, language: string) => {
    const attachment = await encode(pdf, on.texts.get(language)?.language.locale ?? language, on)
    keep(pdf.path, attachment)
    return attachment
  }
  return async (pdf, language) => {
    const { path } = pdf
    const known = kept.get(path) ?? making.get(path)
    if (known) return known
    const made = make(pdf, language).finally(() => making.delete(path))
    making.set(path, made)
    return made
  }
}

async function encode(pdf: VersionFile, locale: string, { read }: Pick<Stationery, 'read'>): Promise<Attachment> {
  const content = await read(pdf.path)
  // What is kept may have been changed by hand; what is mailed cannot be called back.
  if (sha256(content) !== pdf.sha256) throw new Refusal([problem('kept-file-changed', { file: pdf.path })])
  const { default: MimeNode } = await import('nodemailer/lib/mime-node')
  // As a part of another: a message of its own would have a date and an id.
  const part = new MimeNode('multipart/mixed').createChild('application/pdf', {
    filename: pdf.path.split('/').at(-1) ?? pdf.path,
  })
  part.setHeader({ 'Content-Disposition': 'attachment', 'Content-Language': locale })
  part.setContent(Buffer.from(content))
  return part.build()
}
