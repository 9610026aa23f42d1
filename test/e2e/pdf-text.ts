/** A PDF read back by another program than the one that wrote it. */
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface Block {
  readonly role: string
  readonly text: string
}

export interface ReadPdf {
  readonly pages: number
  /** All words in the order in which they are written, with single blanks. */
  readonly text: string
  /** The same as it was written, stroke by stroke. */
  readonly strokes: readonly string[]
  /** Every kind of blank that stands between them. */
  readonly blanks: ReadonlySet<string>
  /** Headings and captions in the order of the structure tree, which is what a screen reader follows. */
  readonly blocks: readonly Block[]
  /** Alternatives of the figures in that order. */
  readonly alternatives: readonly string[]
  readonly roles: ReadonlySet<string>
  readonly language: string | null
  readonly title: string | null
  /** Whether the file says that it is tagged. */
  readonly marked: boolean
}

const BLOCKS = /^(H\d?|Caption)$/
const blanks = (text: string) => text.replace(/\s+/gu, ' ').trim()

interface Branch {
  readonly role?: string
  readonly alt?: string
  readonly type?: string
  readonly id?: string
  readonly children?: readonly Branch[]
}

/** Reads a PDF with pdf.js; throws when it cannot. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // A copy: pdf.js takes the memory over.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false })
  const file = await task.promise
  const pages = await Promise.all(
    Array.from({ length: file.numPages }, async (_, index) => readPage(await file.getPage(index + 1))),
  )
  const branches = pages.flatMap((page) => page.branches)
  const { info } = (await file.getMetadata()) as { info: { Language?: string; Title?: string } }
  const mark = await file.getMarkInfo()
  await task.destroy()
  return {
    pages: pages.length,
    strokes: pages.flatMap((page) => page.strokes),
    blanks: new Set(pages.flatMap((page) => page.text.match(/[\s\u00AD\u200B]/gu) ?? [])),
    text: blanks(pages.map((page) => page.text).join(' ')),
    blocks: branches.flatMap(({ role = '', text }) => (BLOCKS.test(role) ? [{ role, text }] : [])),
    alternatives: branches.flatMap(({ alt }) => (alt === undefined ? [] : [alt])),
    roles: new Set(branches.flatMap(({ role }) => role ?? [])),
    language: info.Language ?? null,
    title: info.Title ?? null,
    marked: (mark as unknown as Map<string, boolean> | null)?.get('Marked') === true,
  }
}

interface ReadBranch {
  readonly role?: string | undefined
  readonly alt?: string | undefined
  readonly text: string
}

interface ReadPage {
  readonly text: string
  readonly strokes: readonly string[]
  readonly branches: readonly ReadBranch[]
}

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const byMark = new Map<string, string>()
  const open: string[] = []
  let text = ''
  for (const item of items) {
    if ('str' in item) {
      const words = item.str + (item.hasEOL ? '\n' : '')
      text += words
      const mark = open.findLast((id) => id !== '')
      if (mark !== undefined) byMark.set(mark, (byMark.get(mark) ?? '') + words)
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push('id' in item && typeof item.id === 'string' ? item.id : '')
  }
  const tree = (await page.getStructTree()) as Branch | null
  const strokes = items.flatMap((item) => ('str' in item ? item.str : []))
  return { text, strokes, branches: tree ? branchesOf(tree, byMark) : [] }
}

function branchesOf(branch: Branch, byMark: ReadonlyMap<string, string>): readonly ReadBranch[] {
  const own = { role: branch.role, alt: branch.alt, text: blanks(wordsOf(branch, byMark)) }
  return [
    ...(branch.role === undefined ? [] : [own]),
    ...(branch.children ?? []).flatMap((one) => branchesOf(one, byMark)),
  ]
}

function wordsOf({ type, id, children = [] }: Branch, byMark: ReadonlyMap<string, string>): string {
  return type === 'content' ? (byMark.get(id ?? '') ?? '') : children.map((one) => wordsOf(one, byMark)).join('')
}
