/**
 * What finishing costs: each language's PDF of the shipped factsheet is printed by the browser and then finished, and the
 * two times are compared. Printing and finishing take turns in one process, so that a machine that is busy for a while slows
 * both; nothing else runs meanwhile, although a build overlaps the two.
 */
import { resolve } from 'node:path'
import { type Draft, measureEdition, renderDraft } from '../src/draft.ts'
import { finishingOf } from '../src/finishing.ts'
import { launchBrowser } from '../src/pdf/browser.ts'
import { finish } from '../src/pdf/finish.ts'
import { inspect } from '../src/pdf/inspect.ts'
import type { Problem } from '../src/problem.ts'
import { realWorld, SILENT } from '../src/world.ts'
import { type Row, ratios } from './rows.ts'

const world = realWorld(resolve(import.meta.dirname, '..'), SILENT)
const request = { factsheet: 'voluntary-return' }

/** The first rounds compile the code; in a batch that happens once. */
const WARMING = 5

async function timed<T>(work: () => Promise<T> | T): Promise<{ readonly result: T; readonly milliseconds: number }> {
  const started = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - started }
}

async function draft() {
  const problems: Problem[] = []
  const tell = (one: Problem) => void problems.push(one)
  const measured = await measureEdition(request, world, tell)
  if (!measured) throw new Error(problems[0]?.message)
  return { measured, drawn: await renderDraft(measured, request, world, tell) }
}

type Measured = Awaited<ReturnType<typeof draft>>['measured']

async function measure(measured: Measured, { pages, plans }: Draft, rounds: number) {
  const browser = await launchBrowser(process.env)
  const tab = await browser.newPage()
  const times = { print: [] as number[], finish: [] as number[], inspect: [] as number[] }
  for (let round = -WARMING; round < rounds; round++)
    for (const plan of plans.filter((one) => one.texts.length === 1)) {
      const page = pages.find((one) => one.document === plan.document)
      if (!page) throw new Error(`${plan.document} was not drawn`)
      await tab.setContent(page.html, { waitUntil: 'load' })
      const options = { preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }
      const printed = await timed(() => tab.pdf(options))
      const finished = await timed(() => finish(printed.result, finishingOf(page, plan, measured, process.env)))
      const inspected = await timed(() => inspect(finished.result))
      if (round < 0) continue
      times.print.push(printed.milliseconds)
      times.finish.push(finished.milliseconds)
      times.inspect.push(inspected.milliseconds)
    }
  await browser.close()
  return times
}

export async function measureFinish(rounds: number): Promise<readonly Row[]> {
  const { measured, drawn } = await draft()
  const { print, finish: finishing, inspect: inspecting } = await measure(measured, drawn, rounds)
  return [
    { what: 'page.pdf(), a PDF of two pages', unit: 'ms', values: print },
    { what: 'finish it', unit: 'ms', values: finishing },
    { what: 'read it back', unit: 'ms', values: inspecting },
    { what: 'finish / page.pdf()', unit: 'ratio', values: ratios(finishing, print), aim: '≤ 0.60' },
    { what: 'read back / page.pdf()', unit: 'ratio', values: ratios(inspecting, print) },
  ]
}
