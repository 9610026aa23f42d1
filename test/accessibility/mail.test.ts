/** Every rule of axe-core on the HTML of messages, by day and by night, on a telephone and on a desk. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageTo, setOf, someone, stationery, upTo } from '../send/letters.ts'
import { axeOn } from './judging.ts'
import { MODES, type Reader, seatReader } from './reader.ts'

const SIGHTS = MODES.filter(({ media }) => media === 'screen').flatMap((mode) =>
  [360, 1000].map((width) => ({ ...mode, width })),
)

let reader: Reader
let messages: readonly { readonly name: string; readonly html: string }[]
beforeAll(async () => {
  reader = await seatReader()
  const had = (version: number) => ({ received: { version, languages: [], messageIds: [] } })
  const areas = ['north', 'south'].map((area) => setOf(area))
  const all = [
    ['edition', someone(), await stationery(upTo(1))],
    ['correction, linked', someone({ language: 'fr', ...had(3) }), await stationery(upTo(4), { attach: 0 })],
    ['withdrawal', someone(had(2)), await stationery(upTo(4))],
    ['two languages', someone(), await stationery(upTo(4), { languages: ['nl', 'fr'] })],
    ['from right to left', someone({ language: 'ar' }), await stationery(upTo(1))],
    ['areas', someone(), await stationery(upTo(4, areas))],
  ] as const
  messages = await Promise.all(
    all.map(async ([name, recipient, on]) => {
      const { html } = await simpleParser(Buffer.from((await messageTo(recipient, on)).eml))
      return { name, html: String(html) }
    }),
  )
})
afterAll(() => reader.tab.close())

describe('a message', () => {
  it.each(SIGHTS)('breaks no rule and leaves none open: $scheme, $width px', async (sight) => {
    for (const { name, html } of messages) {
      await reader.look(html, sight)
      const found = await axeOn(reader.tab)
      expect(found.passes.length, name).toBeGreaterThan(8)
      const told = [...found.violations, ...found.incomplete].flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
      )
      expect(told, name).toEqual([])
      expect(await reader.tab.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(sight.width)
    }
  })
})
