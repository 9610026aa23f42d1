import { describe, expect, it } from 'vitest'
import { compareWords, wordsOf } from '../../src/release/words.ts'

const page = (body: string, head = '') =>
  `<!doctype html><html><head><title>Jaar 2020</title>${head}</head><body>${body}</body></html>`
const said = async (body: string) => (await wordsOf(page(body))).slice(1)

describe('the words of a page', () => {
  it('are its headings, paragraphs, items and cells, one by one, in reading order', async () => {
    expect(
      await said('<main><h1>Terug</h1><p>Van <em>hier</em> naar  daar.</p><ul><li>a</li><li>b</li></ul></main>'),
    ).toEqual(['Terug', 'Van hier naar daar.', 'a', 'b'])
  })

  it('have a blank for each figure, whatever it is, and nothing for a cell that is only a number', async () => {
    const sentence = (number: string) => `<p><data value="1" data-figure="total">${number}</data> mensen</p>`
    expect(await said(sentence('61'))).toEqual(['□ mensen'])
    expect(await compareWords(page(sentence('61')), page(sentence('1.063')))).toEqual({ old: [], new: [] })
    expect(await said('<table><tr><th>april</th><td><data data-figure="x">61</data></td></tr></table>')).toEqual([
      'april',
    ])
    expect(await said('<p><span class="absent" data-figure="x">[x]</span> mensen</p>')).toEqual(['□ mensen'])
  })

  it('keep the letters of a status, which are words about a number, and leave out the marks of notes', async () => {
    const cell =
      '<td><data data-figure="x">61</data><span class="status"> [p]</span><sup class="mark"> <a>(1)</a></sup></td>'
    expect(await said(`<table><tr>${cell}</tr></table>`)).toEqual(['□ [p]'])
  })

  it('leave out what the page says of its own version', async () => {
    const imprint = '<header data-imprint><p>Ontwerp</p></header><p class="version" data-imprint>Versie 2</p>'
    expect(await said(`${imprint}<p>Tekst</p><td>61<span data-imprint> [r]</span></td>`)).toEqual(['Tekst', '61'])
  })

  it('of a graphic are its alternative and its labels, without their numbers', async () => {
    const svg =
      '<svg role="img" aria-label="Hoogste: april (1.061), −24 %."><text>april</text><text>1.061</text><text>24 %</text></svg>'
    expect(await said(svg)).toEqual(['Hoogste: april (□), □ %.', 'april'])
  })

  it('are not those of style sheets and data', async () => {
    expect(await said('<style>p { color: red }</style><script type="application/ld+json">{"a":1}</script>')).toEqual([])
  })

  it('of the head are its title and description, without numbers', async () => {
    expect(
      await wordsOf(page('', '<meta name="description" content="Cijfers van 2020."><meta name="x" content="y">')),
    ).toEqual(['Jaar □', 'Cijfers van □.'])
  })
})

describe('two pages', () => {
  it('differ in the texts that only one of them has', async () => {
    const before = page('<p>a</p><p>oud woord</p><p>c</p>')
    expect(await compareWords(before, page('<p>a</p><p>nieuw woord</p><p>c</p><p>d</p>'))).toEqual({
      old: ['oud woord'],
      new: ['nieuw woord', 'd'],
    })
  })
})
