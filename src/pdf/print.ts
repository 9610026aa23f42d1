/** The verb of this stage: a finished page in, its PDF out, and everything that went wrong on the way. */
import type { Browser, ConsoleMessage, HTTPRequest, Page as Tab } from 'puppeteer'
import type { Page } from '../html/page.ts'
import { type Problem, problem } from '../problem.ts'
import { countPages } from './inspect.ts'
import { type Finding, layoutScript } from './layout.ts'

export interface Printed {
  readonly document: string
  readonly pdf: Uint8Array
  readonly pages: number
  readonly problems: readonly Problem[]
}

export interface Printer {
  print(page: Page, budget: number | null): Promise<Printed>
  /** Ends the browser; may be called again. */
  close(): Promise<void>
}

/** CSS pixels of an A4 page; text must be laid out as it will be printed for an overflow to be seen. */
const A4 = { width: 794, height: 1123 }

/** A tab, and what it was left with. */
interface Desk {
  readonly tab: Tab
  policy: string | null
  documents: number
}

/** A page's policies add up in a tab: after so many documents it is emptied all the same. */
const EMPTIED_AFTER = 25

/** A printer with `tabs` pages of one browser that are used again and again: a new page a document is 3 to 4 times slower. */
export function openPrinter(browser: Promise<Browser>, tabs: number): Printer {
  const free: Promise<Desk>[] = Array.from({ length: tabs }, () => browser.then(openDesk))
  const waiting: ((desk: Promise<Desk>) => void)[] = []
  // Nobody may be waiting for a tab when the browser fails to start; the failure is told by whoever prints.
  for (const desk of free) desk.catch(() => undefined)
  let closing: Promise<void> | undefined
  const take = () => free.shift() ?? new Promise<Desk>((resolve) => waiting.push(resolve))
  const give = (desk: Desk) => {
    const next = waiting.shift()
    if (next) next(Promise.resolve(desk))
    else free.push(Promise.resolve(desk))
  }
  return {
    async print(page, budget) {
      const desk = await take()
      return printAt(desk, page, budget).finally(() => give(desk))
    },
    close() {
      closing ??= browser.then((one) => one.close())
      return closing
    },
  }
}

async function openDesk(browser: Browser): Promise<Desk> {
  const tab = await browser.newPage()
  // Print media from the start: a page that is laid out for the screen first takes half as long again to print.
  await Promise.all([tab.setViewport(A4), tab.emulateMediaType('print'), tab.setJavaScriptEnabled(false)])
  return { tab, policy: null, documents: 0 }
}

async function printAt(desk: Desk, page: Page, budget: number | null): Promise<Printed> {
  const { document } = page
  const { tab } = desk
  const problems: Problem[] = []
  const listening = listen(tab, document, problems)
  try {
    await makeRoom(desk, page)
    await tab.setContent(page.html, { waitUntil: 'load' })
    const findings = (await tab.evaluate(layoutScript(page.expected))) as Finding[]
    problems.push(...findings.map((finding) => findingProblem(finding, document)))
    const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
    const pages = countPages(pdf)
    if (budget !== null && pages !== budget) problems.push(problem('page-budget', { document, pages, budget }))
    return { document, pdf, pages, problems }
  } finally {
    listening.stop()
  }
}

/**
 * `setContent` writes into the document that is there, whose security policy goes on to hold: a page with another policy
 * needs an empty document, which costs as much as a third of its printing.
 */
async function makeRoom(desk: Desk, { html }: Page): Promise<void> {
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
