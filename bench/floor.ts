/**
 * The floor under a build: finished HTML files printed by the same browser, with nothing of Diptych between.
 * Run by bench/build.ts with one argument, the JSON of an `Errand`.
 */
import { readFile, writeFile } from 'node:fs/promises'
import puppeteer, { type Browser } from 'puppeteer'

/** What to print, and with which browser. */
export interface Errand {
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Pairs of a finished HTML file and the PDF to be made of it. */
  readonly documents: readonly { readonly html: string; readonly pdf: string }[]
}

/** As many as keep two cores busy; a build has one fewer, and draws and finishes on the other core. */
const TABS = 2

async function printFrom(queue: Errand['documents'][number][], browser: Browser): Promise<void> {
  const tab = await browser.newPage()
  for (let next = queue.shift(); next; next = queue.shift()) {
    await tab.setContent(await readFile(next.html, 'utf8'), { waitUntil: 'load' })
    const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
    await writeFile(next.pdf, pdf)
  }
}

const { executable, args, env, documents } = JSON.parse(process.argv[2] ?? '') as Errand
const browser = await puppeteer.launch({
  executablePath: executable,
  args: [...args],
  env,
  headless: 'shell',
  pipe: true,
})
const queue = [...documents]
await Promise.all(Array.from({ length: TABS }, () => printFrom(queue, browser)))
await browser.close()
