/** What every command stands on: its options, its world, where it writes, and which exit code its end becomes. */
import { resolve } from 'node:path'
import type { Request } from './draft.ts'
import { eventsLog, linesLog } from './log.ts'
import { type Problem, problem, Refusal } from './problem.ts'
import type { ChangeKind } from './release/kind.ts'
import { databaseAt } from './release/ledger/where.ts'
import { type Paper, reportProblems } from './report.ts'
import { type Log, realWorld, SILENT, type World } from './world.ts'

export interface Options {
  readonly edition?: string
  readonly lang?: string
  readonly parallel?: number
  readonly area?: string
  readonly explain?: boolean
  readonly json?: boolean
  readonly from?: number
  readonly page?: boolean
  readonly late?: readonly string[]
  readonly again?: boolean
  readonly rebuild?: boolean
  readonly dryRun?: boolean
  readonly reason?: readonly string[]
  readonly kind?: ChangeKind
  readonly because?: string
  readonly severity?: 'minor' | 'major'
  readonly by?: string
  readonly to?: string
  readonly sent?: boolean
  readonly log?: string
  readonly whole?: boolean
  /** Seconds. */
  readonly drain?: number
  readonly listen?: string
  readonly warn?: boolean
  readonly skip?: boolean
  readonly root?: string
  readonly debug?: boolean
}

export const paperOf = (stream: NodeJS.WriteStream): Paper => ({
  colour: stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
})

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Progress goes to the second stream, so that the first holds the result and nothing else. */
function logOf(options: Options): Log {
  const { stdout, stderr } = process
  if (options.json) return eventsLog((text) => void stderr.write(text))
  return linesLog({ write: (text) => void stdout.write(text), live: stdout.isTTY === true, ...paperOf(stdout) })
}

export function worldOf(options: Options): World {
  return realWorld(resolve(options.root ?? '.'), logOf(options))
}

/** A world that does not tell its stages, because they are not what was asked for. */
export const quietly = (options: Options): World => ({ ...worldOf(options), log: SILENT })

/**
 * Runs a command; its answer may be an exit code. A Refusal, or `false`, becomes exit code 1, anything else that is thrown a
 * fault of ours, without a stack trace.
 */
export async function guarded(options: Options, work: (options: Options) => Promise<unknown>): Promise<number> {
  try {
    const answer = await work(options)
    return typeof answer === 'number' ? answer : answer === false ? 1 : 0
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

export async function requestOf(name: string | undefined, options: Options, world: World): Promise<Request> {
  const listed = (text: string | undefined) => text?.split(',').map((one) => one.trim())
  const factsheet = name ?? (await onlyFactsheet(world))
  return { factsheet, edition: options.edition, languages: listed(options.lang), areas: listed(options.area) }
}

/** The ledger of the project, or the one that the environment names. */
export function ledgerOf({ root = '.' }: Options, env: World['env']): string {
  const named = env['DIPTYCH_LEDGER'] || 'out/ledger.sqlite'
  return databaseAt(named) ?? resolve(root, named)
}

export async function onlyFactsheet(world: World): Promise<string> {
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

export async function warn(problems: readonly Problem[], world: World): Promise<void> {
  if (problems.length > 0) process.stderr.write(`\n${await reportProblems(problems, world, paperOf(process.stderr))}`)
}

/** Exit code of a process that a signal ended, as shells count it. */
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** Ctrl-C leaves no half-written folder; the browser goes with this process (see pdf/browser-process.ts). */
export function leaveNothing(world: World): void {
  for (const [signal, code] of Object.entries(SIGNAL_CODES))
    process.once(signal, () => {
      world.files.abandon()
      process.exit(code)
    })
}
