/** The commands that make drafts, look at them, and look at what they make. */
import { resolve } from 'node:path'
import type { Built } from './built.ts'
import { leaveNothing, type Options, onlyFactsheet, paperOf, print, requestOf, warn, worldOf } from './cli-desk.ts'
import { problem, Refusal } from './problem.ts'
import { builtJson, reportBuilt, tally } from './report.ts'
import { SILENT, type World } from './world.ts'

/** Whether everything was made. */
export async function buildCommand(name: string | undefined, options: Options): Promise<boolean> {
  const world = worldOf(options)
  leaveNothing(world)
  const started = world.elapsed()
  const { rebuild } = await import('./rebuild.ts')
  const { parallel, explain = false } = options
  const built = await rebuild(await requestOf(name, options, world), world, { explain, ...(parallel && { parallel }) })
  const milliseconds = Math.round(world.elapsed() - started)
  if (options.json) print(JSON.stringify({ ...builtJson(built), milliseconds }, null, 2))
  else await tellBuilt(built, milliseconds, world, options)
  return built.failed.length === 0
}

async function tellBuilt(built: Built, milliseconds: number, world: World, options: Options): Promise<void> {
  await warn(built.problems, world)
  if (built.why) print(`\n${(await import('./rebuild/why.ts')).reportReasons(built.why)}`)
  print(`\n${reportBuilt(built, paperOf(process.stdout))}`)
  if (built.failed.length > 0)
    process.stderr.write(`Not made, and left as it was in out/: ${built.failed.join(', ')}\n`)
  const index = resolve(options.root ?? '.', built.folder, 'index.html')
  print(`\nDone in ${(milliseconds / 1000).toFixed(1)} s. Open ${index}`)
}

export async function checkCommand(name: string | undefined, options: Options): Promise<void> {
  const world = worldOf(options)
  const { check } = await import('./build.ts')
  const warnings = await check(await requestOf(name, options, world), world)
  if (options.json) return print(JSON.stringify({ ok: true, problems: warnings }, null, 2))
  await warn(warnings, world)
  print(warnings.length === 0 ? '\nNo problems.' : `\nNo problems, ${tally(warnings)}.`)
}

export async function reviewedCommand(name: string | undefined, options: Options): Promise<void> {
  const world = worldOf(options)
  const { recordReview } = await import('./review.ts')
  const files = await recordReview(name ?? (await onlyFactsheet(world)), world)
  print(
    options.json ? JSON.stringify({ ok: true, files }, null, 2) : files.map((file) => `Written: ${file}`).join('\n'),
  )
}

export async function explainCommand(figure: string, name: string | undefined, options: Options): Promise<void> {
  const world = { ...worldOf(options), log: SILENT }
  const [{ makeDraft }, { explain, reportExplanation }] = await Promise.all([
    import('./build.ts'),
    import('./explain.ts'),
  ])
  const draft = await makeDraft(await requestOf(name, options, world), world, [])
  const explanation = await explain(figure, draft, world)
  print(options.json ? JSON.stringify(explanation, null, 2) : reportExplanation(explanation))
}

/** Whether the file keeps what it claims. The path is the shell's: `--root` has nothing to do with it. */
export async function inspectCommand(file: string, options: Options): Promise<boolean> {
  const { judge, judgementJson, reportJudgement } = await import('./inspection.ts')
  const pdf = await worldOf(options)
    .files.read(resolve(file))
    .catch((error: NodeJS.ErrnoException) => {
      throw new Refusal([problem('pdf-no-file', { path: file, code: error.code ?? '' })])
    })
  const judgement = judge(file, pdf)
  print(options.json ? JSON.stringify(judgementJson(judgement), null, 2) : reportJudgement(judgement))
  return judgement.kept
}
