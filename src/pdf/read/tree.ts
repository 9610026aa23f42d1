/** The structure tree of a tagged PDF (ISO 32000-1, 14.7), in reading order. */
import type { PdfFile } from './file.ts'
import { type Dict, type PdfObject, Ref } from './object.ts'

export interface Element {
  readonly dict: Dict
  /** Number of its object; 0 when it has none of its own. */
  readonly number: number
  /** As it is written, e.g. `Strong`. */
  readonly written: string
  /** What that stands for after the role map, e.g. `Span`. */
  readonly type: string
  readonly parent: Element | null
  readonly kids: readonly Kid[]
}

/** A piece of drawing, by number of the object that is drawn (a page or a form) and its mark there. */
export interface Mark {
  readonly in: number
  readonly id: number
}

/** What an element holds: other elements, pieces of drawing, and annotations or pictures by number of object. */
export type Kid = { readonly element: Element } | { readonly mark: Mark } | { readonly object: number }

export interface Tree {
  readonly root: Dict
  /** Reading order: each before what it holds. */
  readonly elements: readonly Element[]
  /** The element of a dictionary, to follow references from elsewhere. */
  readonly of: ReadonlyMap<Dict, Element>
  readonly roles: Dict
}

/** Structure types of ISO 32000-1, 14.8.4. */
export const STANDARD: ReadonlySet<string> = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' ',
  ),
)

/** Elements within elements; deeper ones mean harm, and are left out. */
const DEEPEST = 500

/** Reads the tree; null when the file has none. An element that stands in two places, or in itself, is read once. */
export function readTree(file: PdfFile): Tree | null {
  const root = file.dict(file.catalog.get('StructTreeRoot'))
  if (root.size === 0) return null
  const roles = file.dict(root.get('RoleMap'))
  const elements: Element[] = []
  const of = new Map<Dict, Element>()
  const waiting: Waiting[] = kidsOf(file, root).map((kid) => ({ kid, parent: null, page: 0, depth: 0, into: [] }))
  waiting.reverse()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const dict = file.dict(next.kid)
    const kid = markOf(next.kid, dict, next.page, file)
    if (kid) next.into.push(kid)
    else if (dict.has('S') && !of.has(dict) && next.depth < DEEPEST) {
      const kids: Kid[] = []
      const element = elementOf(next.kid, dict, next.parent, kids, file, roles)
      elements.push(element)
      of.set(dict, element)
      next.into.push({ element })
      const page = numberOf(dict.get('Pg')) || next.page
      const inner = kidsOf(file, dict)
      // A stack gives back the last first.
      for (let at = inner.length - 1; at >= 0; at--)
        waiting.push({ kid: inner[at] ?? null, parent: element, page, depth: next.depth + 1, into: kids })
    }
  }
  return { root, elements, of, roles }
}

interface Waiting {
  readonly kid: PdfObject
  readonly parent: Element | null
  /** Number of the page that an element above names; 0 for none. */
  readonly page: number
  readonly depth: number
  readonly into: Kid[]
}

const numberOf = (object: PdfObject | undefined): number => (object instanceof Ref ? object.number : 0)

/** `/K` holds one kid or an array of them. */
function kidsOf(file: PdfFile, dict: Dict): readonly PdfObject[] {
  const kids = dict.get('K')
  const resolved = file.resolve(kids)
  if (Array.isArray(resolved)) return resolved
  return kids === undefined || resolved === null ? [] : [kids]
}

function markOf(kid: PdfObject, dict: Dict, page: number, file: PdfFile): Kid | null {
  if (typeof kid === 'number') return { mark: { in: page, id: kid } }
  const type = file.name(dict.get('Type'))
  if (type === 'OBJR') return { object: numberOf(dict.get('Obj')) }
  if (type !== 'MCR') return null
  const drawn = numberOf(dict.get('Stm')) || numberOf(dict.get('Pg')) || page
  return { mark: { in: drawn, id: file.number(dict.get('MCID')) ?? -1 } }
}

function elementOf(
  kid: PdfObject,
  dict: Dict,
  parent: Element | null,
  kids: readonly Kid[],
  file: PdfFile,
  roles: Dict,
): Element {
  const written = file.name(dict.get('S')) ?? ''
  return { dict, number: numberOf(kid), written, type: standardType(written, file, roles), parent, kids }
}

/** Follows the role map up to a standard type; the name itself when it leads to none, or in a circle. */
export function standardType(written: string, file: PdfFile, roles: Dict): string {
  let type = written
  for (let step = 0; step < roles.size && !STANDARD.has(type); step++) {
    const next = file.name(roles.get(type))
    if (next === undefined) break
    type = next
  }
  return STANDARD.has(type) ? type : written
}

/** The elements directly inside, in order. */
export function elementsIn({ kids }: Pick<Element, 'kids'>): readonly Element[] {
  return kids.flatMap((kid) => ('element' in kid ? [kid.element] : []))
}

/** An attribute of an element (ISO 32000-1, 14.7.5): its own dictionaries first, then its classes. */
export function attribute(key: string, { dict }: Element, { file, root }: Attributes): PdfObject {
  const classes = file.dict(root.get('ClassMap'))
  const own = listed(dict.get('A'), file)
  const named = listed(dict.get('C'), file).flatMap((one) => listed(classes.get(file.name(one) ?? ''), file))
  for (const one of [...own, ...named]) {
    const value = file.dict(one).get(key)
    if (value !== undefined) return file.resolve(value)
  }
  return null
}

export interface Attributes {
  readonly file: PdfFile
  readonly root: Dict
}

function listed(object: PdfObject | undefined, file: PdfFile): readonly PdfObject[] {
  const resolved = file.resolve(object)
  if (Array.isArray(resolved)) return resolved
  return resolved === null ? [] : [resolved]
}

/** The values of a number tree by key (ISO 32000-1, 7.9.7). */
export function numberTree(tree: PdfObject | undefined, file: PdfFile): ReadonlyMap<number, PdfObject> {
  const found = new Map<number, PdfObject>()
  for (const [key, value] of leaves(tree, 'Nums', file)) if (typeof key === 'number') found.set(key, value)
  return found
}

/** Pairs of key and value of a name tree or number tree, in the order of the file. */
export function leaves(
  tree: PdfObject | undefined,
  key: 'Names' | 'Nums',
  file: PdfFile,
): readonly (readonly [PdfObject, PdfObject])[] {
  const found: [PdfObject, PdfObject][] = []
  const seen = new Set<Dict>()
  const waiting = [file.dict(tree)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const pairs = file.list(node.get(key))
    for (let at = 0; at + 1 < pairs.length; at += 2) found.push([file.resolve(pairs[at]), pairs[at + 1] ?? null])
    for (const kid of file.list(node.get('Kids')).toReversed()) waiting.push(file.dict(kid))
  }
  return found
}
