/** What a finished PDF says of itself: the XMP packet and the document information, which must agree. */
import { escapeHtml } from '../html/escape.ts'

export interface Titled {
  /** BCP 47 tag. */
  readonly lang: string
  readonly text: string
}

export interface DocumentFacts {
  readonly titles: readonly Titled[]
  readonly descriptions: readonly Titled[]
  readonly creators: readonly string[]
  /** Stable name of the document, e.g. `voluntary-return/2020/nl`. */
  readonly identifier: string
  /** The one date in the file: ISO 8601, UTC, to the second. */
  readonly date: string
  /** Number of the published version; null for a draft. */
  readonly version: string | null
  readonly producer: string
  /** PDF/A-3a takes attachments, PDF/A-2a has none. */
  readonly archive: '2a' | '3a'
}

/** All languages in one, as a reader's window shows it: a document in two languages has both titles. */
export function together(texts: readonly Titled[]): string {
  return texts.map((one) => one.text).join(' | ')
}

/** Each language's text; all together stand for every other language. */
function alternatives(texts: readonly Titled[]): string {
  const items = texts.map(({ lang, text }) => `<rdf:li xml:lang="${lang}">${escapeHtml(text)}</rdf:li>`)
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(together(texts))}</rdf:li>${items.join('')}</rdf:Alt>`
}

const list = (kind: 'Bag' | 'Seq', items: readonly string[]) =>
  `<rdf:${kind}>${items.map((item) => `<rdf:li>${escapeHtml(item)}</rdf:li>`).join('')}</rdf:${kind}>`

/** PDF/A asks that a schema which it does not know, as that of PDF/UA, be described (ISO 19005-2, 6.6.2.3). */
const UA_SCHEMA = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

/** The XMP packet (ISO 16684-1), read-only, UTF-8. */
export function xmpPacket(facts: DocumentFacts): string {
  const { titles, descriptions, creators, identifier, date, version, producer, archive } = facts
  const versionId =
    version === null
      ? ''
      : `\n<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">${version}</xmpMM:VersionID>`
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:identifier>${escapeHtml(identifier)}</dc:identifier>
<dc:title>${alternatives(titles)}</dc:title>
<dc:description>${alternatives(descriptions)}</dc:description>
<dc:creator>${list('Seq', creators)}</dc:creator>
<dc:language>${list(
    'Bag',
    titles.map((one) => one.lang),
  )}</dc:language>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:MetadataDate>${date}</xmp:MetadataDate>
<xmp:CreatorTool>${escapeHtml(producer)}</xmp:CreatorTool>${versionId}
<pdf:Producer>${escapeHtml(producer)}</pdf:Producer>
<pdfaid:part>${archive[0]}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
${UA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
}
