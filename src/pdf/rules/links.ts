/** Rules of links and other annotations: in the tree, in words, printed, in the order of the text. */
import { type Breach, breach, type Thing, type Where } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import type { Page } from '../read/drawing.ts'
import { type Dict, type PdfObject, Ref } from '../read/object.ts'
import { type Element, numberTree } from '../read/tree.ts'

/** Bits of `/F` (ISO 32000-1, 12.5.3). */
const INVISIBLE = 1
const HIDDEN = 2
const PRINT = 4
const NO_VIEW = 32
const TOGGLE_NO_VIEW = 256
/** Annotations that are no part of the text, or are tagged as forms. */
const APART = new Set(['Widget', 'PrinterMark', 'Popup'])

/** Breaches of the annotations of all pages. */
export function linkBreaches(document: PdfDocument): readonly Breach[] {
  const { file, tree, pages } = document
  const owners = tree ? numberTree(tree.root.get('ParentTree'), file) : new Map<number, PdfObject>()
  return pages.flatMap((page) => {
    const annotations = file.list(page.dict.get('Annots'))
    if (annotations.length === 0) return []
    const where: Where = { page: page.position, thing: { kind: 'page' } }
    const order = file.name(page.dict.get('Tabs')) === 'S' ? [] : [breach('pdf-tab-order', where)]
    return [...order, ...annotations.flatMap((one) => annotationBreaches(one, page, owners, document))]
  })
}

function annotationBreaches(
  annotation: PdfObject,
  page: Page,
  owners: ReadonlyMap<number, PdfObject>,
  document: PdfDocument,
): readonly Breach[] {
  const { file, tree } = document
  const dict = file.dict(annotation)
  const type = file.name(dict.get('Subtype')) ?? ''
  const flags = file.number(dict.get('F'))
  if (APART.has(type) || ((flags ?? 0) & HIDDEN) !== 0) return []
  const owner = tree?.of.get(file.dict(owners.get(file.number(dict.get('StructParent')) ?? -1)))
  const where = { page: page.position, thing: thingOf(dict, owner, type, document) }
  const found = isPrinted(flags) ? [] : [breach('pdf-annotation-unprinted', where, type)]
  const words = file.text(dict.get('Contents')) ?? ''
  const link = type === 'Link'
  const worded = words.trim() !== '' || (!link && (file.text(owner?.dict.get('Alt')) ?? '') !== '')
  if (!worded) found.push(breach(link ? 'pdf-link-words' : 'pdf-annotation-words', where, type))
  const wanted = link ? 'Link' : 'Annot'
  if (tree && !(owner?.type === wanted && holds(owner, annotation, document)))
    found.push(breach(link ? 'pdf-link-untagged' : 'pdf-annotation-untagged', where, owner?.written ?? ''))
  return found
}

function isPrinted(flags: number | undefined): boolean {
  return flags !== undefined && (flags & (INVISIBLE | HIDDEN | PRINT | NO_VIEW | TOGGLE_NO_VIEW)) === PRINT
}

function holds({ kids }: Element, annotation: PdfObject, { file }: PdfDocument): boolean {
  return kids.some((kid) => {
    if (!('object' in kid)) return false
    return annotation instanceof Ref ? kid.object === annotation.number : file.dict(annotation).size > 0
  })
}

/** A link by the words of its text, else by those that describe it, else by where it leads. */
function thingOf(dict: Dict, owner: Element | undefined, type: string, document: PdfDocument): Thing {
  const { file } = document
  const action = file.dict(dict.get('A'))
  const leads = file.text(action.get('URI')) ?? file.name(dict.get('Dest')) ?? file.text(dict.get('Dest')) ?? ''
  const words = (owner && document.textOf(owner)) || file.text(dict.get('Contents')) || leads
  return type === 'Link' ? { kind: 'link', words } : { kind: 'element', type, words }
}
