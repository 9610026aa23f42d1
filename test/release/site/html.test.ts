/** Valid HTML: the pages of the site, tombstones, and a frozen page with its banner. */
import { describe, expect, it } from 'vitest'
import { banner } from '../../../src/release/site/banner.ts'
import { FACTSHEETS, lastingDraftOf } from '../../e2e/drafting.ts'
import { complaints } from '../../e2e/valid-html.ts'
import { madeSite, SITE, superseded, tombstones } from './fixtures.ts'
import { withoutStyle } from './reading.ts'

describe('the HTML', () => {
  it('is judged at all', async () => {
    expect((await complaints('<!doctype html><html lang="nl"><p><div></p>')).length).toBeGreaterThan(2)
  })

  it.each([null, SITE])('of every page is valid, at %s', async (site) => {
    const pages = (await madeSite(site)).files.filter(({ path }) => path.endsWith('.html'))
    expect(pages.length).toBe(12)
    for (const { path, content } of pages) expect(await complaints(withoutStyle(content)), path).toEqual([])
  })

  it('of tombstones is valid', async () => {
    for (const html of await tombstones()) expect(await complaints(withoutStyle(html))).toEqual([])
  })

  it('of a frozen page is no worse with its banner', async () => {
    const { pages } = await lastingDraftOf(FACTSHEETS[0])
    for (const { document, html } of pages) {
      const before = await complaints(withoutStyle(html))
      const after = await complaints(withoutStyle(banner(html, await superseded(document))))
      const rules = (all: readonly string[]) => all.map((one) => one.replace(/^\d+ /, '')).sort()
      expect(rules(after), document).toEqual(rules(before))
    }
  })
})
