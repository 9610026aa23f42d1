/** The commands that compare, approve and publish; and what their ends say. */
import { styleText } from 'node:util'
import type { ApprovalNeeded } from './approval-needed.ts'
import { leaveNothing, type Options, paperOf, print, quietly, requestOf, warn, worldOf } from './cli-desk.ts'
import type { Compared } from './differ.ts'
import type { Request } from './draft.ts'
import { type Problem, problem, Refusal } from './problem.ts'
import type { Reasons } from './release/version.ts'
import { reportProblems } from './report.ts'
import type { Verified } from './verify.ts'
import type { World } from './world.ts'

/** Exit code of what waits for a person. */
const NEEDS_APPROVAL = 4

/** Sentences given as `nl=…`, one for each language; throws a Refusal for one without. */
function reasonsOf(given: readonly string[] | undefined, option: string): Reasons {
  const pairs = (given ?? []).map((one) => /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.*)$/s.exec(one))
  const wrong = (given ?? []).filter((_, index) => !pairs[index])
  if (wrong.length > 0) throw new Refusal(wrong.map((text) => problem('reason-without-language', { option, text })))
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2]?.trim() ?? '']))
}

export async function diffCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const [{ differ }, { differencesJson, reportDifferences }] = await Promise.all([
    import('./differ.ts'),
    import('./difference-report.ts'),
  ])
  const { lang, ...others } = options
  const request = await requestOf(name, others, world)
  const compared = await differ(request, world, options.from)
  if (options.page) return tellPage(compared, request, options, world)
  if (options.json) return print(JSON.stringify(differencesJson(compared), null, 2))
  await warn(compared.problems, world)
  print(`\n${reportDifferences(compared, paperOf(process.stdout))}`)
}

async function tellPage(compared: Compared, request: Request, { lang, json }: Options, world: World): Promise<void> {
  const { differencesPage } = await import('./review-sheet.ts')
  const file = await differencesPage(compared, request, world, lang)
  print(json ? JSON.stringify({ ok: true, file }, null, 2) : `\nWritten: ${file}`)
}

export async function reviewCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  leaveNothing(world)
  const { reviewSheet } = await import('./review-sheet.ts')
  const { lang, ...others } = options
  const sheet = await reviewSheet(await requestOf(name, others, world), world, lang)
  if (options.json) return print(JSON.stringify({ ok: true, ...sheet }, null, 2))
  await warn(sheet.problems, world)
  const open = sheet.points.filter(({ state }) => state === 'blocks').length
  const verdict = { ready: 'It can come out.', nothing: 'There is nothing to publish.' } as const
  const said = sheet.outcome === 'blocked' ? `To be settled before it comes out: ${open}.` : verdict[sheet.outcome]
  print(`\n${said}\nWritten: ${sheet.file}`)
}

export async function approveCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const { approve } = await import('./approve.ts')
  const { by = '', kind, because, severity } = options
  const approving = { by, kind, because, severity, reason: reasonsOf(options.reason, '--reason') }
  const approved = await approve(await requestOf(name, options, world), world, approving)
  if (options.json) return print(JSON.stringify({ ok: true, ...approved }, null, 2))
  print(`\nWritten: ${approved.file}. Commit it, and \`diptych publish\` makes version ${approved.version}.`)
}

/** Whether it was published, or the exit code of what waits for a person. */
export async function publishCommand(name: string | undefined, options: Options): Promise<number> {
  const world = worldOf(options)
  leaveNothing(world)
  const [{ publish }, { ApprovalNeeded }] = await Promise.all([import('./publish.ts'), import('./approval-needed.ts')])
  const { again, parallel } = options
  const late = options.late && reasonsOf(options.late, '--late')
  try {
    const published = await publish(await requestOf(name, options, world), world, { again, late, parallel })
    if (options.json) print(JSON.stringify({ ok: true, ...published }, null, 2))
    else await tellPublished(published, world)
    return 0
  } catch (error) {
    if (!(error instanceof ApprovalNeeded)) throw error
    return tellApprovalNeeded(error, options)
  }
}

type Outcome = Awaited<ReturnType<typeof import('./publish.ts').publish>>

async function tellPublished(published: Outcome, world: World): Promise<void> {
  await warn(published.problems, world)
  print(`\n${outcomeWords(published)}\nThe public site is in ${published.site}.`)
}

function outcomeWords({ outcome, version, rendering }: Outcome): string {
  const { factsheet, edition, number, kind, issued } = version
  if (outcome === 'published') return `Published: ${factsheet} ${edition}, version ${number} (${kind}), ${issued}.`
  if (outcome === 'renewed')
    return `Only the rendering had changed: the files of version ${number} were made again. No figure and no word is another.`
  const hint = rendering ? ' It would be rendered otherwise today: --again makes its files again.' : ''
  return `Nothing to publish: ${factsheet} ${edition} says what version ${number} says.${hint}`
}

export async function siteCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  leaveNothing(world)
  const { refreshSite } = await import('./publish.ts')
  const site = await refreshSite(await requestOf(name, options, world), world)
  print(options.json ? JSON.stringify({ ok: true, site }, null, 2) : `\nThe public site is in ${site}.`)
}

/** Says what waits for whom, with the notice as readers will see it. */
async function tellApprovalNeeded({ needed, problems }: ApprovalNeeded, options: Options): Promise<number> {
  if (options.json) print(JSON.stringify({ ok: false, approval: needed, problems }, null, 2))
  else await tellNeeded({ needed, problems }, options)
  return NEEDS_APPROVAL
}

async function tellNeeded(
  { needed, problems }: { readonly needed: ApprovalNeeded['needed']; readonly problems: readonly Problem[] },
  options: Options,
): Promise<void> {
  const { colour } = paperOf(process.stderr)
  const bold = (text: string) => (colour ? styleText('bold', text, { validateStream: false }) : text)
  const { factsheet, edition, version, kind, changes, undecided, file } = needed
  const told = problems.length > 0 ? `${await reportProblems(problems, worldOf(options), { colour })}\n` : ''
  const decision = undecided > 0 ? ` Rows came or went: say with --kind what that is.` : ''
  const notices = needed.notices.map(({ area, language, text }) => {
    return `${bold(`${area === null ? '' : `${area}, `}${language}`)}  ${text}`
  })
  const lines = [
    `${told}Version ${version} of ${factsheet} ${edition} waits for an approval: ${kind}, ${changes} figures change.${decision}`,
    ...(notices.length > 0 ? ['Its readers will be told:', ...notices] : []),
    `\`diptych diff ${factsheet} --edition ${edition}\` lists every difference; \`diptych approve\` releases them, and writes ${file}.`,
    'Nothing was published.',
  ]
  process.stderr.write(`\n${lines.join('\n\n')}\n`)
}

/** Whether all that is public is as it was published. */
export async function verifyCommand(name: string | undefined, options: Options): Promise<boolean> {
  const world = quietly(options)
  const { verify } = await import('./verify.ts')
  const { factsheet, edition } = await requestOf(name, options, world)
  const verified = await verify({ factsheet, edition, rebuild: options.rebuild }, world)
  const ok = verified.problems.length === 0
  if (options.json) print(JSON.stringify({ ok, ...verified }, null, 2))
  else await tellVerified(verified, world)
  return ok
}

async function tellVerified(verified: Verified, world: World): Promise<void> {
  await warn(verified.problems, world)
  for (const { edition, version, sameEngine, different } of verified.rebuilt) {
    const result = different.length === 0 ? 'the same bytes' : `${different.length} files come out otherwise`
    const engine = sameEngine ? '' : ' (made by another version of Diptych, its libraries or its browser)'
    print(`${edition}, version ${version}, made again from its inputs: ${result}${engine}`)
  }
  print(
    `\n${verified.files} files compared, ${verified.problems.length === 0 ? 'all as published' : 'not all as published'}.`,
  )
}

export async function historyCommand(name: string | undefined, options: Options): Promise<void> {
  const world = quietly(options)
  const [{ publishedEditions, readVersions }, { reportHistory }] = await Promise.all([
    import('./release/archive.ts'),
    import('./history-report.ts'),
  ])
  const { factsheet, edition } = await requestOf(name, options, world)
  const editions = edition === undefined ? await publishedEditions(factsheet, world.files) : [edition]
  const versions = await Promise.all(editions.map((one) => readVersions(factsheet, one, world.files)))
  if (options.json) return print(JSON.stringify({ ok: true, factsheet, versions: versions.flat() }, null, 2))
  print(`\n${reportHistory(factsheet, versions, paperOf(process.stdout))}`)
}
