/** Makes of Chromium's PDF one that can be archived and read aloud: PDF/UA-1 and PDF/A, the same bytes every time. */
import { deflateSync, inflateSync } from 'node:zlib'
import {
  ParseSpeeds,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { type Attachment, attach } from './attach.ts'
import { markArtifacts } from './content.ts'
import { type DocumentFacts, together, xmpPacket } from './metadata.ts'
import { srgbProfile } from './profile.ts'
import { mendStructure } from './structure.ts'
import { write } from './write.ts'

export interface Finishing {
  readonly facts: DocumentFacts
  /** Texts of the page's links, in its order. */
  readonly links: readonly string[]
  readonly attachments: readonly Attachment[]
}

/** Finishes a PDF that Chromium printed; throws when the file is not of the kind that Chromium writes. */
export async function finish(pdf: Uint8Array, { facts, links, attachments }: Finishing): Promise<Uint8Array> {
  // Pausing while it reads gains nothing: the browser has its own processes.
  const options = { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest }
  const document = await PDFDocument.load(pdf, options)
  mendStructure(document, links)
  for (const page of document.getPages()) markPage(page)
  nameUnnamedGlyphs(document)
  if (facts.archive === '3a') attach(document, attachments, new Date(facts.date))
  describe(document, facts)
  return write(document.context)
}

/** Rewrites the drawing of a page, with its decoration marked as such. */
function markPage(page: PDFPage): void {
  const { context, dict } = { context: page.doc.context, dict: page.node }
  const stream = dict.lookup(PDFName.of('Contents'))
  if (!(stream instanceof PDFRawStream)) throw new Error('A page of the printed PDF has no single content stream')
  const isMarkedForm = (name: string) => {
    const form = dict.Resources()?.lookup(PDFName.of('XObject'))
    const object = (form as PDFDict | undefined)?.lookup(PDFName.of(name))
    return object instanceof PDFRawStream && /\bBDC\b/.test(inflated(object))
  }
  const marked = markArtifacts(inflated(stream), isMarkedForm)
  dict.set(PDFName.of('Contents'), context.register(deflated(marked, context)))
}

/** Chromium compresses every stream in the one way that `node:zlib` undoes, many times faster than the library does. */
function inflated(stream: PDFRawStream): string {
  return inflateSync(stream.contents).toString('latin1')
}

function deflated(content: string, context: PDFContext): PDFRawStream {
  return context.stream(deflateSync(Buffer.from(content, 'latin1')), { Filter: 'FlateDecode' })
}

/**
 * Arabic fonts build letters of parts that are no characters; Chromium maps those to U+0000, which neither standard allows
 * (PDF/UA-1, 7.21.7). The letter itself stands in an ActualText around them; U+FFFD would show where one does not.
 */
function nameUnnamedGlyphs(document: PDFDocument): void {
  const { context } = document
  for (const [, font] of context.enumerateIndirectObjects()) {
    const map = font instanceof PDFDict ? font.lookup(PDFName.of('ToUnicode')) : undefined
    if (!(font instanceof PDFDict) || !(map instanceof PDFRawStream)) continue
    const text = inflated(map)
    const named = text.replace(/^(<[0-9A-Fa-f]{4}>) <0000>$/gm, '$1 <FFFD>')
    if (named !== text) font.set(PDFName.of('ToUnicode'), context.register(deflated(named, context)))
  }
}

const PROFILE = deflateSync(srgbProfile())

/** XMP, document information and output intent; the first two must say the same (ISO 19005-2, 6.6.2.2). */
function describe(document: PDFDocument, facts: DocumentFacts): void {
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
  const profile = context.register(context.stream(PROFILE, { N: 3, Filter: 'FlateDecode' }))
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2-1'),
    Info: PDFString.of('sRGB IEC61966-2-1'),
    DestOutputProfile: profile,
  })
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]))
}
