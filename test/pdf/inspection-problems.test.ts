import { PDFString } from '@cantoo/pdf-lib'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/pdf/browser.ts'
import { finish } from '../../src/pdf/finish.ts'
import { inspect } from '../../src/pdf/inspect.ts'
import { inspectionProblems } from '../../src/pdf/inspection-problems.ts'
import { broken, name } from './breaking.ts'

const FACTS = {
  titles: [{ lang: 'nl-BE', text: 'Titel' }],
  descriptions: [{ lang: 'nl-BE', text: 'Over' }],
  creators: ['Agentschap'],
  identifier: 'proef/2020/nl',
  date: '2021-01-01T00:00:00Z',
  version: null,
  producer: 'diptych test',
  archive: '2a' as const,
}

/** A table in the form of the shipped templates, whose last row can be changed. */
const table = (id: string, last = '<td>6</td><td>7</td>') => `<table data-table="${id}">
  <thead><tr><th scope="col">maand</th><th scope="col">nu</th><th scope="col">vroeger</th></tr></thead><tbody>
  <tr><th scope="row">maart</th><td>1</td><td>2</td></tr><tr><th scope="row">mei</th><td>3</td><td>4</td></tr>
  <tr><th scope="row">april</th>${last}</tr></tbody></table>`
const picture = (id: string, lang: string, words: string, suffix = '') =>
  `<svg id="drawing-${id}${suffix}" role="img" lang="${lang}" aria-label="${words}" width="9" height="9"><rect width="9" height="9"/></svg>`
const graphic = (id: string, ...pictures: readonly string[]) => `<div data-graphic="${id}">${pictures.join('')}</div>`

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser(process.env)
})
afterAll(() => browser.close())

async function finished(body: string, links: readonly string[] = []) {
  const html = `<!doctype html><html lang="nl-BE"><head><title>Titel</title></head><body>${body}</body></html>`
  const tab = await browser.newPage()
  await tab.setContent(html)
  const pdf = await finish(await tab.pdf({ tagged: true, printBackground: true }), {
    facts: FACTS,
    links,
    attachments: [],
  })
  await tab.close()
  return { pdf, page: { document: 'nl', languages: ['nl', 'fr'], html } }
}

/** What is told of a body, in words. */
async function told(body: string, links: readonly string[] = []): Promise<readonly string[]> {
  const { pdf, page } = await finished(body, links)
  return inspectionProblems(inspect(pdf), page).map(({ message }) => message)
}

describe('a page whose PDF keeps everything', () => {
  it('has no problem', async () => {
    const pictures = [picture('history', 'nl-BE', 'Staven'), picture('history', 'fr-BE', 'Barres', '-fr')]
    const body = `<h1>Titel</h1>${table('months')}${graphic('history', ...pictures)}<h2>Meer</h2>${table('years')}`
    expect(await told(body)).toEqual([])
  })

  it('may hold a table that only arranges', async () => {
    const body = `<h1>Titel</h1><table role="presentation"><tr><td>links</td><td>rechts</td></tr></table>${table('months')}`
    expect(await told(body)).toEqual([])
  })
})

describe('a problem', () => {
  it('of a row names the table, the row, its words and the empty column', async () => {
    const messages = await told(`<h1>T</h1>${table('months')}${table('years', '<td></td><td>7</td>')}`)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain('On page 1 of the nl PDF, table years, row 4 ("april"): empty cell in column 2')
  })

  it('of a row that is too short names no empty column', async () => {
    const messages = await told(`<h1>T</h1>${table('months', '<td>7</td>')}`)
    expect(messages[0]).toContain('table months, row 4 ("april") has 2 cells where other rows have 3')
  })

  it('of a graphic names it and the language that has no words for it', async () => {
    const body = `<h1>T</h1>${graphic('months', picture('months', 'nl-BE', 'Staven'))}`
    const pictures = [picture('history', 'nl-BE', 'Staven per jaar'), picture('history', 'fr-BE', '', '-fr')]
    const messages = await told(body + graphic('history', ...pictures))
    expect(messages).toEqual([expect.stringContaining('In the nl PDF, graphic history has no alternative in fr')])
  })

  it('of a graphic that a screen reader does not meet is told, though the file breaks no rule', async () => {
    const body = `<h1>T</h1><div aria-hidden="true">${graphic('months', picture('months', 'nl-BE', 'Staven'))}</div>`
    const { pdf, page } = await finished(body)
    expect(inspect(pdf).breaches).toEqual([])
    expect(inspectionProblems(inspect(pdf), page).map(({ code }) => code)).toEqual(['pdf-graphic-lost'])
  })

  it('of an alternative that was emptied later names the graphic once', async () => {
    const { pdf, page } = await finished(`<h1>T</h1>${graphic('months', picture('months', 'nl-BE', 'Staven'))}`)
    const bad = await broken(pdf, (on) => on.element('Figure').set(name('Alt'), PDFString.of('')))
    const messages = inspectionProblems(inspect(bad), page).map(({ message }) => message)
    expect(messages).toEqual(['On page 1 of the nl PDF, graphic months has no alternative in nl'])
  })

  it('of a heading has its words and both levels', async () => {
    const messages = await told('<h1>Titel</h1><h3>Per maand</h3>')
    expect(messages).toEqual([
      'On page 1 of the nl PDF, heading "Per maand" skips a level: it is of level 3, and the one before it of level 1',
    ])
  })

  it('of the first heading is told as such', async () => {
    expect(await told('<h2>Per maand</h2>')).toEqual([expect.stringContaining('is the first one, and not of level 1')])
  })

  it('of a link has its words', async () => {
    const messages = await told('<h1>T</h1><p><a href="https://example.org/">de cijfers</a></p>', [''])
    expect(messages).toEqual(['On page 1 of the nl PDF, link "de cijfers" does not say in words where it leads'])
  })

  it('of tables that are none in the PDF tells how many, and calls the others by number', async () => {
    const { pdf, page } = await finished(`<h1>T</h1>${table('months', '<td>7</td>')}`)
    const more = { ...page, html: page.html + table('lost') }
    const messages = inspectionProblems(inspect(pdf), more).map(({ message }) => message)
    expect(messages).toEqual([
      expect.stringContaining('table 1, row 4 ("april") has 2 cells'),
      expect.stringContaining('The nl PDF has 1 table where the page has 2'),
    ])
  })

  it('without a page is told by number and place', async () => {
    const { pdf } = await finished(`<h1>T</h1>${table('months', '<td>7</td>')}`)
    const [one] = inspectionProblems(inspect(pdf))
    expect(one).toMatchObject({ code: 'pdf-row-length', severity: 'error' })
    expect(one?.message).toMatch(/^On page 1, table 1, row 4 \("april"\) has 2 cells/)
    expect(one?.hint).toContain('empty cell')
  })

  it('of a file that cannot be read is one sentence', () => {
    const page = { document: 'nl', languages: ['nl'], html: `<body>${table('months')}</body>` }
    expect(inspectionProblems(inspect(Buffer.from('no')), page).map(({ message }) => message)).toEqual([
      'The nl PDF is not a PDF, or so damaged that not one page of it can be read',
    ])
  })
})
