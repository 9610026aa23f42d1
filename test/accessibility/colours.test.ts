/** The colours that are really seen: each text and each mark against what lies behind it, and beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contrast } from '../../src/graphics/contrast.ts'
import { colourIn, type Mode, type Role } from '../../src/graphics/pairs.ts'
import type { Theme } from '../../src/graphics/theme.ts'
import { CASES, MODES, pagesOf, type Read, type Reader, seatReader } from './reader.ts'

let reader: Reader
beforeAll(async () => {
  reader = await seatReader()
})
afterAll(() => reader.tab.close())

/** So high that no page has to be scrolled: what lies behind a point is only known inside the window. */
const DESK = { width: 1440, height: 12_000 }

/** A colour, and the one behind or beside it, as `rgb(…)`. */
interface Seen {
  readonly what: string
  readonly colour: string
  readonly ground: string
}

/** Runs in the page: each text with the colour that lies behind its middle. */
function textsSeen(): Seen[] {
  const seen: Seen[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const range = document.createRange()
    range.selectNodeContents(node)
    const drawn = element?.closest('text')
    const box = drawn ? drawn.getBoundingClientRect() : range.getClientRects()[0]
    if (!element || !box || box.width === 0 || node.textContent?.trim() === '') continue
    const style = getComputedStyle(element)
    const behind = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    const paints = behind.map((one) => {
      const { fill, fillOpacity, backgroundColor } = getComputedStyle(one)
      const shape = one instanceof SVGGeometryElement
      if (shape) return fill === 'none' || fillOpacity === '0' ? '' : fill
      return one instanceof SVGElement && !(one instanceof SVGSVGElement) ? '' : backgroundColor.replace(/.*, 0\)$/, '')
    })
    const ground = paints.find((paint) => paint !== '') ?? ''
    seen.push({ what: node.textContent ?? '', colour: drawn ? style.fill : style.color, ground })
  }
  return seen
}

/** Runs in the page: each mark against its ground, and against every mark of another colour that it touches. */
function marksSeen(): Seen[] {
  const groundOf = (one: Element | null): string => {
    const ground = one ? getComputedStyle(one).backgroundColor : ''
    return one && /, 0\)$/.test(ground) ? groundOf(one.parentElement) : ground
  }
  return [...document.querySelectorAll('.graphic svg')].flatMap((svg) => {
    const marks = [...svg.querySelectorAll('.marks > path')].map((path) => {
      const { fill, stroke } = getComputedStyle(path)
      return {
        what: path.outerHTML.slice(0, 80),
        colour: fill === 'none' ? stroke : fill,
        box: path.getBoundingClientRect(),
      }
    })
    const touches = (a: DOMRect, b: DOMRect) =>
      a.left <= b.right + 1 && b.left <= a.right + 1 && a.top <= b.bottom + 1 && b.top <= a.bottom + 1
    return marks.flatMap(({ what, colour, box }, index) => [
      { what, colour, ground: groundOf(svg) },
      ...marks
        .slice(index + 1)
        .filter((other) => other.colour !== colour && touches(box, other.box))
        .map((other) => ({ what, colour, ground: other.colour })),
    ])
  })
}

const hex = (rgb: string) =>
  `#${(rgb.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((one) => Number(one).toString(16).padStart(2, '0'))
    .join('')}`.toUpperCase()

/** What a theme has nothing to say of: no pair of it, in one of these roles, has these two colours. */
function undeclared(seen: readonly Seen[], roles: readonly Role[], theme: Theme, mode: Mode): readonly string[] {
  const say = (colour: string, ground: string) => [colour.toUpperCase(), ground.toUpperCase()].toSorted().join(' ')
  const shade = (name: string) => colourIn(theme.colours, name, mode) ?? ''
  const pairs = theme.pairs.filter(({ role }) => roles.includes(role))
  const declared = new Set(pairs.map(({ colour, ground }) => say(shade(colour), shade(ground))))
  const idle = new Set(theme.decoration.map((name) => shade(name).toUpperCase()))
  return seen
    .filter(({ colour }) => !idle.has(hex(colour)))
    .filter(({ ground }) => roles.includes('text') || !idle.has(hex(ground)))
    .filter(({ colour, ground }) => !declared.has(say(hex(colour), hex(ground))))
    .map(({ what, colour, ground }) => `${what}: ${hex(colour)} on ${hex(ground)}`)
}

describe.each(CASES)('$factsheet', (one) => {
  let theme: Theme
  let pages: readonly Read[]
  beforeAll(async () => {
    const { draft, pages: own } = await pagesOf(one)
    theme = draft.material.theme
    pages = own
  })

  it.each(MODES)('shows only colours that its theme declares for each other: $media, $scheme', async (sight) => {
    const mode = sight.media === 'print' ? 'print' : sight.scheme
    for (const { name, html } of pages) {
      await reader.look(html, { ...sight, ...DESK })
      const texts = await reader.tab.evaluate(textsSeen)
      const marks = await reader.tab.evaluate(marksSeen)
      expect(texts.length, name).toBeGreaterThan(40)
      expect(marks.length, name).toBeGreaterThan(2)
      expect(undeclared(texts, ['text', 'large-text'], theme, mode), name).toEqual([])
      expect(undeclared(marks, ['mark'], theme, mode), name).toEqual([])
    }
  })

  it.each(['light', 'dark'] as const)('can be read in colours that the reader forces on it: %s', async (scheme) => {
    for (const { name, html } of pages) {
      await reader.look(html, { media: 'screen', scheme, forced: true, ...DESK })
      expect(await reader.tab.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
      const [texts, marks] = [await reader.tab.evaluate(textsSeen), await reader.tab.evaluate(marksSeen)]
      const pale = (seen: readonly Seen[], least: number) =>
        seen.filter(({ colour, ground }) => contrast(hex(colour), hex(ground)) < least).map(({ what }) => what)
      expect(pale(texts, 4.5), name).toEqual([])
      const links = await reader.tab.evaluate(() =>
        [...document.querySelectorAll('a')].map(
          (link) => getComputedStyle(link).color !== getComputedStyle(document.body).color,
        ),
      )
      expect(links, name).not.toContain(false)
      expect(undeclared(marks, ['mark'], theme, scheme), name).toEqual([])
    }
  })
})
