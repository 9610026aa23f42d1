/** One page in one tab: laid out, looked at, and printed as Chromium does it. */
import type { Browser, CDPSession, ConsoleMessage, HTTPRequest, Protocol, Page as Tab } from 'puppeteer'
import type { Page as HtmlPage } from '../html/page.ts'
import { type Problem, problem } from '../problem.ts'
import { countPages } from './inspect.ts'
import { type Finding, layoutScript } from './layout.ts'

/** What of a page is printed, and must be seen in it. */
export type Page = Pick<HtmlPage, 'document' | 'languages' | 'html' | 'expected'>

export interface Printed {
  readonly document: string
  readonly pdf: Uint8Array
  readonly pages: number
  readonly problems: readonly Problem[]
}

/**
 * CSS pixels: as wide as A4, because text must be laid out as it will be printed for an overflow to be seen; and hardly high, because
 * nobody looks at what is painted in it: painting a whole sheet on a screen takes a tenth of printing it.
 */
const VIEW = { width: 794, height: 1 }

/** Inches; a page says for itself how large its sheets are, and within which margins. */
const SETTING: Protocol.Page.PrintToPDFRequest = {
  preferCSSPageSize: true,
  printBackground: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  marginTop: 0,
  marginBottom: 0,
  marginLeft: 0,
  marginRight: 0,
}

/** A tab, and what it was left with. */
export interface Desk {
  readonly tab: Tab
  readonly session: CDPSession
  policy: string | null
  documents: number
}

/** A page's policies add up in a tab: after so many documents it is emptied all the same. */
const EMPTIED_AFTER = 25

/** Opens a tab to print in. */
export async function openDesk(browser: Browser): Promise<Desk> {
  const tab = await browser.newPage()
  const session = await tab.createCDPSession()
  await Promise.all([
    tab.setViewport(VIEW),
    tab.setJavaScriptEnabled(false),
    // Print media from the start: a page that is laid out for the screen first takes half as long again to print. Said in the
    // second of two sessions, because what the first says of it is forgotten when the tab is emptied.
    session.send('Emulation.setEmulatedMedia', { media: 'print' }),
  ])
  return { tab, session, policy: null, documents: 0 }
}

/** Prints a page in a tab; tells what is wrong with its layout. Throws when the browser fails. */
export async function printAt(desk: Desk, page: Page, budget: number | null): Promise<Printed> {
  const { document } = page
  const { tab } = desk
  const problems: Problem[] = []
  const listening = listen(tab, document, problems)
  try {
    await showAt(desk, page)
    const findings = (await tab.evaluate(layoutScript(page.expected))) as Finding[]
    problems.push(...findings.map((finding) => findingProblem(finding, document)))
    const pdf = await pdfOf(desk)
    const pages = countPages(pdf)
    if (budget !== null && pages !== budget) problems.push(problem('page-budget', { document, pages, budget }))
    return { document, pdf, pages, problems }
  } finally {
    listening.stop()
  }
}

/** Asked for whole: `tab.pdf()` waits once more for the fonts, and fetches the file in pieces, which takes a twentieth longer. */
async function pdfOf({ session }: Desk): Promise<Uint8Array<ArrayBuffer>> {
  const { data } = await session.send('Page.printToPDF', SETTING)
  // A copy with memory of its own, which another thread can be given: that of a small Buffer is shared with others.
  return new Uint8Array(Buffer.from(data, 'base64'))
}

/** Puts a page into a tab, in the place of the one before. */
export async function showAt(desk: Desk, page: Pick<Page, 'html'>): Promise<void> {
  await makeRoom(desk, page)
  await desk.tab.setContent(page.html, { waitUntil: 'load' })
}

/**
 * `setContent` writes into the document that is there, whose security policy goes on to hold: a page with another policy
 * needs an empty document, which costs as much as a third of its printing.
 */
async function makeRoom(desk: Desk, { html }: Pick<Page, 'html'>): Promise<void> {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? null
  if (desk.documents % EMPTIED_AFTER === 0 || policy !== desk.policy) await desk.tab.goto('about:blank')
  desk.policy = policy
  desk.documents++
}

/** A page that asks for anything, or says anything on the console, is not self-contained. */
function listen(tab: Tab, document: string, problems: Problem[]): { stop(): void } {
  const onConsole = (message: ConsoleMessage) =>
    void problems.push(problem('page-console', { document, text: message.text() }))
  const onError = (error: unknown) => void problems.push(problem('page-console', { document, text: String(error) }))
  const onRequest = (request: HTTPRequest) => {
    const url = request.url()
    if (!/^(data|about|blob):/.test(url)) problems.push(problem('page-request', { document, url }))
  }
  tab.on('console', onConsole)
  tab.on('pageerror', onError)
  tab.on('request', onRequest)
  return {
    stop() {
      tab.off('console', onConsole)
      tab.off('pageerror', onError)
      tab.off('request', onRequest)
    },
  }
}

function findingProblem({ kind, element, detail }: Finding, document: string): Problem {
  if (kind === 'sheet') return problem('sheet-too-long', { document, sheet: element, millimetres: detail })
  if (kind === 'rows') return problem('rows-miscounted', { document, table: element, count: detail })
  if (kind === 'marks') return problem('marks-miscounted', { document, graphic: element, count: detail })
  if (kind === 'font') return problem('font-not-loaded', { document, font: element })
  if (kind === 'shrunk') return problem('graphic-shrunk', { document, element, percent: detail })
  if (kind === 'ellipsis') return problem('text-cut', { document, element })
  return problem('box-overflow', { document, element, kind, detail })
}
