/**
 * The verb of this stage: finished pages in, archival PDFs out. One thread speaks with the browser and another finishes, so
 * that neither waits for the other, nor for the graphics of the next page.
 */
import type { Problem } from '../problem.ts'
import type { Environment } from './browser.ts'
import { watchBrowsers } from './browser-process.ts'
import type { Finishing } from './finish.ts'
import type { FinishAnswer, FinishOrder } from './finish-thread.ts'
import { bodyOf } from './landmarks.ts'
import type { Page, Printed } from './print.ts'
import type { PrintAnswer, PrintNews, PrintOrder, PrintSetting } from './print-thread.ts'
import type { PrinterOptions } from './printer.ts'
import { REHEARSAL } from './rehearsal.ts'
import { openThread } from './thread.ts'

/** A page, the number of pages that it may take (null: any), and what its PDF says of itself. */
export interface Sheet {
  readonly page: Page
  readonly budget: number | null
  readonly finishing: Finishing
}

export interface Pressed {
  readonly document: string
  readonly pdf: Uint8Array
  readonly pages: number
  /** What is wrong with its layout, or with the finished PDF. */
  readonly problems: readonly Problem[]
  /** Name and version of the browser that printed it. */
  readonly browser: string
}

export interface Press {
  /** Throws a Refusal when there is no browser, or when the browser fails at this document again and again. */
  print(sheet: Sheet): Promise<Pressed>
  /** Name and version of the browser. */
  version(): Promise<string>
  /** Ends threads and browser; may be called again. */
  close(): Promise<void>
}

export interface PressOptions extends PrinterOptions {
  /** Whether every tab prints a page of its own first: code is compiled then, while there is nothing else to print. */
  readonly rehearse?: boolean
}

/** Tabs for so many cores: printing keeps one busy for each, while on the one that is left pages are drawn and finished. */
export const tabsFor = (cores: number): number => Math.max(1, cores - 1)

/** Starts the threads, and the browser, at once. */
export function openPress(env: Environment, { rehearse = true, ...options }: PressOptions): Press {
  const ending = new Int32Array(new SharedArrayBuffer(4))
  const watch = watchBrowsers(ending)
  const setting: PrintSetting = { ...options, env: { ...env }, profiles: watch.profiles, ending }
  const code = (name: string) => new URL(name, import.meta.url)
  const printing = openThread<PrintOrder, PrintAnswer>(code('./print-thread.ts'), setting, (news: PrintNews) => {
    if ('started' in news) watch.onStart(news.started)
    else watch.onEnd(news.ended)
  })
  const finishing = openThread<FinishOrder, FinishAnswer>(code('./finish-thread.ts'), {})
  const print = async (sheet: Sheet): Promise<Pressed> => {
    const { document, languages, html, expected } = sheet.page
    const page = { document, languages, html, expected }
    const printed = (await printing.ask({ page, budget: sheet.budget })) as Printed
    const order = { pdf: printed.pdf, page: { ...page, html: bodyOf(html) }, finishing: sheet.finishing }
    const { pdf, problems } = await finishing.ask(order, [printed.pdf.buffer as ArrayBuffer])
    const browser = (await printing.ask('version')) as string
    return { document, pdf, pages: printed.pages, problems: [...printed.problems, ...problems], browser }
  }
  // In every tab, while the first page is still being drawn. A browser that does not start is told by the first real page.
  for (let tab = 0; rehearse && tab < options.tabs; tab++) print(REHEARSAL).catch(() => undefined)
  return {
    print,
    version: async () => (await printing.ask('version')) as string,
    close: async () => {
      await Promise.all([printing.close(), finishing.close()])
      watch.close()
    },
  }
}
