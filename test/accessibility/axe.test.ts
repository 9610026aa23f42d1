/** Every rule of axe-core, on every page of every factsheet: by day, by night and on paper, on a telephone and on a desk. */
import type { NodeResult, Result } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeOn } from './judging.ts'
import { CASES, indexOf, pagesOf, type Read, type Reader, SIGHTS, seatReader } from './reader.ts'

let reader: Reader
beforeAll(async () => {
  reader = await seatReader()
})
afterAll(() => reader.tab.close())

/**
 * What axe leaves for others to decide, and where that was done: contrast that it cannot see (a text in a graphic, a cell that
 * overlaps another one, a single digit) is measured by colours.test.ts; names of rows at the end of a facing table, which
 * head no cell because the ones at its start do, by tables.test.ts.
 */
function isDecided({ id }: Result, { html }: NodeResult): boolean {
  if (id === 'color-contrast') return true
  // Paper shows no link as such, and needs not: its words are the address to be typed.
  if (id === 'link-in-text-block') return /^<a href="https:\/\/([^"]+)">\1<\/a>$/.test(html.replaceAll('<wbr>', ''))
  return id === 'th-has-data-cells' && /^<table class="(figures facing|keys)/.test(html)
}

async function judge(): Promise<{ broken: readonly string[]; open: readonly string[] }> {
  const found = await axeOn(reader.tab)
  if (found.passes.length < 8) throw new Error('axe looked at next to nothing')
  const say = (rule: Result, node: NodeResult) => `${rule.id}: ${node.html.slice(0, 160)}`
  return {
    broken: found.violations.flatMap((rule) => rule.nodes.map((node) => say(rule, node))),
    open: found.incomplete.flatMap((rule) =>
      rule.nodes.filter((node) => !isDecided(rule, node)).map((node) => say(rule, node)),
    ),
  }
}

describe.each(CASES)('$factsheet', (one) => {
  let pages: readonly Read[]
  let index: Read
  beforeAll(async () => {
    const { draft, pages: own } = await pagesOf(one)
    pages = own
    index = indexOf(draft)
  })

  it.each(SIGHTS)('breaks no rule and leaves none open: $media, $scheme, $width px', async (sight) => {
    // The index stands on the system's own dark ground, which axe takes for white.
    for (const { name, html } of sight.scheme === 'light' ? [...pages, index] : pages) {
      await reader.look(html, sight)
      expect(await judge(), name).toEqual({ broken: [], open: [] })
    }
  })
})
