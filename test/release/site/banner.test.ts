import { beforeAll, describe, expect, it } from 'vitest'
import { banner, type Superseded, withoutBanner } from '../../../src/release/site/banner.ts'
import { FACTSHEETS, lastingDraftOf } from '../../e2e/drafting.ts'
import { superseded } from './fixtures.ts'
import { withoutStyle } from './reading.ts'

const frozen =
  '<!doctype html>\n<html lang="nl-BE">\n<head>\n<title>a</title>\n</head>\n<body class="x">\n<main>é</main>\n</body>\n</html>\n'
let page: Superseded
beforeAll(async () => {
  page = await superseded('nl')
})
const bannerIn = (html: string) => /<!--superseded-->([\s\S]*)<!--\/superseded-->/.exec(html)?.[1] ?? ''

describe('the banner around a superseded page', () => {
  it('says which version this is, which has come in its place, and leads to the same document of that one', () => {
    const html = banner(frozen, page)
    expect(bannerIn(html)).toBe(
      '<div class="superseded" role="region" aria-label="Verouderde versie" lang="nl-BE" dir="ltr"><p lang="nl-BE" dir="ltr">' +
        'Deze versie is verouderd. U leest versie 1, gepubliceerd op 3 februari 2023; ze is vervangen door versie 2 van 14 september 2023. ' +
        '<a href="../2/fietstellingen-2022.html">Naar de nieuwste versie</a></p></div>',
    )
    expect(html).toContain('<body class="x"><!--superseded-->')
  })

  it('speaks both languages of a facing document', async () => {
    const html = bannerIn(banner(frozen, await superseded('facing')))
    expect(html).toMatch(/<p lang="nl-BE" dir="ltr">Deze versie .*<p lang="fr-BE" dir="ltr">Cette version /)
    expect(html.match(/href="\.\.\/2\/fietstellingen-2022_comptages-2022\.html"/g)).toHaveLength(2)
  })

  it('leads to the entry page where the newest version has no such document', () => {
    const newest = { ...page.newest, sets: [] }
    expect(bannerIn(banner(frozen, { ...page, newest }))).toContain('<a href="../../nl/index.html">')
  })

  it('leads from the folder of an area to the same area', () => {
    const inArea = (version: Superseded['version']) => ({
      ...version,
      sets: version.sets.map((set) => ({
        ...set,
        area: 'A',
        files: set.files.map((file) => ({ ...file, path: `A/${file.path}` })),
      })),
    })
    const there = { ...page, version: inArea(page.version), newest: inArea(page.newest), path: `A/${page.path}` }
    expect(bannerIn(banner(frozen, there))).toContain('<a href="../../2/A/fietstellingen-2022.html">')
  })

  it('takes the place of an earlier one', () => {
    const newest = { ...page.newest, number: 3 }
    const again = banner(banner(frozen, page), { ...page, newest })
    expect(again.match(/<!--superseded-->/g)).toHaveLength(1)
    expect(again).toContain('versie 3')
  })

  it.each(FACTSHEETS)(
    'comes off a page of $factsheet to the byte, and needs no style that the page has not',
    async (one) => {
      const { pages } = await lastingDraftOf(one)
      for (const { html } of pages) {
        const with_ = banner(html, page)
        expect(with_).not.toBe(html)
        expect(Buffer.from(withoutBanner(with_)).equals(Buffer.from(html))).toBe(true)
        expect(html).toContain('.superseded {')
        expect(bannerIn(with_)).not.toMatch(/style=|<style|<script/)
        expect(withoutStyle(html)).not.toContain('superseded')
      }
    },
  )

  it('is refused where it has no place', () => {
    expect(() => banner('<p>', page)).toThrow('fietstellingen-2022.html')
  })

  it('leaves a page alone that has none, whatever it holds', () => {
    const sly = frozen.replace('é', '<!--superseded-->é<!--/superseded-->')
    expect(withoutBanner(sly)).toBe(sly)
    expect(withoutBanner(banner(sly, page))).toBe(sly)
    expect(withoutBanner('')).toBe('')
  })
})
