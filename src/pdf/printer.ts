/** A printer that outlasts its browsers: one that crashes, hangs or has printed enough is replaced, and nothing is lost by it. */
import type { Browser } from 'puppeteer'
import { problem, Refusal } from '../problem.ts'
import { killBrowser } from './browser-process.ts'
import { type Desk, openDesk, type Page, type Printed, printAt } from './print.ts'

export interface Printer {
  /** Throws a Refusal when there is no browser, or when the document could not be printed three times. */
  print(page: Page, budget: number | null): Promise<Printed>
  /** The browser that prints now. */
  browser(): Promise<Browser>
  /** Ends the browser; may be called again. */
  close(): Promise<void>
}

export interface PrinterOptions {
  /** Documents printed at a time, each in a tab that is used again and again: a new one a document is 3 to 4 times slower. */
  readonly tabs: number
  /** Documents after which the browser is renewed; whatever leaks in it goes with it. */
  readonly renewAfter?: number
  /** Milliseconds after which a document is given up, and its browser with it: one that hangs says nothing. */
  readonly patience?: number
}

/** Measured: a browser grows no more after its first 300 documents; starting one costs as much as 10 of them. */
const RENEW_AFTER = 1000
const PATIENCE_MS = 60_000
const ATTEMPTS = 3

type Launch = () => Promise<Browser>

/** A browser with its tabs. */
class Station {
  readonly browser: Promise<Browser>
  private readonly desks: Promise<Desk>[]
  private printing = 0
  private retired = false
  printed = 0

  constructor(launch: Launch, tabs: number) {
    this.browser = launch()
    this.desks = Array.from({ length: tabs }, () => this.browser.then(openDesk))
    // Nobody may be waiting for a tab when the browser fails to start; the failure is told by whoever prints.
    for (const desk of this.desks) desk.catch(() => undefined)
  }

  async print(slot: number, page: Page, budget: number | null, patience: number): Promise<Printed> {
    this.printing++
    try {
      const desk = await this.desks[slot]
      if (!desk) throw new Error(`There is no tab ${slot}`)
      const printed = await within(patience, printAt(desk, page, budget))
      this.printed++
      return printed
    } finally {
      this.printing--
      if (this.retired && this.printing === 0) this.close().catch(() => undefined)
    }
  }

  /** Takes no more, and ends with what is being printed. */
  retire(): void {
    this.retired = true
    if (this.printing === 0) this.close().catch(() => undefined)
  }

  async kill(): Promise<void> {
    const browser = await this.browser.catch(() => undefined)
    if (browser) killBrowser(browser)
  }

  async close(): Promise<void> {
    const browser = await this.browser.catch(() => undefined)
    await browser?.close()
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(milliseconds)
  const ended = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error(`it gave no answer for ${milliseconds / 1000} s`)))
  })
  return Promise.race([work, ended])
}

/** Opens a printer; its first browser starts at once. */
export function openPrinter(launch: Launch, options: PrinterOptions): Printer {
  const { tabs, renewAfter = RENEW_AFTER, patience = PATIENCE_MS } = options
  const slots = openSlots(tabs)
  const ending = new Set<Promise<void>>()
  let station = new Station(launch, tabs)
  let closing: Promise<void> | undefined
  // A browser that never started will not the next time; one that started before was only unlucky.
  let proven = false

  const current = (): Station => {
    if (station.printed >= renewAfter) {
      station.retire()
      station = new Station(launch, tabs)
    }
    return station
  }
  const giveUp = (failed: Station) => {
    ending.add(failed.kill())
    if (failed === station) station = new Station(launch, tabs)
  }
  /** The last attempt is made in a browser of its own, so that no document pays for its neighbour's. */
  const printAlone = async (page: Page, budget: number | null): Promise<Printed> => {
    const alone = new Station(launch, 1)
    return alone.print(0, page, budget, patience).finally(() => alone.kill())
  }
  const attempt = async (slot: number, page: Page, budget: number | null): Promise<Printed> => {
    const reasons: string[] = []
    while (reasons.length < ATTEMPTS) {
      const last = reasons.length === ATTEMPTS - 1
      const used = current()
      try {
        const printed = await (last ? printAlone(page, budget) : used.print(slot, page, budget, patience))
        proven = true
        return printed
      } catch (error) {
        if ((error instanceof Refusal && !proven) || closing) throw error
        reasons.push(error instanceof Error ? error.message : String(error))
        if (!last) giveUp(used)
      }
    }
    throw new Refusal([problem('print-fails', { document: page.document, reason: reasons.at(-1) ?? '' })])
  }
  return {
    async print(page, budget) {
      const slot = await slots.take()
      return attempt(slot, page, budget).finally(() => slots.give(slot))
    },
    browser: () => station.browser,
    close() {
      closing ??= station.close().finally(() => Promise.all(ending))
      return closing
    },
  }
}

/** Numbers to be held by one at a time; who finds none free waits for its turn. */
function openSlots(count: number): { take(): Promise<number>; give(slot: number): void } {
  const free = Array.from({ length: count }, (_, index) => index)
  const waiting: ((slot: number) => void)[] = []
  return {
    async take() {
      return free.shift() ?? new Promise((resolve) => waiting.push(resolve))
    },
    give(slot) {
      const next = waiting.shift()
      if (next) next(slot)
      else free.push(slot)
    },
  }
}
