/** The thread that speaks with the browser. */
import type { Browser } from 'puppeteer'
import { browserVersion, type Environment, launchBrowser, ONLY_PRINTS } from './browser.ts'
import type { Page, Printed } from './print.ts'
import { openPrinter, type PrinterOptions } from './printer.ts'
import { serve, tellNews, threadData } from './thread.ts'

/** What the thread is started with. */
export interface PrintSetting extends PrinterOptions {
  readonly env: Environment
  /** Folder for the profiles of browsers. */
  readonly profiles: string
  /** 1 as soon as this process ends. */
  readonly ending: Int32Array
}

export type PrintOrder = 'version' | { readonly page: Page; readonly budget: number | null }
export type PrintAnswer = string | Printed
/** Process id of a browser that runs now, or that has ended. */
export type PrintNews = { readonly started: number } | { readonly ended: number }

const { env, profiles, ending, ...options } = threadData<PrintSetting>()

async function launch(): Promise<Browser> {
  if (Atomics.load(ending, 0) === 1) throw new Error('This process ends')
  return launchBrowser(env, {
    flags: ONLY_PRINTS,
    profiles,
    onStart: (started) => tellNews({ started } satisfies PrintNews),
    onEnd: (ended) => tellNews({ ended } satisfies PrintNews),
  })
}

const printer = openPrinter(launch, options)

serve<PrintOrder, PrintAnswer>(
  async (order) =>
    order === 'version' ? browserVersion(await printer.browser()) : printer.print(order.page, order.budget),
  // A browser that never started has told so to whoever wanted to print.
  () => printer.close().catch(() => undefined),
)
