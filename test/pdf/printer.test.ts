import { afterEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/pdf/browser.ts'
import type { Page } from '../../src/pdf/print.ts'
import { openPrinter, type Printer, type PrinterOptions } from '../../src/pdf/printer.ts'
import { problem, Refusal } from '../../src/problem.ts'
import { readPdf } from '../e2e/pdf-text.ts'
import { smallPage } from './pages.ts'

const words = ['eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs']
const pages = words.map((word) => smallPage(`<p>${word}</p>`, { document: word }))
let printer: Printer | undefined
afterEach(() => printer?.close())

/** A printer with the process ids of its browsers, in the order in which they came up. */
function watchedPrinter(options: PrinterOptions): { printer: Printer; pids: number[] } {
  const pids: number[] = []
  const launch = async () => {
    // Where the system lacks a library or a sandbox, one or two have failed to start before this one.
    const tried: number[] = []
    const browser = await launchBrowser(process.env, { onStart: (pid) => tried.push(pid) })
    pids.push(tried.at(-1) ?? 0)
    return browser
  }
  printer = openPrinter(launch, options)
  return { printer, pids }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A page that does something to its browser at the moment at which it is printed. */
function hurting(page: Page, hurt: () => void): Page {
  return {
    ...page,
    get html() {
      hurt()
      return page.html
    },
  }
}

async function textsOf(printed: readonly { readonly pdf: Uint8Array }[]): Promise<readonly string[]> {
  return Promise.all(printed.map(async ({ pdf }) => (await readPdf(pdf)).text.trim()))
}

describe('a browser that is killed while it prints', () => {
  it('costs a retry of what it was printing, and no document', async () => {
    const { printer, pids } = watchedPrinter({ tabs: 2 })
    let killed = false
    const kill = () => {
      if (!killed) process.kill(pids[0] ?? 0, 'SIGKILL')
      killed = true
    }
    const queue = pages.map((page, index) => (index === 2 ? hurting(page, kill) : page))
    const printed = await Promise.all(queue.map((page) => printer.print(page, 1)))
    expect(await textsOf(printed)).toEqual(words)
    expect(pids).toHaveLength(2)
  })
})

describe('a browser that hangs', () => {
  it('is ended when its patience is over, and another one prints the document', async () => {
    const { printer, pids } = watchedPrinter({ tabs: 1, patience: 1500 })
    await printer.print(pages[0] as Page, 1)
    process.kill(pids[0] ?? 0, 'SIGSTOP')
    const printed = await Promise.all(pages.slice(1, 3).map((page) => printer.print(page, 1)))
    expect(await textsOf(printed)).toEqual(words.slice(1, 3))
    await printer.close()
    expect(pids.map(isAlive)).toEqual([false, false])
  })
})

describe('a document at which every browser dies', () => {
  it('is refused after three attempts, the last one alone, and the others are printed', async () => {
    const { printer } = watchedPrinter({ tabs: 2 })
    const poison = hurting(pages[0] as Page, () => {
      throw new Error('Target closed')
    })
    const printing = [poison, ...pages.slice(1)].map((page) => printer.print(page, 1))
    const [failed, ...printed] = await Promise.allSettled(printing)
    const refusal = failed?.status === 'rejected' ? failed.reason : undefined
    expect(refusal).toBeInstanceOf(Refusal)
    expect(String(refusal)).toMatch(/The browser failed three times at the eins document.*Target closed/)
    expect(printed.map(({ status }) => status)).toEqual(words.slice(1).map(() => 'fulfilled'))
  })
})

describe('a browser that does not come up', () => {
  const opening = (failing: (start: number) => boolean) => {
    let starts = 0
    const launch = async () => {
      if (failing(++starts)) throw new Refusal([problem('browser-missing', { path: 'nowhere' })])
      return launchBrowser(process.env)
    }
    printer = openPrinter(launch, { tabs: 1, renewAfter: 1 })
    return { printer, starts: () => starts }
  }

  it('the first time is refused at once', async () => {
    const { printer, starts } = opening(() => true)
    await expect(printer.print(pages[0] as Page, 1)).rejects.toThrow(Refusal)
    expect(starts()).toBe(1)
  })

  it('once in the middle of a batch costs another start, and no document', async () => {
    const { printer } = opening((start) => start === 2)
    const printed = []
    for (const page of pages.slice(0, 3)) printed.push(await printer.print(page, 1))
    expect(await textsOf(printed)).toEqual(words.slice(0, 3))
  })
})

describe('a browser that has printed its share', () => {
  it('is replaced, and ends when its last document is printed', async () => {
    const { printer, pids } = watchedPrinter({ tabs: 2, renewAfter: 2 })
    const printed = []
    for (const page of pages) printed.push(await printer.print(page, 1))
    expect(await textsOf(printed)).toEqual(words)
    expect(pids).toHaveLength(3)
    await printer.close()
    await expect.poll(() => pids.map(isAlive)).toEqual([false, false, false])
  })
})
