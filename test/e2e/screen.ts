/** A finished page on a screen. */
import type { Browser, Page as Tab } from 'puppeteer'
import { launchBrowser } from '../../src/pdf/browser.ts'

export interface Heading {
  readonly tag: string
  readonly text: string
}

export interface ShownFigure {
  readonly id: string
  /** The machine-readable value; null where there is none. */
  readonly value: string | null
  readonly text: string
}

let browser: Promise<Browser> | undefined

/** A tab of the browser in which all files look that a process of the tests runs, and which ends with it. */
export async function openTab(): Promise<Tab> {
  browser ??= launchBrowser(process.env)
  return (await browser).newPage()
}

/** Puts a page into a tab as a new document, so that nothing of the one before it stays. */
export async function openPage(tab: Tab, html: string): Promise<void> {
  await tab.goto('about:blank')
  await tab.setContent(html, { waitUntil: 'load' })
}

/** Headings, captions and figures of a page in the order of its elements. */
export async function shownIn(
  tab: Tab,
  html: string,
): Promise<{ headings: readonly Heading[]; figures: readonly ShownFigure[] }> {
  await openPage(tab, html)
  return tab.evaluate(() => ({
    headings: [...document.querySelectorAll('h1, h2, h3, caption')].map((one) => ({
      tag: one.tagName,
      text: one.textContent ?? '',
    })),
    figures: [...document.querySelectorAll('[data-figure]')].map((one) => ({
      id: one.getAttribute('data-figure') ?? '',
      value: one.getAttribute('value'),
      text: one.textContent ?? '',
    })),
  }))
}
