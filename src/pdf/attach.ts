/** Files that travel inside a PDF/A-3, each said to be the data of the whole document (ISO 19005-3, 6.8). */
import { deflateSync } from 'node:zlib'
import { type Body, dateOf, dictOf, type OpenDict, textOf } from './body.ts'

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

/** Embeds the files, in their order; `date` (ISO 8601) stands for the moment at which each was made. */
export function attach(body: Body, attachments: readonly Attachment[], date: string): void {
  if (attachments.length === 0) return
  const { catalog } = body
  const files = attachments.map((one) => body.add(fileSpecification(body, one, date)))
  catalog.set('AF', files)
  const named = attachments.flatMap(({ name }, index) => {
    const file = files[index]
    return file ? [[textOf(name), file] as const] : []
  })
  // A name tree is searched by its order (ISO 32000-1, 7.9.6).
  const sorted = named.toSorted(([a], [b]) => (a.bytes < b.bytes ? -1 : 1))
  const trees = body.dict(catalog.get('Names')) ?? dictOf({})
  trees.set('EmbeddedFiles', dictOf({ Names: sorted.flat() }))
  catalog.set('Names', trees)
}

function fileSpecification(body: Body, { name, mediaType, description, bytes }: Attachment, date: string): OpenDict {
  const made = dateOf(date)
  const dict = dictOf({
    Type: 'EmbeddedFile',
    Subtype: mediaType,
    Filter: 'FlateDecode',
    Params: dictOf({ Size: bytes.length, CreationDate: made, ModDate: made }),
  })
  const file = body.add({ dict, raw: compress(bytes) })
  return dictOf({
    Type: 'Filespec',
    F: textOf(name),
    UF: textOf(name),
    EF: dictOf({ F: file, UF: file }),
    Desc: textOf(description),
    AFRelationship: 'Data',
  })
}
