/** The pages without a mouse: what the Tab key comes to, in which order, and whether that can be seen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../src/draft.ts'
import { contrast } from '../../src/graphics/contrast.ts'
import { CASES, pagesOf, type Read, type Reader, SIGHTS, seatReader } from './reader.ts'

let reader: Reader
beforeAll(async () => {
  reader = await seatReader()
})
afterAll(() => reader.tab.close())

const SCREENS = SIGHTS.filter(({ media }) => media === 'screen')

/** What has the focus: which of the stops of the page it is, its ring, and whether it lies in the window. */
interface Stop {
  readonly index: number
  readonly ringed: boolean
  readonly ring: string
  readonly ground: string
  readonly inWindow: boolean
}

const stopsIn = () => reader.tab.evaluate(() => document.querySelectorAll('a[href], [tabindex]').length)

/** Runs in the page. */
function focused(): Stop {
  const [at = document.body, all] = [document.activeElement, [...document.querySelectorAll('a[href], [tabindex]')]]
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at as Element)
  const box = (at as Element).getBoundingClientRect()
  let below = at as Element | null
  const groundOf = (one: Element) => getComputedStyle(one).backgroundColor
  while (below && /, 0\)$/.test(groundOf(below))) below = below.parentElement
  return {
    index: all.indexOf(at as Element),
    ringed: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
    ring: outlineColor,
    ground: below ? groundOf(below) : '',
    inWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}

const hex = (rgb: string) =>
  `#${(rgb.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((one) => Number(one).toString(16).padStart(2, '0'))
    .join('')}`

describe.each(CASES)('$factsheet', (one) => {
  let draft: Draft
  let pages: readonly Read[]
  beforeAll(async () => {
    ;({ draft, pages } = await pagesOf(one))
  })

  it.each(SCREENS)(
    'is walked by Tab in the order in which it is read, with a ring to be seen: $scheme, $width px',
    async (sight) => {
      for (const { name, html } of pages) {
        await reader.look(html, sight)
        const count = await stopsIn()
        const stops: Stop[] = []
        for (let step = 0; step < count; step++) {
          await reader.tab.keyboard.press('Tab')
          stops.push(await reader.tab.evaluate(focused))
        }
        expect(
          stops.map(({ index }) => index),
          name,
        ).toEqual(stops.map((_, index) => index))
        expect(count, name).toBeGreaterThan(0)
        expect(
          stops.filter(({ ringed, inWindow }) => !ringed || !inWindow),
          name,
        ).toEqual([])
        for (const { ring, ground } of stops) expect(contrast(hex(ring), hex(ground)), name).toBeGreaterThanOrEqual(3)
      }
    },
  )

  it('can be scrolled by keyboard wherever something is wider than the window, and each such place has a name', async () => {
    for (const { name, html } of pages) {
      await reader.look(html, { media: 'screen', scheme: 'light', width: 320 })
      const scrolled = await reader.tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('body *')]
          .filter((box) => box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
          .map((box) => {
            const label = document.getElementById(box.getAttribute('aria-labelledby') ?? '')?.textContent
            return { role: box.role, stop: box.tabIndex, named: (box.ariaLabel ?? label ?? '').trim() !== '' }
          }),
      )
      for (const one of scrolled) expect(one, name).toEqual({ role: 'group', stop: 0, named: true })
    }
  })

  it('moves nothing from its place in the text: what is read first stands first', async () => {
    for (const { name, html } of pages) {
      await reader.look(html, { media: 'screen', scheme: 'light', width: 1440 })
      const moved = await reader.tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('body, body *:not(svg, svg *)')]
          .filter((one) => {
            const style = getComputedStyle(one)
            const turned = /reverse|dense/.test(`${style.flexDirection} ${style.flexWrap} ${style.gridAutoFlow}`)
            const lifted = /absolute|fixed|sticky/.test(style.position) || style.float !== 'none'
            return turned || lifted || style.order !== '0' || one.tabIndex > 0
          })
          .map((one) => one.outerHTML.slice(0, 80)),
      )
      expect(moved, name).toEqual([])
    }
  })

  it('says of each link where it leads, in words of the language of its place', async () => {
    const known = draft.material.texts
    for (const { name, html } of pages) {
      await reader.look(html, { media: 'screen', scheme: 'light', width: 1440 })
      const links = await reader.tab.evaluate(() =>
        [...document.querySelectorAll('a')].map((link) => ({
          words: (link.ariaLabel ?? link.textContent ?? '').trim(),
          lang: link.closest('[lang]')?.getAttribute('lang') ?? '',
        })),
      )
      const locales = [...known.values()].map(({ language }) => language.locale)
      for (const { words, lang } of links) {
        expect(words, name).toMatch(/\p{L}{3}/u)
        expect(locales, name).toContain(lang)
      }
    }
  })
})
