/** Makes of Chromium's PDF one that can be archived and read aloud: PDF/UA-1 and PDF/A, the same bytes every time. */
import { createHash } from 'node:crypto'
import type { PDFDict, PDFDocument, PDFPage, PDFRawStream } from '@cantoo/pdf-lib'
import { markArtifacts } from './content.ts'
import { type DocumentFacts, together, xmpPacket } from './metadata.ts'
import { srgbProfile } from './profile.ts'

export interface Attachment {
  readonly name: string
  readonly mediaType: string
  readonly description: string
  readonly bytes: Uint8Array
}

export interface Finishing {
  readonly facts: DocumentFacts
  /** Texts of the page's links, in its order. */
  readonly links: readonly string[]
  readonly attachments: readonly Attachment[]
}

type Library = typeof import('@cantoo/pdf-lib')

/** Bytes of a file identifier: MD5 is as long as ISO 32000-1, 14.4, expects; nothing is kept secret by it. */
const NO_ID = '0'.repeat(32)

/** Finishes a PDF that Chromium printed; throws when the file is not of the kind that Chromium writes. */
export async function finish(pdf: Uint8Array, { facts, links, attachments }: Finishing): Promise<Uint8Array> {
  const library = await import('@cantoo/pdf-lib')
  const [{ mendStructure }, { sweep }] = await Promise.all([import('./structure.ts'), import('./sweep.ts')])
  const document = await library.PDFDocument.load(pdf, { updateMetadata: false })
  mendStructure(document, links)
  for (const page of document.getPages()) markPage(page, library)
  nameUnnamedGlyphs(document, library)
  if (facts.archive === '3a') await attach(document, attachments, facts, library)
  describe(document, facts, library)
  const { context } = document
  await document.flush()
  nameFiles(document, library)
  sweep(context)
  context.header = library.PDFHeader.forVersion(1, 7)
  context.trailerInfo.ID = context.obj([library.PDFHexString.of(NO_ID), library.PDFHexString.of(NO_ID)])
  return identify(await document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false }))
}

/** Rewrites the drawing of a page, with its decoration marked as such. */
function markPage(page: PDFPage, { PDFName, PDFRawStream, decodePDFRawStream }: Library): void {
  const { context, dict } = { context: page.doc.context, dict: page.node }
  const stream = dict.lookup(PDFName.of('Contents'))
  if (!(stream instanceof PDFRawStream)) throw new Error('A page of the printed PDF has no single content stream')
  const content = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  const isMarkedForm = (name: string) => {
    const form = dict.Resources()?.lookup(PDFName.of('XObject'))
    const object = (form as PDFDict | undefined)?.lookup(PDFName.of(name))
    return object instanceof PDFRawStream && holdsMarks(object, decodePDFRawStream)
  }
  const marked = markArtifacts(content, isMarkedForm)
  dict.set(PDFName.of('Contents'), context.register(context.flateStream(Buffer.from(marked, 'latin1'))))
}

/**
 * Arabic fonts build letters of parts that are no characters; Chromium maps those to U+0000, which neither standard allows
 * (PDF/UA-1, 7.21.7). The letter itself stands in an ActualText around them; U+FFFD would show where one does not.
 */
function nameUnnamedGlyphs(
  document: PDFDocument,
  { PDFDict, PDFName, PDFRawStream, decodePDFRawStream }: Library,
): void {
  const { context } = document
  for (const [, font] of context.enumerateIndirectObjects()) {
    const map = font instanceof PDFDict ? font.lookup(PDFName.of('ToUnicode')) : undefined
    if (!(font instanceof PDFDict) || !(map instanceof PDFRawStream)) continue
    const text = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1')
    const named = text.replace(/^(<[0-9A-Fa-f]{4}>) <0000>$/gm, '$1 <FFFD>')
    if (named !== text)
      font.set(PDFName.of('ToUnicode'), context.register(context.flateStream(Buffer.from(named, 'latin1'))))
  }
}

function holdsMarks(stream: PDFRawStream, decode: Library['decodePDFRawStream']): boolean {
  return /\bBDC\b/.test(Buffer.from(decode(stream).decode()).toString('latin1'))
}

async function attach(
  document: PDFDocument,
  attachments: readonly Attachment[],
  facts: DocumentFacts,
  library: Library,
): Promise<void> {
  const date = new Date(facts.date)
  for (const { name, mediaType, description, bytes } of attachments) {
    await document.attach(bytes, name, {
      mimeType: mediaType,
      description,
      creationDate: date,
      modificationDate: date,
      afRelationship: library.AFRelationship.Data,
    })
  }
}

/** pdf-lib writes a name in another script as bytes that break the file; the hexadecimal text that stands beside it is right. */
function nameFiles({ catalog }: PDFDocument, { PDFArray, PDFDict, PDFName, PDFHexString }: Library): void {
  const files = catalog.lookupMaybe(PDFName.of('AF'), PDFArray)
  for (let at = 0; at < (files?.size() ?? 0); at++) {
    const file = files?.lookup(at, PDFDict)
    const name = file?.lookup(PDFName.of('UF'), PDFHexString)
    if (name && /\P{ASCII}/u.test(name.decodeText())) file?.set(PDFName.of('F'), name)
  }
}

/** XMP, document information and output intent; the first two must say the same (ISO 19005-2, 6.6.2.2). */
function describe(document: PDFDocument, facts: DocumentFacts, { PDFName, PDFString }: Library): void {
  const { context, catalog } = document
  const date = new Date(facts.date)
  document.setTitle(together(facts.titles))
  document.setAuthor(facts.creators.join('; '))
  document.setSubject(together(facts.descriptions))
  document.setCreator(facts.producer)
  document.setProducer(facts.producer)
  document.setCreationDate(date)
  document.setModificationDate(date)
  const xmp = context.stream(Buffer.from(xmpPacket(facts), 'utf8'), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(PDFName.of('Metadata'), context.register(xmp))
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }))
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2-1'),
    Info: PDFString.of('sRGB IEC61966-2-1'),
    DestOutputProfile: profile,
  })
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]))
}

/** Puts the hash of the file, taken with an empty identifier, in the place of the identifier. */
function identify(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf)
  const id = createHash('md5').update(bytes).digest('hex').toUpperCase()
  for (let at = bytes.indexOf(NO_ID); at >= 0; at = bytes.indexOf(NO_ID, at + 1)) bytes.write(id, at, 'latin1')
  return bytes
}
