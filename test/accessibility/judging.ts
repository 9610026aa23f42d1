/** Every rule of axe-core on the page that is open in a tab. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page as Tab } from 'puppeteer'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Elements are told by their HTML: to find a selector for each, and to describe each that keeps a rule, takes axe a fifth of its time.
const OPTIONS: RunOptions = { resultTypes: ['violations', 'incomplete'], selectors: false }

/** All that is broken or left open in `within`, a selector, and which rules are kept. */
export async function axeOn(tab: Tab, within = 'html'): Promise<AxeResults> {
  await tab.evaluate(AXE)
  return (await tab.evaluate(`axe.run(${JSON.stringify(within)}, ${JSON.stringify(OPTIONS)})`)) as AxeResults
}
