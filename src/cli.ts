/** The commands; the only place with exit codes: 0 done, 1 the author's input, 2 wrong usage, 3 ours. */
import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Built } from './built.ts'
import type { Request } from './draft.ts'
import { VERSION } from './engine.ts'
import { eventsLog, linesLog } from './log.ts'
import { type Problem, problem, Refusal } from './problem.ts'
import { builtJson, type Paper, reportBuilt, reportProblems, tally } from './report.ts'
import { EXAMPLES, INSPECT_CODES } from './sentences/help.ts'
import { type Log, realWorld, SILENT, type World } from './world.ts'

interface Options {
  readonly edition?: string
  readonly lang?: string
  readonly parallel?: number
  readonly area?: string
  readonly explain?: boolean
  readonly json?: boolean
  readonly root?: string
  readonly debug?: boolean
}

function program(): Command {
  const main = new Command('diptych')
    .description('Turns tables into a factsheet that says the same in every language, as HTML and PDF.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addOption(new Option('--debug', 'print the stack trace of a fault of ours'))
    .option('--root <folder>', 'the folder that holds templates/, data/ and out/', '.')
    .showHelpAfterError('(try diptych --help)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .addHelpText('after', EXAMPLES)
  return main
}

/** Runs a command line and gives its exit code; writes to the two streams, and throws nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  const main = program()
  const command = (name: string, work: (name: string | undefined, options: Options) => Promise<unknown>) =>
    withCommon(main.command(name)).action(async (factsheet: string | undefined, _: object, self: Command) => {
      code = await guarded(self.optsWithGlobals<Options>(), (options) => work(factsheet, options))
    })
  command('build [factsheet]', buildCommand)
    .description('build every document of an edition into out/')
    .option('--lang <codes>', 'only these languages, e.g. nl,fr (into a folder of their own)')
    .addOption(
      new Option('--parallel <number>', 'documents printed at a time: the cores of the machine, at most 16')
        .argParser(parallelOf)
        .default(undefined, '2'),
    )
    .option('--explain', 'say why each product was made again, or was not')
  command('check [factsheet]', checkCommand).description('read and check everything that needs no browser')
  command('reviewed [factsheet]', reviewedCommand).description(
    'record that every translation is up to date with its source text',
  )
  withCommon(main.command('explain <figure> [factsheet]'))
    .description('show the value, formula and cells of a figure, and where it is printed')
    .action(async (figure: string, factsheet: string | undefined, _: object, self: Command) => {
      code = await guarded(self.optsWithGlobals<Options>(), (options) => explainCommand(figure, factsheet, options))
    })
  main
    .command('inspect <file>')
    .description('say what a PDF claims to be (PDF/UA, PDF/A), and whether it keeps that')
    .option('--json', 'print one JSON object instead of text')
    .addHelpText('after', INSPECT_CODES)
    .action(async (file: string, _: object, self: Command) => {
      code = await guarded(self.optsWithGlobals<Options>(), (options) => inspectCommand(file, options))
    })
  try {
    await main.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

function parallelOf(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > 16) throw new InvalidArgumentError('It is a number from 1 to 16.')
  return number
}

function withCommon(command: Command): Command {
  return command
    .option('--edition <period>', 'the edition, e.g. 2020')
    .option('--area <codes>', 'only these areas, where the factsheet has areas')
    .option('--json', 'print one JSON object instead of text')
}

const paperOf = (stream: NodeJS.WriteStream): Paper => ({
  colour: stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
})

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Progress goes to the second stream, so that the first holds the result and nothing else. */
function logOf(options: Options): Log {
  const { stdout, stderr } = process
  if (options.json) return eventsLog((text) => void stderr.write(text))
  return linesLog({ write: (text) => void stdout.write(text), live: stdout.isTTY === true, ...paperOf(stdout) })
}

function worldOf(options: Options): World {
  return realWorld(resolve(options.root ?? '.'), logOf(options))
}

/** Runs a command; a Refusal, or `false` as its answer, becomes exit code 1, anything else a fault of ours, without a stack trace. */
async function guarded(options: Options, work: (options: Options) => Promise<unknown>): Promise<number> {
  try {
    return (await work(options)) === false ? 1 : 0
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problems, options)
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(
      `\nThis is a fault of Diptych, not of your files: ${message}\n  Please report it, with what you ran; --debug shows more.\n`,
    )
    if (options.debug && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    return 3
  }
}

async function refused(problems: readonly Problem[], options: Options): Promise<number> {
  if (options.json) print(JSON.stringify({ ok: false, problems }, null, 2))
  else {
    process.stderr.write(`\n${await reportProblems(problems, worldOf(options), paperOf(process.stderr))}`)
    process.stderr.write('No document in out/ was changed.\n')
  }
  return 1
}

async function requestOf(name: string | undefined, options: Options, world: World): Promise<Request> {
  const listed = (text: string | undefined) => text?.split(',').map((one) => one.trim())
  const factsheet = name ?? (await onlyFactsheet(world))
  return { factsheet, edition: options.edition, languages: listed(options.lang), areas: listed(options.area) }
}

async function onlyFactsheet(world: World): Promise<string> {
  const { listFactsheets } = await import('./factsheets.ts')
  const all = await listFactsheets(world)
  const [only] = all
  if (only !== undefined && all.length === 1) return only
  throw new Refusal([
    problem('which-factsheet', {
      all,
      hint: all.length === 0 ? 'make templates/<name>/factsheet.yaml' : `name one: ${all.join(', ')}`,
    }),
  ])
}

async function warn(problems: readonly Problem[], world: World): Promise<void> {
  if (problems.length > 0) process.stderr.write(`\n${await reportProblems(problems, world, paperOf(process.stderr))}`)
}

/** Exit code of a process that a signal ended, as shells count it. */
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** Ctrl-C leaves no half-written folder; the browser goes with this process (see pdf/browser-process.ts). */
function leaveNothing(world: World): void {
  for (const [signal, code] of Object.entries(SIGNAL_CODES))
    process.once(signal, () => {
      world.files.abandon()
      process.exit(code)
    })
}

/** Whether everything was made. */
async function buildCommand(name: string | undefined, options: Options): Promise<boolean> {
  const world = worldOf(options)
  leaveNothing(world)
  const started = world.elapsed()
  const { rebuild } = await import('./rebuild.ts')
  const { parallel: tabs, explain = false } = options
  const built = await rebuild(await requestOf(name, options, world), world, { explain, ...(tabs && { tabs }) })
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

async function checkCommand(name: string | undefined, options: Options): Promise<void> {
  const world = worldOf(options)
  const { check } = await import('./build.ts')
  const warnings = await check(await requestOf(name, options, world), world)
  if (options.json) return print(JSON.stringify({ ok: true, problems: warnings }, null, 2))
  await warn(warnings, world)
  print(warnings.length === 0 ? '\nNo problems.' : `\nNo problems, ${tally(warnings)}.`)
}

async function reviewedCommand(name: string | undefined, options: Options): Promise<void> {
  const world = worldOf(options)
  const { recordReview } = await import('./review.ts')
  const files = await recordReview(name ?? (await onlyFactsheet(world)), world)
  print(
    options.json ? JSON.stringify({ ok: true, files }, null, 2) : files.map((file) => `Written: ${file}`).join('\n'),
  )
}

async function explainCommand(figure: string, name: string | undefined, options: Options): Promise<void> {
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
async function inspectCommand(file: string, options: Options): Promise<boolean> {
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

// `diptych build | head` closes the pipe while there is more to say; that is nobody's fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// Set rather than exit: output that is still on its way to a pipe must not be cut off.
process.exitCode = await run(process.argv.slice(2))
