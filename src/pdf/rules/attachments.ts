/** Rules of attached files: a name in any script, a kind, a relation to the document that carries them. */
import { type Breach, breach, type Where } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import type { PdfFile } from '../read/file.ts'
import type { Dict } from '../read/object.ts'
import { leaves } from '../read/tree.ts'

const MEDIA_TYPE = /^[-\w+.]+\/[-\w+.]+$/
const RELATIONS = new Set(['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'])

/** The dictionaries of the attached files, in the order of their names. */
export function attachmentsOf(file: PdfFile): readonly Dict[] {
  const names = file.dict(file.catalog.get('Names')).get('EmbeddedFiles')
  const listed = leaves(names, 'Names', file).map(([, value]) => file.dict(value))
  const associated = file.list(file.catalog.get('AF')).map((one) => file.dict(one))
  return [...new Set([...listed, ...associated])].filter((one) => one.has('EF'))
}

/** The name of an attached file, for people. */
export function attachmentName(attachment: Dict, file: PdfFile): string {
  return file.text(attachment.get('UF')) ?? file.text(attachment.get('F')) ?? ''
}

/** Breaches of attached files; `part` is the part of PDF/A that the document claims, of which the second allows none. */
export function attachmentBreaches({ file }: PdfDocument, part: string | null): readonly Breach[] {
  const associated = new Set(file.list(file.catalog.get('AF')).map((one) => file.dict(one)))
  return attachmentsOf(file).flatMap((one) => {
    const where: Where = { page: null, thing: { kind: 'attachment', words: attachmentName(one, file) } }
    // Another PDF/A may be attached to a PDF/A-2 (ISO 19005-2, 6.8); nobody here can tell whether it is one.
    if (part === '2') return [breach('pdf-attachment-forbidden', where)]
    const embedded = file.stream(file.dict(one.get('EF')).get('F')) ?? file.stream(file.dict(one.get('EF')).get('UF'))
    const type = embedded && file.name(embedded.dict.get('Subtype'))
    const named = ['F', 'UF'].every((key) => (file.text(one.get(key)) ?? '') !== '')
    return [
      ...(named ? [] : [breach('pdf-attachment-name', where)]),
      ...(type && MEDIA_TYPE.test(type) ? [] : [breach('pdf-attachment-type', where, type ?? '')]),
      ...(RELATIONS.has(file.name(one.get('AFRelationship')) ?? '') ? [] : [breach('pdf-attachment-relation', where)]),
      ...(associated.has(one) ? [] : [breach('pdf-attachment-loose', where)]),
    ]
  })
}
