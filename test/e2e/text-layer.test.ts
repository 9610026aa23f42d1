/** What is searched, copied or heard in a finished PDF: its words and numbers, one by one, in the order of the page. */
import type { Page as Tab } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES } from '../accessibility/reader.ts'
import { builtProject } from './built.ts'
import { type ReadPdf, readPdf } from './pdf-text.ts'
import { filesBelow, type Project } from './project.ts'
import { openPage, openTab, shownIn } from './screen.ts'

let tab: Tab
const projects: Project[] = []
beforeAll(async () => {
  tab = await openTab()
  await tab.emulateMediaType('print')
})
afterAll(async () => {
  await tab?.close()
  for (const project of projects) project.remove()
})

/** A document as it is published, and what its page shows on paper. */
interface Document {
  readonly name: string
  readonly pdf: ReadPdf
  readonly headings: readonly { readonly tag: string; readonly text: string }[]
  readonly figures: readonly { readonly id: string; readonly value: string | null; readonly text: string }[]
  /** Paragraphs, headings, items, cells and captions, each with its words. */
  readonly blocks: readonly string[]
  /** What says that it is a draft, in each of its languages. */
  readonly drafts: readonly string[]
  readonly rtl: boolean
}

const blanks = (text: string) => text.replace(/\s+/gu, ' ').trim()
const squeezed = (text: string) => text.replace(/\s+/gu, '')

/** Runs in the page: what is written on paper, block by block. */
function blocksOnPaper(): string[] {
  const blocks = [...document.querySelectorAll('main :is(h1, h2, p, li, caption, th, td, .folio span)')]
  return blocks.filter((one) => one.getClientRects().length > 0).map((one) => one.textContent ?? '')
}

async function publish(one: (typeof CASES)[number]) {
  const { project } = await builtProject(one)
  projects.push(project)
  const files = filesBelow(project.path(`out/${one.factsheet}`))
  const documents: Document[] = []
  for (const [path, bytes] of files) {
    if (!path.endsWith('.pdf')) continue
    const html = String(files.get(path.replace(/pdf$/, 'html')))
    const shown = await shownIn(tab, html)
    await openPage(tab, html)
    const blocks = (await tab.evaluate(blocksOnPaper)).filter((words) => words.trim() !== '')
    const drafts = [...html.matchAll(/<p [^>]*id="draft-\w+">([^<]+)/g)].map((match) => match[1] ?? '')
    documents.push({
      name: path,
      pdf: await readPdf(bytes),
      ...shown,
      blocks,
      drafts,
      rtl: html.includes(' dir="rtl">'),
    })
  }
  const figures = [...files].find(([path]) => path.endsWith('figures.json'))?.[1]
  return { documents, records: JSON.parse(String(figures)).figures as { id: string; rounded: string | null }[] }
}

/** Whether a number stands in a text by itself: with no digit, and no mark between digits, on either side. */
const holds = (text: string, number: string) =>
  new RegExp(`(?<![\\d−]|\\d[.,])${RegExp.escape(number)}(?!\\d|[.,]\\d|\\()`, 'u').test(text)

describe.each(CASES)('the PDFs of $factsheet', (one) => {
  let documents: readonly Document[]
  let records: readonly { readonly id: string; readonly rounded: string | null }[]
  beforeAll(async () => {
    ;({ documents, records } = await publish(one))
  }, 90_000)

  it('hold each number of figures.json that is printed, as it is written, and nothing that is glued to it', () => {
    for (const { name, pdf, figures, rtl } of documents) {
      // Between the cells of a line from right to left, pdf.js sees no gap: there each is looked for as it was written, too.
      const text = plainSigns(rtl ? `${pdf.text} ${pdf.strokes.join(' ')}` : pdf.text)
      const rounded = new Map(records.map(({ id, rounded }) => [id, rounded]))
      const numbers = figures.filter(
        ({ id, value }) => value !== null && Math.abs(Number(rounded.get(id))) === Math.abs(Number(value)),
      )
      expect(numbers.length, name).toBe(figures.filter(({ value }) => value !== null).length)
      expect(numbers.length, name).toBeGreaterThan(10)
      const missing = numbers.map(({ text }) => plainSigns(blanks(text))).filter((number) => !holds(text, number))
      expect(missing, name).toEqual([])
      const glued = /\d\(\d+\)|\d\[[a-zA-Z]\]/
      expect(
        (rtl ? pdf.strokes : [pdf.text]).filter((one) => glued.test(one)),
        name,
      ).toEqual([])
    }
  })

  it('have ordinary blanks only, so that 1 847 is found by who types it, and nothing invisible in their words', () => {
    for (const { name, pdf, rtl } of documents) {
      expect(
        [...pdf.blanks].filter((blank) => blank !== ' ' && blank !== '\n'),
        name,
      ).toEqual([])
      const odd = /[\u00AD\u200B\u2060\uFEFF\uE000-\uF8FF\uFB00-\uFB06]|…/u
      expect(pdf.text, name).not.toMatch(odd)
      if (!rtl) expect(pdf.text, name).not.toContain('\uFFFD')
    }
  })

  it('have each heading and caption once, in the order of the page', () => {
    for (const { name, pdf, headings, rtl } of documents) {
      const kind = (tag: string) => (tag === 'CAPTION' ? 'Caption' : tag)
      expect(
        pdf.blocks.map(({ role }) => role),
        name,
      ).toEqual(headings.map(({ tag }) => kind(tag)))
      // pdf.js gives Arabic letters as they are drawn, in the order in which they are drawn.
      if (rtl) continue
      expect(
        pdf.blocks.map(({ text }) => squeezed(text)),
        name,
      ).toEqual(headings.map(({ text }) => squeezed(text)))
      const titles = pdf.blocks.filter(({ role }) => role !== 'Caption').map(({ text }) => text)
      expect(new Set(titles).size, name).toBe(titles.length)
    }
  })

  it('have every word of the page, letter by letter, in its order', () => {
    for (const { name, pdf, blocks } of documents.filter(({ rtl }) => !rtl)) {
      const text = squeezed(pdf.text)
      let from = 0
      for (const block of blocks) {
        const at = text.indexOf(squeezed(block), from)
        expect(at, `${name}: ${blanks(block)}`).toBeGreaterThanOrEqual(from)
        from = at + squeezed(block).length
      }
      expect(blocks.length, name).toBeGreaterThan(30)
    }
  })

  it('say on each page that they are drafts, in each of their languages', () => {
    for (const { name, pdf, drafts, rtl } of documents) {
      expect(drafts.length, name).toBeGreaterThan(0)
      // pdf.js gives Arabic letters as they are drawn.
      for (const words of rtl ? [] : drafts) expect(pdf.text.split(words).length - 1, name).toBe(pdf.pages)
    }
  })

  it('keep the words of the page apart', () => {
    for (const { name, pdf, blocks } of documents.filter(({ rtl }) => !rtl)) {
      const printed = new Set(pdf.text.split(' '))
      const words = blocks.flatMap((block) => blanks(block).split(' ')).filter((word) => !word.includes('.'))
      expect(
        words.filter((word) => !printed.has(word)),
        name,
      ).toEqual([])
    }
  })
})

/** Arabic puts a mark of direction around its signs, which readers of text layers drop. */
const plainSigns = (text: string) => text.replace(/[\u200E\u200F\u061C]/gu, '')
