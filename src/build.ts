/** Builds one edition: draft, print, and put the files in their place, whole or not at all. */

import { finishingOf } from './archive.ts'
import {
  type DocumentPlan,
  type Draft,
  type Measured,
  measureEdition,
  type Rendering,
  type Request,
  renderDraft,
} from './draft.ts'
import { ENGINE } from './engine.ts'
import { pageBudget } from './factsheet.ts'
import type { Page } from './html/page.ts'
import { indexOutput } from './index-page.ts'
import { figuresOutput, manifestOutput, type Output, tableOutputs } from './outputs.ts'
import { openPress, type Press, type Pressed } from './pdf/press.ts'
import { type Problem, problem, Refusal, type Tell } from './problem.ts'
import { type World, watched } from './world.ts'

export interface Built {
  readonly folder: string
  readonly outputs: readonly Output[]
  readonly warnings: readonly Problem[]
}

/** Tabs that print at a time: a second one keeps both cores busy, a third no more than that (measured: bench/). */
const TABS = 2

export interface Building {
  /** Documents printed at a time; more than the machine has cores gains nothing. */
  readonly tabs?: number
}

/** Builds an edition into `out/`; throws a Refusal with all problems, and then leaves what was there untouched. */
export async function build(request: Request, world: World, { tabs = TABS }: Building = {}): Promise<Built> {
  const inputs = new Map<string, string>()
  const watching = { ...world, files: watched(world.files, (path, hash) => inputs.set(path, hash)) }
  // Started first: Chromium comes up while the figures are being made.
  const press = openPress(world.env, { tabs })
  try {
    const problems: Problem[] = []
    const printing = startPrinting(press, world)
    const draft = await makeDraft(request, watching, problems, { drawing: true, finished: printing.print })
    const printed = await printing.end((one) => problems.push(one))
    refuse(problems)
    const version = await press.version()
    // It takes as long to end as the outputs take to be written; its end is waited for below.
    press.close().catch(() => undefined)
    const outputs = collect(draft, printed, version, inputs)
    return { folder: await place(draft, request, outputs, world), outputs, warnings: problems }
  } finally {
    await press.close().catch(() => undefined)
  }
}

/** Everything but printing, for `check`; throws a Refusal with all problems, gives the warnings. */
export async function check(request: Request, world: World): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  await makeDraft(request, world, problems, { drawing: false })
  return problems
}

function refuse(problems: readonly Problem[]): void {
  if (problems.some((one) => one.severity === 'error')) throw new Refusal(problems)
}

/** A template or chart is wrong for every language that it is used for, but it has to be mended once. */
function tellOnce(problems: Problem[]): Tell {
  const told = new Set<string>()
  return (one) => {
    const words = JSON.stringify([one.code, one.message, one.place])
    if (!told.has(words)) problems.push(one)
    told.add(words)
  }
}

/** A draft without errors, or a Refusal with every problem found until the stage that could not go on. */
export async function makeDraft(
  request: Request,
  world: World,
  problems: Problem[],
  rendering: Rendering = { drawing: true },
): Promise<Draft> {
  const tell = tellOnce(problems)
  const measured = await measureEdition(request, world, tell)
  refuse(problems)
  if (!measured) throw new Refusal(problems)
  const draft = await renderDraft(measured, request, world, tell, rendering)
  refuse(problems)
  return draft
}

type TimedPress = Pressed & { readonly milliseconds: number }

interface Printing {
  print(page: Page, plan: DocumentPlan, measured: Measured): void
  /** All that was printed, when the last of it is; tells its problems. */
  end(tell: Tell): Promise<readonly TimedPress[]>
}

/** Prints each page from the moment that it is finished. */
function startPrinting(press: Press, world: World): Printing {
  const started: Promise<TimedPress>[] = []
  return {
    print(page, plan, measured) {
      const budget = pageBudget(measured.material.factsheet, page.document)
      const begun = world.elapsed()
      const one = press
        .print({ page, budget, finishing: finishingOf(page, plan, measured, world.env) })
        .then((pressed) => ({ ...pressed, milliseconds: world.elapsed() - begun }))
      // What fails is told by `end`, which is not reached when a later page is refused.
      one.catch(() => undefined)
      started.push(one)
    },
    async end(tell) {
      const waiting = world.elapsed()
      const printed = await Promise.all(started)
      for (const one of printed) one.problems.forEach(tell)
      const pages = printed.reduce((sum, one) => sum + one.pages, 0)
      world.log.stage('pdf', `${printed.length} documents, ${pages} pages`, world.elapsed() - waiting)
      return printed
    },
  }
}

function collect(
  draft: Draft,
  printed: readonly TimedPress[],
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
  const inOrder = plans.flatMap(({ document }) => printed.filter((one) => one.document === document))
  const pdf = inOrder.map(
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
  await putInPlace(folder, outputs, world).catch((error: NodeJS.ErrnoException) => {
    const { code = '' } = error
    throw DISK_REFUSES.test(code) ? new Refusal([problem('folder-not-writable', { folder, code })]) : error
  })
  return folder
}

/** System errors that have a remedy which is not ours: permissions, room, or a file in the way. */
const DISK_REFUSES = /^(EACCES|EBUSY|EDQUOT|EEXIST|ENOSPC|ENOTDIR|EPERM|EROFS)$/

async function putInPlace(folder: string, outputs: readonly Output[], world: World): Promise<void> {
  const beside = await world.files.beside(folder)
  try {
    await Promise.all(outputs.map(({ path, bytes }) => world.files.write(`${beside}/${path}`, bytes)))
    await world.files.replace(beside, folder)
  } catch (error) {
    await world.files.remove(beside)
    throw error
  }
}
