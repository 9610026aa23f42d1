/** What a file says of itself, in XMP and in its catalog, and the rules of saying it. */
import { type Breach, breach, type Standards, WHOLE } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import type { PdfFile } from '../read/file.ts'
import { readXml, type XmlElement } from '../read/xml.ts'

const DC = 'http://purl.org/dc/elements/1.1/'
const XMP = 'http://ns.adobe.com/xap/1.0/'
const PDF = 'http://ns.adobe.com/pdf/1.3/'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const UA_ID = 'http://www.aiim.org/pdfua/ns/id/'
const ARCHIVE_ID = 'http://www.aiim.org/pdfa/ns/id/'
const SCHEMA = 'http://www.aiim.org/pdfa/ns/schema#'
/** Schemas that PDF/A knows without a description: those of XMP 2005 and its own. */
const PREDEFINED = [DC, XMP, PDF, RDF, ARCHIVE_ID, 'http://ns.adobe.com/', 'http://www.aiim.org/pdfa/ns/extension/']
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

/** The XMP packet as far as it is looked at. */
export interface Packet {
  /** The first value of a property by namespace and name; for one in many languages, that which stands for all. */
  value(namespace: string, property: string): string | undefined
  values(namespace: string, property: string): readonly string[]
  /** Namespaces of its properties, and those that it describes itself. */
  readonly namespaces: ReadonlySet<string>
  readonly described: ReadonlySet<string>
}

/** The packet of a file; `missing` or `malformed` when there is none to read. */
export function readPacket(file: PdfFile): Packet | 'missing' | 'malformed' {
  const stream = file.stream(file.catalog.get('Metadata'))
  const type = stream && file.name(stream.dict.get('Type'))
  if (!stream || type !== 'Metadata' || file.name(stream.dict.get('Subtype')) !== 'XML') return 'missing'
  const content = file.content(stream)
  const root = content === null ? null : readXml(xmlText(content))
  const description = root && descendants(root).find(({ name }) => name === `${RDF} RDF`)
  return description ? packetOf(description) : 'malformed'
}

/** UTF-8, as PDF/A has it; bytes that are not become U+FFFD, and the mark at the beginning is no text. */
function xmlText(bytes: string): string {
  return Buffer.from(bytes, 'latin1')
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/[\0\s]+$/, '')
}

function descendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(descendants)]
}

function packetOf(rdf: XmlElement): Packet {
  const properties = new Map<string, readonly string[]>()
  for (const description of rdf.children) {
    // A simple property may also be written as an attribute.
    for (const [name, text] of description.attributes) if (name.includes(' ')) properties.set(name, [text])
    for (const property of description.children) properties.set(property.name, valuesOf(property))
  }
  const namespaces = new Set([...properties.keys()].map((name) => name.slice(0, name.lastIndexOf(' '))))
  const described = new Set(
    descendants(rdf).flatMap(({ name, text }) => (name === `${SCHEMA} namespaceURI` ? [text.trim()] : [])),
  )
  const values = (namespace: string, property: string) => properties.get(`${namespace} ${property}`) ?? []
  return { value: (namespace, property) => values(namespace, property)[0], values, namespaces, described }
}

function valuesOf(property: XmlElement): readonly string[] {
  const items = property.children.flatMap(({ children }) => children)
  if (items.length === 0) return [property.text.trim()]
  const standing = items.filter((item) => [...item.attributes.values()].includes('x-default'))
  return [...standing, ...items.filter((item) => !standing.includes(item))].map(({ text }) => text.trim())
}

/** What a file claims to be, and says of itself. */
export interface Claims extends Standards {
  readonly title: string | null
  /** BCP 47 tags: that of the catalog first. */
  readonly languages: readonly string[]
  /** ISO 8601. */
  readonly created: string | null
  readonly modified: string | null
  readonly producer: string | null
}

/** The claims of a file, from XMP, and from the document information where that is silent. */
export function readClaims(file: PdfFile): Claims {
  const found = readPacket(file)
  const packet = typeof found === 'string' ? null : found
  const info = file.dict(file.trailer.get('Info'))
  const part = packet?.value(ARCHIVE_ID, 'part')
  const level = (packet?.value(ARCHIVE_ID, 'conformance') ?? '').toLowerCase()
  const own = file.text(file.catalog.get('Lang'))
  const known = (key: string) => file.text(info.get(key)) ?? null
  return {
    ua: packet?.value(UA_ID, 'part') ?? null,
    archive: part === undefined ? null : part + level,
    title: packet?.value(DC, 'title') || known('Title') || null,
    languages: [...new Set([...(own ? [own] : []), ...(packet?.values(DC, 'language') ?? [])])],
    created: packet?.value(XMP, 'CreateDate') ?? isoDate(known('CreationDate')),
    modified: packet?.value(XMP, 'ModifyDate') ?? isoDate(known('ModDate')),
    producer: packet?.value(PDF, 'Producer') ?? known('Producer'),
  }
}

/** `D:20210101000000+01'00'` in ISO 8601 (ISO 32000-1, 7.9.4); null when it is no date. */
export function isoDate(date: string | null): string | null {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(date ?? '')
  if (!parts) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone, minutes = '00'] = parts
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone ? `${zone}:${minutes}` : 'Z'}`
}

/** Breaches of what the file says of itself. */
export function descriptionBreaches({ file }: PdfDocument): readonly Breach[] {
  const packet = readPacket(file)
  const language = file.text(file.catalog.get('Lang')) ?? ''
  const shown = file.resolve(file.dict(file.catalog.get('ViewerPreferences')).get('DisplayDocTitle')) === true
  const inCatalog = [
    ...(language === '' ? [breach('pdf-language-missing')] : []),
    ...(language !== '' && !LANGUAGE.test(language) ? [breach('pdf-language-malformed', WHOLE, language)] : []),
    ...(shown ? [] : [breach('pdf-title-not-shown')]),
  ]
  if (packet === 'missing') return [breach('pdf-metadata-missing'), ...inCatalog]
  if (packet === 'malformed') return [breach('pdf-metadata-malformed'), ...inCatalog]
  return [...packetBreaches(packet, file), ...inCatalog]
}

function packetBreaches(packet: Packet, file: PdfFile): readonly Breach[] {
  const part = packet.value(ARCHIVE_ID, 'part')
  const level = packet.value(ARCHIVE_ID, 'conformance') ?? ''
  const archive = /^[23]$/.test(part ?? '') && /^[ABU]$/.test(level)
  const strange = [...packet.namespaces].filter(
    (one) => !PREDEFINED.some((known) => one.startsWith(known)) && !packet.described.has(one),
  )
  return [
    ...(packet.value(UA_ID, 'part') === '1' ? [] : [breach('pdf-claims-no-ua', WHOLE, packet.value(UA_ID, 'part'))]),
    ...(archive ? [] : [breach('pdf-claims-no-archive', WHOLE, part === undefined ? '' : part + level)]),
    ...(packet.value(DC, 'title') ? [] : [breach('pdf-title-missing')]),
    ...strange.map((one) => breach('pdf-metadata-undescribed', WHOLE, one)),
    ...disagreements(packet, file),
  ]
}

/** The document information, key by key, and the property that has to say the same. */
const TWINS: readonly (readonly [key: string, namespace: string, property: string])[] = [
  ['Title', DC, 'title'],
  ['Author', DC, 'creator'],
  ['Subject', DC, 'description'],
  ['Keywords', PDF, 'Keywords'],
  ['Creator', XMP, 'CreatorTool'],
  ['Producer', PDF, 'Producer'],
  ['CreationDate', XMP, 'CreateDate'],
  ['ModDate', XMP, 'ModifyDate'],
]

function disagreements(packet: Packet, file: PdfFile): readonly Breach[] {
  const info = file.dict(file.trailer.get('Info'))
  return TWINS.flatMap(([key, namespace, property]) => {
    const old = file.text(info.get(key))
    if (old === undefined) return []
    const now =
      property === 'creator' ? packet.values(namespace, property).join('; ') : packet.value(namespace, property)
    const same = property.endsWith('Date') ? instant(isoDate(old)) === instant(now ?? null) : old === (now ?? '')
    return same ? [] : [breach('pdf-metadata-disagrees', WHOLE, key)]
  })
}

/** The moment that a date names: 01:00+01:00 and 00:00Z are the same one. */
function instant(date: string | null): number | null {
  const moment = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(moment) ? null : moment
}
