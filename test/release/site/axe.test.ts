/** Every rule of axe-core on a few pages of the site: by day, by night and on paper, on a telephone and on a desk. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { banner } from '../../../src/release/site/banner.ts'
import { axeOn } from '../../accessibility/judging.ts'
import { type Reader, SIGHTS, seatReader } from '../../accessibility/reader.ts'
import { FACTSHEETS, lastingDraftOf } from '../../e2e/drafting.ts'
import { madeSite, superseded, tombstones } from './fixtures.ts'

let reader: Reader
let pages: ReadonlyMap<string, string>
beforeAll(async () => {
  reader = await seatReader()
  const { files } = await madeSite(null)
  const looked = ['index.html', 'bicycle-counts/nl/index.html', 'canal-towns/fr/index.html', 'springs/ar/index.html']
  const { pages: frozen } = await lastingDraftOf(FACTSHEETS[0])
  const facing = frozen.find(({ document }) => document === 'facing')?.html ?? ''
  pages = new Map([
    ...looked.map((path) => [path, files.find((one) => one.path === path)?.content ?? ''] as const),
    ['tombstone', (await tombstones())[2] ?? ''],
    ['banner', banner(facing, await superseded('facing'))],
  ])
})
afterAll(() => reader.tab.close())

/** Broken rules; what axe leaves open is contrast that it cannot see, of pairs that the theme has checked. */
async function broken(within: string): Promise<readonly string[]> {
  const found = await axeOn(reader.tab, within)
  if (found.passes.length < 3) throw new Error('axe looked at next to nothing')
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

describe.each(SIGHTS)('the site, $media, $scheme, $width px', (sight) => {
  it('breaks no rule, and is never wider than what it is read on', async () => {
    for (const [name, html] of pages) {
      await reader.look(html, sight)
      expect(await broken(name === 'banner' ? '.superseded' : 'html'), name).toEqual([])
      const over = await reader.tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (sight.media === 'screen') expect(over, name).toBeLessThanOrEqual(0)
    }
  })
})

describe('the style of the site', () => {
  it('is the one of each page: no policy refuses it', async () => {
    for (const [name, html] of pages) {
      await reader.look(html, { media: 'screen', scheme: 'light', width: 1440 })
      const shown = await reader.tab.evaluate(() => {
        const band = document.querySelector('.band')
        return band ? getComputedStyle(band).backgroundColor : ''
      })
      expect(shown, name).toBe('rgb(18, 67, 109)')
    }
  })

  it('sets the banner of a frozen page off, although the page knows only its own style', async () => {
    await reader.look(pages.get('banner') ?? '', { media: 'screen', scheme: 'light', width: 1440 })
    const colour = await reader.tab.evaluate(() => {
      const found = document.querySelector('.superseded')
      return found ? getComputedStyle(found).backgroundColor : ''
    })
    expect(colour).toBe('rgb(238, 243, 248)')
  })
})
