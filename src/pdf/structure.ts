/** Repairs of the structure tree that Chromium writes, up to what PDF/UA-1 asks (ISO 14289-1, 7). */
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'

const name = (text: string) => PDFName.of(text)
/** Keys by their names in ISO 32000-1, 14.7.2. The library has one object a name: found once, it is compared without being read. */
const KEY = {
  type: name('S'),
  kids: name('K'),
  parent: name('P'),
  page: name('Pg'),
  id: name('ID'),
  attributes: name('A'),
  headers: name('Headers'),
}

/** A structure element with the reference by which others point to it. */
interface Element {
  readonly ref: PDFRef
  readonly dict: PDFDict
}

/** Structure types of ISO 32000-1, 14.8.4, that need no role map. */
const STANDARD = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' ',
  ),
)
/** What Chromium writes of PDF 2.0, in terms of PDF 1.7; anything else becomes a group without meaning. */
const ROLES: Readonly<Record<string, string>> = { Strong: 'Span', Em: 'Span', Aside: 'Sect', Sub: 'Span', Title: 'P' }

/** Mends the tree in place: list bodies, roles, link descriptions, ids. `linkTexts` are the page's links in its order. */
export function mendStructure(document: PDFDocument, linkTexts: readonly string[]): void {
  const { context } = document
  const root = document.catalog.lookup(name('StructTreeRoot'), PDFDict)
  const elements = walk(root.get(KEY.kids), context)
  mapRoles(root, elements, context)
  for (const one of elements) if (isOf(one, TYPE.item)) giveBody(one, context)
  for (const one of elements)
    if (isOf(one, TYPE.figure) && !one.dict.has(name('Alt'))) one.dict.set(KEY.type, TYPE.group)
  describeLinks(elements, linkTexts, context)
  renumber(root, elements, context)
}

const TYPE = {
  item: name('LI'),
  label: name('Lbl'),
  body: name('LBody'),
  figure: name('Figure'),
  group: name('Div'),
  link: name('Link'),
}

const isOf = ({ dict }: Pick<Element, 'dict'>, type: PDFName): boolean => dict.get(KEY.type) === type

/** Every element of the tree in reading order. */
function walk(kids: PDFObject | undefined, context: PDFContext, found: Element[] = []): readonly Element[] {
  for (const kid of children(kids, context)) {
    const dict = kid instanceof PDFRef ? context.lookup(kid) : undefined
    if (!(kid instanceof PDFRef) || !(dict instanceof PDFDict) || !dict.has(KEY.type)) continue
    found.push({ ref: kid, dict })
    walk(dict.get(KEY.kids), context, found)
  }
  return found
}

/** `/K` holds one kid, an array of them, or a reference to such an array. */
function children(kids: PDFObject | undefined, context: PDFContext): readonly PDFObject[] {
  const inner = kids instanceof PDFRef && context.lookup(kids) instanceof PDFArray ? context.lookup(kids) : kids
  if (inner instanceof PDFArray) return inner.asArray()
  return inner === undefined ? [] : [inner]
}

function mapRoles(root: PDFDict, elements: readonly Element[], context: PDFContext): void {
  const foreign = [...new Set(elements.map(({ dict }) => dict.get(KEY.type)))]
    .flatMap((type) => (type instanceof PDFName ? type.decodeText() : []))
    .filter((type) => !STANDARD.has(type))
    .sort()
  if (foreign.length === 0) return
  const roles = Object.fromEntries(foreign.map((type) => [type, name(ROLES[type] ?? 'NonStruct')]))
  root.set(name('RoleMap'), context.obj(roles))
}

/** A list item holds a label and a body, nothing else (7.2-20). */
function giveBody(item: Element, context: PDFContext): void {
  const kids = children(item.dict.get(KEY.kids), context)
  const isLabel = (kid: PDFObject) => {
    const dict = kid instanceof PDFRef ? context.lookup(kid) : undefined
    return dict instanceof PDFDict && (isOf({ dict }, TYPE.label) || isOf({ dict }, TYPE.body))
  }
  const rest = kids.filter((kid) => !isLabel(kid))
  if (rest.length === 0) return
  const page = item.dict.get(KEY.page)
  const body = context.obj({
    Type: 'StructElem',
    S: 'LBody',
    P: item.ref,
    K: context.obj([...rest]),
    ...(page && { Pg: page }),
  })
  const ref = context.register(body)
  for (const kid of rest) {
    const dict = kid instanceof PDFRef ? context.lookup(kid) : undefined
    if (dict instanceof PDFDict && dict.has(KEY.parent)) dict.set(KEY.parent, ref)
  }
  item.dict.set(KEY.kids, context.obj([...kids.filter(isLabel), ref]))
}

/** The annotation of a link says where it leads, in words (7.18.5-2). */
function describeLinks(elements: readonly Element[], texts: readonly string[], context: PDFContext): void {
  const annotations = elements.filter((one) => isOf(one, TYPE.link)).map((one) => annotationsOf(one, context))
  annotations.forEach((ones, index) => {
    for (const annotation of ones) annotation.set(name('Contents'), PDFHexString.fromText(texts[index] ?? ''))
  })
}

function annotationsOf({ dict }: Element, context: PDFContext): readonly PDFDict[] {
  return children(dict.get(KEY.kids), context).flatMap((kid) => {
    const reference = kid instanceof PDFRef ? context.lookup(kid) : kid
    const object = reference instanceof PDFDict ? reference.lookupMaybe(name('Obj'), PDFDict) : undefined
    return object ? [object] : []
  })
}

/** Chromium numbers elements by the history of its page; here they are numbered in reading order, so that bytes repeat. */
function renumber(root: PDFDict, elements: readonly Element[], context: PDFContext): void {
  const named = elements.filter(({ dict }) => dict.has(KEY.id))
  const ids = new Map(named.map(({ dict }, index) => [textOf(dict.get(KEY.id)), `n${String(index).padStart(6, '0')}`]))
  for (const { dict } of named) dict.set(KEY.id, PDFString.of(ids.get(textOf(dict.get(KEY.id))) ?? ''))
  for (const { dict } of elements) renameHeaders(dict.lookup(KEY.attributes), ids)
  const pairs = named.flatMap(({ dict, ref }) => [dict.get(KEY.id) as PDFObject, ref])
  const first = pairs[0]
  const last = pairs.at(-2)
  if (!first || !last) return void root.delete(name('IDTree'))
  const leaf = context.register(context.obj({ Limits: [first, last], Names: context.obj(pairs) }))
  root.set(name('IDTree'), context.register(context.obj({ Kids: [leaf] })))
}

function textOf(id: PDFObject | undefined): string {
  return id instanceof PDFString || id instanceof PDFHexString ? id.decodeText() : ''
}

/** `/Headers` of a cell name the ids of its header cells, in an attribute object or a list of them. */
function renameHeaders(attributes: PDFObject | undefined, ids: ReadonlyMap<string, string>): void {
  const all =
    attributes instanceof PDFArray ? attributes.asArray().map((_, index) => attributes.lookup(index)) : [attributes]
  for (const one of all) {
    const headers = one instanceof PDFDict ? one.lookup(KEY.headers) : undefined
    if (!(headers instanceof PDFArray)) continue
    for (let index = 0; index < headers.size(); index++) {
      const id = ids.get(textOf(headers.get(index)))
      if (id !== undefined) headers.set(index, PDFString.of(id))
    }
  }
}
