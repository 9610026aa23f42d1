/** Files that travel inside a PDF/A-3, each said to be the data of the whole document (ISO 19005-3, 6.8). */
import { deflateSync } from 'node:zlib'
import { AFRelationship, PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'

export interface Attachment {
  readonly name: string
  readonly mediaType: string
  readonly description: string
  readonly bytes: Uint8Array
}

/** The same figures go into every document of an edition: they are compressed once, and forgotten with the edition. */
const compressed = new WeakMap<Uint8Array, Buffer>()

function compress(bytes: Uint8Array): Buffer {
  const known = compressed.get(bytes) ?? deflateSync(bytes)
  compressed.set(bytes, known)
  return known
}

/** Embeds the files, in their order; `date` stands for the moment at which each was made. */
export function attach(document: PDFDocument, attachments: readonly Attachment[], date: Date): void {
  if (attachments.length === 0) return
  const { context, catalog } = document
  const files = attachments.map((one) => context.register(fileSpecification(document, one, date)))
  catalog.set(PDFName.of('AF'), context.obj(files))
  const named = attachments.map(({ name }, index) => [PDFHexString.fromText(name), files[index]] as const)
  // A name tree is searched by its order (ISO 32000-1, 7.9.6).
  const sorted = named.toSorted(([a], [b]) => (a.asString() < b.asString() ? -1 : 1))
  const names = PDFArray.withContext(context)
  for (const pair of sorted) for (const one of pair) if (one) names.push(one)
  const trees = catalog.lookupMaybe(PDFName.of('Names'), PDFDict) ?? context.obj({})
  trees.set(PDFName.of('EmbeddedFiles'), context.obj({ Names: names }))
  catalog.set(PDFName.of('Names'), trees)
}

function fileSpecification(
  { context }: PDFDocument,
  { name, mediaType, description, bytes }: Attachment,
  date: Date,
): PDFDict {
  const made = PDFString.fromDate(date)
  const stream = context.stream(compress(bytes), {
    Type: 'EmbeddedFile',
    Subtype: mediaType,
    Filter: 'FlateDecode',
    Params: { Size: bytes.length, CreationDate: made, ModDate: made },
  })
  const file = context.register(stream)
  const text = PDFHexString.fromText(name)
  return context.obj({
    Type: 'Filespec',
    F: text,
    UF: text,
    EF: { F: file, UF: file },
    Desc: PDFHexString.fromText(description),
    AFRelationship: AFRelationship.Data,
  })
}
