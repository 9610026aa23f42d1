/** Repairs of the structure tree that Chromium writes, up to what PDF/UA-1 asks (ISO 14289-1, 7). */
import { type Body, dictOf, type OpenDict, textOf } from './body.ts'
import { type PdfObject, PdfString, Ref } from './read/object.ts'

/** A structure element with the reference by which others point to it. */
interface Element {
  readonly ref: Ref
  readonly dict: OpenDict
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
export function mendStructure(body: Body, linkTexts: readonly string[]): void {
  const root = body.dict(body.catalog.get('StructTreeRoot'))
  if (!root) throw new Error('The printed PDF is not tagged')
  const elements = walk(root.get('K'), body)
  mapRoles(root, elements)
  for (const one of elements) if (isOf(one, 'LI')) giveBody(one, body)
  for (const one of elements) if (isOf(one, 'Figure') && !one.dict.has('Alt')) one.dict.set('S', 'Div')
  describeLinks(elements, linkTexts, body)
  renumber(root, elements, body)
}

const isOf = ({ dict }: Pick<Element, 'dict'>, type: string): boolean => dict.get('S') === type

/** Every element of the tree in reading order. */
function walk(kids: PdfObject | undefined, body: Body, found: Element[] = []): readonly Element[] {
  for (const kid of children(kids, body)) {
    const dict = kid instanceof Ref ? body.dict(kid) : undefined
    if (!(kid instanceof Ref) || !dict?.has('S')) continue
    found.push({ ref: kid, dict })
    walk(dict.get('K'), body, found)
  }
  return found
}

/** `/K` holds one kid, an array of them, or a reference to such an array. */
function children(kids: PdfObject | undefined, body: Body): readonly PdfObject[] {
  if (kids === undefined) return []
  return Array.isArray(body.at(kids)) ? body.list(kids) : [kids]
}

function mapRoles(root: OpenDict, elements: readonly Element[]): void {
  const types = new Set(elements.map(({ dict }) => String(dict.get('S'))))
  const foreign = [...types].filter((type) => !STANDARD.has(type)).sort()
  if (foreign.length === 0) return
  root.set('RoleMap', new Map(foreign.map((type) => [type, ROLES[type] ?? 'NonStruct'])))
}

/** A list item holds a label and a body, nothing else (7.2-20). */
function giveBody(item: Element, body: Body): void {
  const kids = children(item.dict.get('K'), body)
  const isLabel = (kid: PdfObject) => {
    const dict = kid instanceof Ref ? body.dict(kid) : undefined
    return dict !== undefined && (isOf({ dict }, 'Lbl') || isOf({ dict }, 'LBody'))
  }
  const rest = kids.filter((kid) => !isLabel(kid))
  if (rest.length === 0) return
  const page = item.dict.get('Pg')
  const ref = body.add(dictOf({ Type: 'StructElem', S: 'LBody', P: item.ref, K: rest, ...(page && { Pg: page }) }))
  for (const kid of rest) {
    const dict = kid instanceof Ref ? body.dict(kid) : undefined
    if (dict?.has('P')) dict.set('P', ref)
  }
  item.dict.set('K', [...kids.filter(isLabel), ref])
}

/** The annotation of a link says where it leads, in words (7.18.5-2). */
function describeLinks(elements: readonly Element[], texts: readonly string[], body: Body): void {
  const links = elements.filter((one) => isOf(one, 'Link'))
  for (const [index, link] of links.entries())
    for (const annotation of annotationsOf(link, body)) annotation.set('Contents', textOf(texts[index] ?? ''))
}

function annotationsOf({ dict }: Element, body: Body): readonly OpenDict[] {
  return children(dict.get('K'), body).flatMap((kid) => body.dict(body.dict(kid)?.get('Obj')) ?? [])
}

/** Chromium numbers elements by the history of its page; here they are numbered in reading order, so that bytes repeat. */
function renumber(root: OpenDict, elements: readonly Element[], body: Body): void {
  const ids = new Map<string, PdfString>()
  const pairs: PdfObject[] = []
  for (const { dict, ref } of elements) {
    const old = dict.get('ID')
    if (old === undefined) continue
    const id = new PdfString(`n${String(ids.size).padStart(6, '0')}`)
    ids.set(bytesOf(old), id)
    dict.set('ID', id)
    pairs.push(id, ref)
  }
  for (const { dict } of elements) renameHeaders(dict.get('A'), ids, body)
  const [first, last] = [pairs[0], pairs.at(-2)]
  if (first === undefined || last === undefined) return void root.delete('IDTree')
  const leaf = body.add(dictOf({ Limits: [first, last], Names: pairs }))
  root.set('IDTree', body.add(dictOf({ Kids: [leaf] })))
}

const bytesOf = (id: PdfObject): string => (id instanceof PdfString ? id.bytes : '')

/** `/Headers` of a cell name the ids of its header cells, in an attribute object or a list of them. */
function renameHeaders(attributes: PdfObject | undefined, ids: ReadonlyMap<string, PdfString>, body: Body): void {
  for (const one of children(attributes, body)) {
    const dict = body.dict(one)
    if (!dict?.has('Headers')) continue
    const headers = body.list(dict.get('Headers')).map((id) => ids.get(bytesOf(id)) ?? id)
    dict.set('Headers', headers)
  }
}
