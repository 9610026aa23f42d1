/** Builds one edition: draft, print, and put the files in their place, whole or not at all. */
import { type Draft, measureEdition, type Request, renderDraft } from './draft.ts'
import { ENGINE } from './engine.ts'
import { pageBudget } from './factsheet.ts'
import { indexOutput } from './index-page.ts'
import { figuresOutput, manifestOutput, type Output, tableOutputs } from './outputs.ts'
import { browserVersion, launchBrowser } from './pdf/browser.ts'
import { openPrinter, type Printed, type Printer } from './pdf/print.ts'
import { type Problem, Refusal, type Tell } from './problem.ts'
import { type World, watched } from './world.ts'

export interface Built {
  readonly folder: string
  readonly outputs: readonly Output[]
  readonly warnings: readonly Problem[]
}

/** Tabs that print at a time: a second one keeps both cores busy, a third no more than that (measured: bench/). */
const TABS = 2

/** Builds an edition into `out/`; throws a Refusal with all problems, and then leaves what was there untouched. */
export async function build(request: Request, world: World): Promise<Built> {
  const inputs = new Map<string, string>()
  const watching = { ...world, files: watched(world.files, (path, hash) => inputs.set(path, hash)) }
  // Started first: Chromium comes up while the figures are being made.
  const browser = launchBrowser(world.env)
  const printer = openPrinter(browser, TABS)
  try {
    const problems: Problem[] = []
    const draft = await makeDraft(request, watching, problems)
    const printed = await printAll(draft, printer, world, (one) => problems.push(one))
    refuse(problems)
    const version = await browserVersion(await browser)
    const outputs = collect(draft, printed, version, inputs)
    return { folder: await place(draft, request, outputs, world), outputs, warnings: problems }
  } finally {
    await printer.close().catch(() => undefined)
  }
}

/** Everything but printing, for `check`; throws a Refusal with all problems, gives the warnings. */
export async function check(request: Request, world: World): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  await makeDraft(request, world, problems, false)
  return problems
}

function refuse(problems: readonly Problem[]): void {
  if (problems.some((one) => one.severity === 'error')) throw new Refusal(problems)
}

/** A draft without errors, or a Refusal with every problem found until the stage that could not go on. */
export async function makeDraft(request: Request, world: World, problems: Problem[], drawing = true): Promise<Draft> {
  const tell: Tell = (one) => problems.push(one)
  const measured = await measureEdition(request, world, tell)
  refuse(problems)
  if (!measured) throw new Refusal(problems)
  const draft = await renderDraft(measured, request, world, tell, drawing)
  refuse(problems)
  return draft
}

type TimedPrint = Printed & { readonly milliseconds: number }

async function printAll(draft: Draft, printer: Printer, world: World, tell: Tell): Promise<readonly TimedPrint[]> {
  const started = world.elapsed()
  const printed = await Promise.all(
    draft.pages.map(async (page) => {
      const begun = world.elapsed()
      const one = await printer.print(page, pageBudget(draft.material.factsheet, page.document))
      return { ...one, milliseconds: world.elapsed() - begun }
    }),
  )
  for (const one of printed) one.problems.forEach(tell)
  world.log.stage(
    'pdf',
    `${printed.length} documents, ${printed.reduce((sum, one) => sum + one.pages, 0)} pages`,
    world.elapsed() - started,
  )
  return printed
}

function collect(
  draft: Draft,
  printed: readonly TimedPrint[],
  browser: string,
  inputs: ReadonlyMap<string, string>,
): readonly Output[] {
  const { material, figures, plans, pages } = draft
  const { factsheet } = material
  const nameOf = (document: string) => plans.find((plan) => plan.document === document)?.name ?? document
  const html = pages.map(
    (page): Output => ({
      path: `${nameOf(page.document)}.html`,
      kind: 'html',
      document: page.document,
      bytes: new TextEncoder().encode(page.html),
    }),
  )
  const pdf = printed.map(
    (one): Output => ({
      path: `${nameOf(one.document)}.pdf`,
      kind: 'pdf',
      document: one.document,
      bytes: one.pdf,
      pages: one.pages,
      milliseconds: one.milliseconds,
    }),
  )
  const sheets = plans
    .filter((plan) => plan.texts.length === 1)
    .flatMap((plan) => plan.texts.flatMap((texts) => tableOutputs(texts, figures)))
  const outputs = [...html, ...pdf, ...sheets, figuresOutput(factsheet.id, figures)]
  const index = indexOutput(draft, outputs)
  const made = { factsheet: factsheet.id, edition: figures.edition, engine: ENGINE, browser }
  return [...outputs, index, manifestOutput(made, inputs, [...outputs, index])]
}

/** Some languages only make a folder of their own, so that no folder ever mixes builds. */
async function place(draft: Draft, request: Request, outputs: readonly Output[], world: World): Promise<string> {
  const { material, figures } = draft
  const part = request.languages ? `-${request.languages.join('-')}` : ''
  const folder = `out/${material.factsheet.id}/${figures.edition}${part}`
  const beside = await world.files.beside(folder)
  try {
    for (const output of outputs) await world.files.write(`${beside}/${output.path}`, output.bytes)
    await world.files.replace(beside, folder)
  } catch (error) {
    await world.files.remove(beside)
    throw error
  }
  return folder
}
