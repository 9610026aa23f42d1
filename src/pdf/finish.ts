/** Makes of Chromium's PDF one that can be archived and read aloud: PDF/UA-1 and PDF/A, the same bytes every time. */
import { deflateSync } from 'node:zlib'
import { type Attachment, attach } from './attach.ts'
import { type Body, dateOf, deflated, dictOf, inflated, type OpenDict, readBody, textOf } from './body.ts'
import { markArtifacts } from './content.ts'
import { type DocumentFacts, together, xmpPacket } from './metadata.ts'
import { srgbProfile } from './profile.ts'
import { isStream, type PdfObject, type PdfString } from './read/object.ts'
import { mendStructure } from './structure.ts'
import { write } from './write.ts'

export interface Finishing {
  readonly facts: DocumentFacts
  /** Texts of the page's links, in its order. */
  readonly links: readonly string[]
  readonly attachments: readonly Attachment[]
}

/** Finishes a PDF that Chromium printed; throws when the file is not of the kind that Chromium writes. */
export function finish(pdf: Uint8Array, { facts, links, attachments }: Finishing): Uint8Array {
  const body = readBody(pdf)
  mendStructure(body, links)
  for (const page of pagesUnder(body.catalog.get('Pages'), body)) markPage(page, body)
  nameUnnamedGlyphs(body)
  if (facts.archive === '3a') attach(body, attachments, facts.date)
  describe(body, facts)
  return write(body)
}

function pagesUnder(node: PdfObject | undefined, body: Body): readonly OpenDict[] {
  const dict = body.dict(node) ?? dictOf({})
  return dict.has('Kids') ? body.list(dict.get('Kids')).flatMap((kid) => pagesUnder(kid, body)) : [dict]
}

/** Rewrites the drawing of a page, with its decoration marked as such. */
function markPage(page: OpenDict, body: Body): void {
  const stream = body.stream(page.get('Contents'))
  if (!stream) throw new Error('A page of the printed PDF has no single content stream')
  const forms = body.dict(body.dict(page.get('Resources'))?.get('XObject'))
  const isMarkedForm = (name: string) => {
    const form = body.stream(forms?.get(name))
    return form !== undefined && /\bBDC\b/.test(inflated(form))
  }
  page.set('Contents', body.add(deflated(markArtifacts(inflated(stream), isMarkedForm))))
}

/**
 * Arabic fonts build letters of parts that are no characters; Chromium maps those to U+0000, which neither standard allows
 * (PDF/UA-1, 7.21.7). The letter itself stands in an ActualText around them; U+FFFD would show where one does not.
 */
function nameUnnamedGlyphs(body: Body): void {
  for (const object of [...body.objects()]) {
    const font = isStream(object) ? undefined : body.dict(object)
    const map = body.stream(font?.get('ToUnicode'))
    if (!font || !map) continue
    const text = inflated(map)
    const named = text.replace(/^(<[0-9A-Fa-f]{4}>) <0000>$/gm, '$1 <FFFD>')
    if (named !== text) font.set('ToUnicode', body.add(deflated(named)))
  }
}

const PROFILE = deflateSync(srgbProfile())
const SRGB = textOf('sRGB IEC61966-2-1')

/** XMP, document information and output intent; the first two must say the same (ISO 19005-2, 6.6.2.2). */
function describe(body: Body, facts: DocumentFacts): void {
  const information = body.dict(body.information)
  for (const [key, value] of Object.entries(informationOf(facts))) information?.set(key, value)
  const raw = Buffer.from(xmpPacket(facts), 'utf8')
  body.catalog.set('Metadata', body.add({ dict: dictOf({ Type: 'Metadata', Subtype: 'XML' }), raw }))
  const profile = body.add({ dict: dictOf({ N: 3, Filter: 'FlateDecode' }), raw: PROFILE })
  const intent = dictOf({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: SRGB,
    Info: SRGB,
    DestOutputProfile: profile,
  })
  body.catalog.set('OutputIntents', [intent])
}

function informationOf({ titles, creators, descriptions, producer, date }: DocumentFacts): Record<string, PdfString> {
  return {
    Title: textOf(together(titles)),
    Author: textOf(creators.join('; ')),
    Subject: textOf(together(descriptions)),
    Creator: textOf(producer),
    Producer: textOf(producer),
    CreationDate: dateOf(date),
    ModDate: dateOf(date),
  }
}
