import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { securityPolicy } from '../../src/html/head.ts'
import { findBrowser, launchBrowser } from '../../src/pdf/browser.ts'
import { countPages } from '../../src/pdf/inspect.ts'
import { openPrinter, type Printer } from '../../src/pdf/printer.ts'
import { Refusal } from '../../src/problem.ts'
import { readPdf } from '../e2e/pdf-text.ts'
import { smallPage } from './pages.ts'

let printer: Printer
beforeAll(() => {
  // One tab: whatever a page leaves behind in it would be met by the next.
  printer = openPrinter(() => launchBrowser(process.env), { tabs: 1 })
})
afterAll(() => printer.close())

const sheets = (count: number) => '<section style="break-after: page">Blatt</section>'.repeat(count - 1)
const codes = async (...args: Parameters<Printer['print']>) =>
  (await printer.print(...args)).problems.map(({ code }) => code)

describe('printing', () => {
  it('counts the pages, and tells when there are more or fewer than were budgeted', async () => {
    const page = smallPage(`${sheets(3)}<p>Ende</p>`)
    expect(await printer.print(page, 3)).toMatchObject({ document: 'de', pages: 3, problems: [] })
    expect((await printer.print(page, 2)).problems.map((one) => one.message)).toEqual([
      'The de document has 3 pages instead of 2',
    ])
    expect(await codes(page, 4)).toEqual(['page-budget'])
    expect(await codes(page, null)).toEqual([])
  })

  it('keeps the words, the language and the title of the page', async () => {
    const { pdf } = await printer.print(smallPage('<h1>Überschrift</h1><p>Größe: 1.234,5</p>'), 1)
    const read = await readPdf(pdf)
    expect(read.text).toContain('Größe: 1.234,5')
    expect([read.language, read.title, read.marked]).toEqual(['de', 'Seite', true])
    expect(read.blocks).toEqual([{ role: 'H1', text: 'Überschrift' }])
  })

  it('runs no script of the page', async () => {
    const body = '<p id="a">vorher</p><script>document.getElementById("a").textContent = "nachher"</script>'
    const { pdf } = await printer.print(smallPage(body), 1)
    expect((await readPdf(pdf)).text).toContain('vorher')
  })
})

describe('a page that is not self-contained', () => {
  let server: Server
  let asked = 0
  beforeAll(async () => {
    server = createServer((_, response) => {
      asked += 1
      response.end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(() => server.close())

  it('is told to ask for something, with the address, and the document that does', async () => {
    const page = smallPage('<img src="http://127.0.0.1:9/zaehlpixel.gif" alt="">', { document: 'fr' })
    expect((await printer.print(page, null)).problems.map((one) => one.message)).toContain(
      'The fr page asks for http://127.0.0.1:9/zaehlpixel.gif; it must hold everything itself',
    )
  })

  it('gets nothing from the network: every host name leads nowhere', async () => {
    const { port } = server.address() as AddressInfo
    const head = `<link rel="stylesheet" href="http://localhost:${port}/style.css">`
    expect(await codes(smallPage('<p>Text</p>', { head }), null)).toContain('page-request')
    expect(asked).toBe(0)
  })

  it('is told what the browser says of it on the console', async () => {
    const style = 'p { color: red }'
    const policy = `<meta http-equiv="Content-Security-Policy" content="${securityPolicy('another style')}">`
    const page = smallPage('<p>Text</p>', { head: policy, style })
    expect((await printer.print(page, null)).problems).toContainEqual(
      expect.objectContaining({
        code: 'page-console',
        message: expect.stringMatching(/^The de page says .*Content Security Policy/),
      }),
    )
  })
})

describe('two documents in one tab', () => {
  const guarded = (text: string, style: string) => {
    const html = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>${text}</title>
      <meta http-equiv="Content-Security-Policy" content="${securityPolicy(style)}"><style>${style}</style></head><body><p>${text}</p></body></html>`
    return { ...smallPage(''), html }
  }

  it('each keep their own security policy', async () => {
    const first = await printer.print(guarded('erste', 'p { color: red }'), 1)
    const second = await printer.print(guarded('zweite', 'p { color: blue }'), 1)
    expect([...first.problems, ...second.problems]).toEqual([])
  })

  it('leave nothing in each other, also when they wait for the tab at the same time', async () => {
    const pages = ['eins', 'zwei', 'drei'].map((word) => guarded(word, `p::before { content: "${word} " }`))
    const printed = await Promise.all(pages.map((page) => printer.print(page, 1)))
    const texts = await Promise.all(printed.map(async ({ pdf }) => (await readPdf(pdf)).text.trim()))
    expect(texts).toEqual(['eins eins', 'zwei zwei', 'drei drei'])
    expect(printed.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('do not pass on problems: a good page after a bad one is told nothing of', async () => {
    expect(await codes(smallPage('<p>Und…</p>'), 1)).toEqual(['text-cut'])
    expect(await codes(smallPage('<p>Und so weiter</p>'), 1)).toEqual([])
  })
})

describe('a printer without a browser', () => {
  it('refuses to print, and says so once it is asked to', async () => {
    const { executable } = await findBrowser(process.env)
    const nowhere = openPrinter(() => launchBrowser({ DIPTYCH_BROWSER: `${executable}-gone` }), { tabs: 2 })
    await expect(nowhere.print(smallPage('<p>Text</p>'), 1)).rejects.toBeInstanceOf(Refusal)
  })
})

describe('countPages', () => {
  it('refuses what is not a PDF instead of counting nothing', () => {
    expect(() => countPages(new TextEncoder().encode('%PDF-1.4\n<< /Type /Pages /Count 1 >>'))).toThrow(
      /No page object/,
    )
  })
})
