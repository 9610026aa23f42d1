import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../../src/html/page.ts'
import { launchBrowser } from '../../src/pdf/browser.ts'
import { openPrinter, type Printer } from '../../src/pdf/printer.ts'
import { smallPage } from './pages.ts'

let printer: Printer
beforeAll(() => {
  printer = openPrinter(() => launchBrowser(process.env), { tabs: 2 })
})
afterAll(() => printer.close())

/** What is told of a page, as `code: sentence`. */
async function told(page: Page): Promise<readonly string[]> {
  const { problems } = await printer.print(page, null)
  return problems.map(({ code, message }) => `${code}: ${message}`)
}

const LONG_WORD = 'Rückkehrberatungsstellenleiterinnen'
const table = (rows: number) =>
  `<table data-table="laender"><thead><tr><th>Land</th></tr></thead><tbody>${'<tr><td>x</td></tr>'.repeat(rows)}</tbody></table>`
const graphic = (marks: number, style = '') =>
  `<div style="${style}"><div data-graphic="jahre" id="graphic-jahre"><svg width="400" height="100" viewBox="0 0 400 100" style="max-width: 100%"><g class="marks">${'<path d="M0,0h9v9h-9Z"/>'.repeat(marks)}</g></svg></div></div>`

describe('a page that is laid out well', () => {
  it('is told nothing of', async () => {
    const body = `<section class="sheet" style="height: 296mm">${table(2)}${graphic(3)}<p>${LONG_WORD} Wort</p></section>`
    const page = smallPage(body, { expected: { rows: { laender: 2 }, marks: { jahre: 3 } } })
    expect(await told(page)).toEqual([])
  })

  it('may hold what is not shown, and words that break at a soft hyphen', async () => {
    const body = `<p style="display: none; width: 1px">${LONG_WORD}</p><p style="width: 90px">Rückkehr&shy;beratungs&shy;stellen&shy;leiterinnen</p>`
    expect(await told(smallPage(body))).toEqual([])
  })
})

describe('a sheet that flows', () => {
  it('may be longer than a page', async () => {
    expect(await told(smallPage('<section class="sheet flow" style="height: 400mm"></section>'))).toEqual([])
  })
})

describe('what does not fit', () => {
  it('names the cell of a table whose long word is wider than its column', async () => {
    const style = 'table { table-layout: fixed; width: 60px } td { padding: 0 }'
    const body = `<table id="table-laender"><tbody><tr><td>${LONG_WORD}</td></tr></tbody></table>`
    const all = await told(smallPage(body, { style, document: 'de' }))
    expect(all).toContainEqual(
      expect.stringMatching(
        new RegExp(`^box-overflow: In the de document, <td> in #table-laender "${LONG_WORD}" .*\\d+ pixels`),
      ),
    )
  })

  it('names a table, a paragraph and a graphic that reach beyond the page', async () => {
    const body =
      '<p style="position: absolute; left: 700px; width: 200px">hinaus</p><svg id="weit" width="900" height="9"></svg>'
    const all = await told(smallPage(body))
    expect(all.filter((one) => one.startsWith('box-overflow'))).toEqual([
      expect.stringContaining('<p> "hinaus"'),
      expect.stringContaining('<svg> in #weit'),
    ])
  })

  it('names a box that hides the end of its text', async () => {
    const all = await told(smallPage('<p id="lead" style="height: 10px; overflow: hidden">eins<br>zwei<br>drei</p>'))
    expect(all).toEqual([expect.stringMatching(/^box-overflow: .*<p> in #lead "einszweidrei" does not fit .*clipped/)])
  })

  it('names a text of a graphic that is cut at its edge', async () => {
    const svg =
      '<svg id="zeichnung" width="100" height="20" viewBox="0 0 100 20" style="overflow: hidden"><text x="80" y="12">Andere Länder</text></svg>'
    const all = await told(smallPage(svg))
    expect(all).toEqual([expect.stringMatching(/^box-overflow: .*<text> in #zeichnung "Andere Länder".*clipped, text/)])
  })

  it('names the sheet that is too long, and by how much', async () => {
    const sheet = (height: string) => `<section class="sheet" style="height: ${height}"></section>`
    expect(await told(smallPage(sheet('200mm') + sheet('301mm')))).toEqual([
      'sheet-too-long: Page 2 of the de document is 4.0 mm too long',
    ])
  })

  it('names a graphic that is drawn smaller than it was made', async () => {
    expect(await told(smallPage(graphic(1, 'width: 200px')))).toEqual([
      expect.stringMatching(/^graphic-shrunk: In the de document, the graphic <svg> in #graphic-jahre .* 50 % /),
    ])
  })
})

describe('what is missing', () => {
  it('names the element that holds the sign of a cut text, but not a script that does', async () => {
    const body = '<script type="application/ld+json">{"name":"…"}</script><p id="lead">Und so…</p>'
    expect(await told(smallPage(body))).toEqual([
      'text-cut: In the de document, <p> in #lead "Und so…" holds "…", the sign of a text that was cut',
    ])
  })

  it('names a font that does not load', async () => {
    const style =
      '@font-face { font-family: Kaputt; font-weight: 400; src: url(data:font/woff2;base64,AAAA) } p { font-family: Kaputt }'
    const all = await told(smallPage('<p>Text</p>', { style }))
    expect(all).toContainEqual(
      expect.stringMatching(/^font-not-loaded: In the de document, the font "?Kaputt"? 400 did not load/),
    )
  })

  it.each([1, 3])('counts the rows of a table: %i instead of 2', async (rows) => {
    expect(await told(smallPage(table(rows), { expected: { rows: { laender: 2 } } }))).toEqual([
      `rows-miscounted: In the de document, table laender shows ${rows} rows instead of 2`,
    ])
  })

  it('counts the rows of a table that is not there at all', async () => {
    expect(await told(smallPage('<p>nichts</p>', { expected: { rows: { laender: 2 } } }))).toEqual([
      'rows-miscounted: In the de document, table laender shows 0 rows instead of 2',
    ])
  })

  it('counts the marks of a graphic', async () => {
    expect(await told(smallPage(graphic(0), { expected: { marks: { jahre: 14 } } }))).toEqual([
      'marks-miscounted: In the de document, graphic jahre shows 0 marks instead of 14',
    ])
  })
})
