/** A PDF read as far as its rules need it, and where in it a thing stands in the eyes of its author. */
import type { Thing, Where } from './breach.ts'
import { type Drawing, type Page, readDrawing } from './read/drawing.ts'
import { openFile, type PdfFile } from './read/file.ts'
import { charactersOf } from './read/font.ts'
import { type Dict, Ref } from './read/object.ts'
import { type Element, elementsIn, readTree, type Tree } from './read/tree.ts'

export interface PdfDocument {
  readonly file: PdfFile
  readonly pages: readonly Page[]
  /** Null when the file is not tagged. */
  readonly tree: Tree | null
  readonly drawing: Drawing
  /** The text inside an element, as a reader's program finds it. */
  textOf(element: Element): string
  whereIs(element: Element): Where
}

/** Characters of a text that are quoted in a sentence. */
const QUOTED = 60

/** Reads a PDF; `unreadable` when nothing in it is an object, it has no page, or it is encrypted. */
export function readDocument(pdf: Uint8Array): PdfDocument | 'unreadable' | 'encrypted' {
  const file = openFile(pdf)
  if (!file) return 'unreadable'
  if (file.resolve(file.trailer.get('Encrypt')) !== null) return 'encrypted'
  const pages = readPages(file)
  if (pages.length === 0) return 'unreadable'
  const tree = readTree(file)
  const drawing = readDrawing(pages, file)
  const textOf = (element: Element): string => shownIn(element, drawing).replace(/\s+/gu, ' ').trim()
  const places = new Map(pages.map((page) => [page.number, page.position]))
  const positions = tree ? positionsOf(tree) : new Map<Element, number>()
  const whereIs = (element: Element): Where => ({
    page: pageOf(element, places),
    thing: thingOf(element, positions, textOf),
  })
  return { file, pages, tree, drawing, textOf, whereIs }
}

/** The pages in order; a page that stands in the tree twice counts once. */
function readPages(file: PdfFile): readonly Page[] {
  const pages: Page[] = []
  const seen = new Set<Dict>()
  const waiting: { readonly node: Dict; readonly number: number; readonly resources: Dict }[] = []
  const push = (node: Dict, number: number, resources: Dict) => {
    const own = file.dict(node.get('Resources'))
    waiting.push({ node, number, resources: own.size > 0 ? own : resources })
  }
  push(file.dict(file.catalog.get('Pages')), 0, new Map())
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, number, resources } = next
    if (seen.has(node) || node.size === 0) continue
    seen.add(node)
    if (node.has('Kids'))
      for (const kid of file.list(node.get('Kids')).toReversed())
        push(file.dict(kid), kid instanceof Ref ? kid.number : 0, resources)
    else if (file.name(node.get('Type')) === 'Page')
      pages.push({ position: pages.length + 1, number, dict: node, resources })
  }
  return pages
}

function shownIn({ dict: _, kids }: Element, drawing: Drawing): string {
  const parts = kids.map((kid) => {
    if ('element' in kid) return shownIn(kid.element, drawing)
    const shown = 'mark' in kid ? drawing.marks.get(kid.mark.in)?.get(kid.mark.id) : undefined
    return (shown ?? []).map(({ bytes, font }) => charactersOf(bytes, font)).join('')
  })
  return parts.join(' ')
}

type TextOf = (element: Element) => string

const quote = (text: string) => (text.length > QUOTED ? `${text.slice(0, QUOTED - 1).trimEnd()}…` : text)

/** Tables and graphics, each counted from 1 among its kind. */
function positionsOf({ elements }: Tree): ReadonlyMap<Element, number> {
  const of = (type: string) => elements.filter((one) => one.type === type).map((one, at) => [one, at + 1] as const)
  return new Map([...of('Table'), ...of('Figure')])
}

function pageOf(element: Element, places: ReadonlyMap<number, number>): number | null {
  const own = element.dict.get('Pg')
  const page = own instanceof Ref ? places.get(own.number) : undefined
  if (page !== undefined) return page
  for (const kid of element.kids) {
    const found = 'element' in kid ? pageOf(kid.element, places) : 'mark' in kid ? places.get(kid.mark.in) : undefined
    if (found) return found
  }
  return null
}

const HEADING = /^H[1-6]?$/

/** The nearest thing at or above an element that an author has a name for. */
function thingOf(element: Element, positions: ReadonlyMap<Element, number>, textOf: TextOf): Thing {
  const nth = (one: Element) => positions.get(one) ?? 0
  for (let one: Element | null = element; one; one = one.parent) {
    if (one.type === 'Figure') return { kind: 'graphic', number: nth(one) }
    if (HEADING.test(one.type)) return { kind: 'heading', words: quote(textOf(one)) }
    if (one.type === 'Link') return { kind: 'link', words: quote(textOf(one)) }
    if (one.type === 'Table') return { kind: 'table', number: nth(one), ...rowOf(element, one, textOf) }
  }
  return { kind: 'element', type: element.written, words: quote(textOf(element)) }
}

/** The rows of a table, wherever they stand in it. */
export function rowsOf(table: Element): readonly Element[] {
  return elementsIn(table).flatMap((kid) =>
    kid.type === 'TR' ? [kid] : /^T(Head|Body|Foot)$/.test(kid.type) ? rowsOf(kid) : [],
  )
}

function rowOf(element: Element, table: Element, textOf: TextOf): { row?: number; column?: number; words?: string } {
  const chain: Element[] = []
  for (let one: Element | null = element; one && one !== table; one = one.parent) chain.push(one)
  const row = chain.find(({ type }) => type === 'TR')
  const cell = chain.find(({ type }) => type === 'TH' || type === 'TD')
  if (!row) return {}
  const cells = elementsIn(row)
  const first = cells[0]
  const column = cell ? { column: cells.indexOf(cell) + 1 } : {}
  return { row: rowsOf(table).indexOf(row) + 1, ...column, ...(first && { words: quote(textOf(first)) }) }
}
