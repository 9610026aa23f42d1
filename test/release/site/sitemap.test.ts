import { beforeAll, describe, expect, it } from 'vitest'
import { sitemapFile } from '../../../src/release/site/sitemap.ts'
import { type Made, madeSite, SITE, versionFiles } from './fixtures.ts'
import { target } from './reading.ts'
import { childrenOf, type Element, parseXml, textOf } from './xml.ts'

let made: Made
let urls: readonly Element[]
beforeAll(async () => {
  made = await madeSite(SITE)
  urls = childrenOf(parseXml(sitemapFile(made.cards)[0]?.content ?? ''), 'url')
})
const alternates = (url: Element) =>
  childrenOf(url, 'xhtml:link').map(({ attributes }) => `${attributes.hreflang} ${attributes.href}`)

describe('the sitemap', () => {
  it('lists pages that are there, each once, with the date of their last change', () => {
    const places = urls.map((one) => textOf(one, 'loc'))
    expect(new Set(places).size).toBe(places.length)
    const there = new Set([...made.files.map(({ path }) => path), ...versionFiles(made.all)])
    expect(places.filter((one) => !there.has(target('index.html', one, SITE)?.path ?? ''))).toEqual([])
    expect(places).toContain(`${SITE}/`)
    expect(places).toContain(`${SITE}/bicycle-counts/2023/latest/fietstellingen-2023.html`)
    expect(places).toContain(`${SITE}/canal-towns/fr/2022.html`)
    const entry = urls.find((one) => textOf(one, 'loc') === `${SITE}/bicycle-counts/nl/`)
    expect(textOf(entry as Element, 'lastmod')).toBe('2024-04-18T09:00:00Z')
  })

  it('names with each page all its languages, and itself among them', () => {
    const entry = urls.find((one) => textOf(one, 'loc') === `${SITE}/bicycle-counts/fr/`)
    expect(alternates(entry as Element)).toEqual([
      `nl-BE ${SITE}/bicycle-counts/nl/`,
      `fr-BE ${SITE}/bicycle-counts/fr/`,
      `x-default ${SITE}/bicycle-counts/`,
    ])
    const byPlace = new Map(urls.map((one) => [textOf(one, 'loc'), alternates(one)]))
    for (const [place, links] of byPlace) {
      expect(
        links.some((one) => one.endsWith(` ${place}`)),
        place,
      ).toBe(true)
      for (const link of links) expect(byPlace.get(link.split(' ')[1] ?? '')).toEqual(links)
    }
  })

  it('is not made without an address, since it may hold none but whole ones', async () => {
    expect(sitemapFile((await madeSite(null)).cards)).toEqual([])
  })
})
