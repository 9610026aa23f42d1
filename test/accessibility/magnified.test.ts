/** The pages made large: at 400 % (WCAG 2.2, 1.4.10), and with their text spaced out (1.4.12). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES, pagesOf, type Read, type Reader, seatReader } from './reader.ts'

let reader: Reader
beforeAll(async () => {
  reader = await seatReader()
})
afterAll(() => reader.tab.close())

const DESK = { media: 'screen', scheme: 'light', width: 1280, height: 1024 } as const
/** The same window at 400 %. */
const MAGNIFIED = { ...DESK, width: 320, height: 256 }

/** What 1.4.12 lets a reader set, as tools for readers and auditors set it. */
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'

const spaceOut = () =>
  reader.tab.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, SPACED)

/** All words that are to be seen, as they follow each other. */
// biome-ignore lint/performance/useDomNodeTextContent: what is not to be seen is what this is about
const words = () => reader.tab.evaluate(() => document.body.innerText.replace(/\s+/g, ''))

/**
 * Runs in the page: the page where it is wider than the window, each text that lies outside it and cannot be scrolled to, each
 * box that cuts what it holds, and each text of a graphic that is cut by its edge.
 */
function lost(): string[] {
  const { clientWidth: width, scrollWidth } = document.documentElement
  const found = scrollWidth > width ? [`the page is ${scrollWidth} px wide`] : []
  const beyond = (box: DOMRect, frame: { left: number; right: number; top: number; bottom: number }) =>
    Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom) > 1
  const page = { left: 0, right: width, top: -Infinity, bottom: Infinity }
  for (const one of document.querySelectorAll('h1, h2, p, li, th, td, caption, data, a')) {
    const scrolled = one.closest('.scroll[tabindex="0"]')
    if (!scrolled && beyond(one.getBoundingClientRect(), page)) found.push(`outside: ${one.textContent}`)
  }
  for (const text of document.querySelectorAll('svg text')) {
    const frame = text.closest('svg')?.getBoundingClientRect()
    if (frame && beyond(text.getBoundingClientRect(), frame)) found.push(`cut in its graphic: ${text.textContent}`)
  }
  for (const box of document.querySelectorAll('body *:not(svg, svg *)')) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(box)
    const high = overflowY !== 'visible' && box.scrollHeight > box.clientHeight + 1
    const wide = /hidden|clip/.test(overflowX) && box.scrollWidth > box.clientWidth + 1
    if (high || wide || textOverflow === 'ellipsis') found.push(`cut: ${box.textContent?.slice(0, 60)}`)
  }
  return found
}

/** Runs in the page: numbers that go on in a second line, where each part would be read as a number of its own. */
function brokenNumbers(): string[] {
  return [...document.querySelectorAll('data')]
    .filter((one) => {
      const range = document.createRange()
      range.selectNodeContents(one)
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
      return lines.size > 1
    })
    .map((one) => one.outerHTML)
}

describe.each(CASES)('$factsheet', (one) => {
  let pages: readonly Read[]
  beforeAll(async () => {
    pages = (await pagesOf(one)).pages
  })

  it('loses no word at 400 %, and is read by scrolling down only, but for what scrolls in a box of its own', async () => {
    for (const { name, html } of pages) {
      await reader.look(html, DESK)
      const whole = await words()
      await reader.look(html, MAGNIFIED)
      expect(await words(), name).toBe(whole)
      expect(whole.length, name).toBeGreaterThan(500)
      expect(await reader.tab.evaluate(lost), name).toEqual([])
    }
  })

  it('breaks no number into two at 400 %', async () => {
    for (const { name, html } of pages) {
      await reader.look(html, MAGNIFIED)
      expect(await reader.tab.evaluate(brokenNumbers), name).toEqual([])
    }
  })

  it('scrolls sideways only where data or a graphic need two dimensions', async () => {
    for (const { name, html } of pages) {
      await reader.look(html, MAGNIFIED)
      const scrolled = await reader.tab.evaluate(() =>
        [...document.querySelectorAll('.scroll')]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) =>
            [...box.children]
              .map((child) => child.tagName.toLowerCase())
              .filter((tag) => tag !== 'svg')
              .join(),
          ),
      )
      expect(
        scrolled.filter((inside) => inside !== '' && inside !== 'table'),
        name,
      ).toEqual([])
    }
  })

  it.each([DESK, { ...DESK, width: 800 }])('loses nothing when its text is spaced out: $width px', async (sight) => {
    for (const { name, html } of pages) {
      await reader.look(html, sight)
      const [before, height] = [await words(), await reader.tab.evaluate(() => document.body.scrollHeight)]
      await spaceOut()
      expect(await reader.tab.evaluate(() => document.body.scrollHeight), name).toBeGreaterThan(height)
      expect(await words(), name).toBe(before)
      expect(await reader.tab.evaluate(lost), name).toEqual([])
    }
  })
})
