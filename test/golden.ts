/** Expected files of a folder: compared one by one, written where there are none, and never overwritten unasked. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Ending of a file that was made and differs from what is expected; git leaves such files alone. */
const CHANGED = '-changed'
/** Characters shown on both sides of the first difference: pages have very long lines. */
const CONTEXT = 60
/** Differing lines shown a file. */
const SHOWN = 5

export interface GoldenOptions {
  /** Takes all that was made as right from now on. */
  readonly update: boolean
  /** Without a person who looks at a new file, a missing expectation is a failure. */
  readonly strict: boolean
}

/** How the environment asks for it: `UPDATE_GOLDEN=1` rewrites, `CI` does not let a new file pass. */
export function goldenOptions(env: NodeJS.ProcessEnv): GoldenOptions {
  return { update: env['UPDATE_GOLDEN'] === '1', strict: env['CI'] !== undefined && env['CI'] !== '' }
}

/** Compares texts by path with the files of a folder; gives one difference a file, none when all are the same. */
export function compareGolden(
  folder: string,
  made: ReadonlyMap<string, string>,
  options: GoldenOptions,
): readonly string[] {
  for (const path of filesOf(folder).filter((one) => one.endsWith(CHANGED))) rmSync(join(folder, path))
  const gone = filesOf(folder).filter((path) => !made.has(path))
  if (options.update) for (const path of gone) rmSync(join(folder, path))
  return [
    ...(options.update ? [] : gone.map((path) => `${path} is expected, but was not made`)),
    ...[...made].flatMap(([path, text]) => compareFile(folder, path, text, options)),
  ]
}

function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return entries.map((one) => relative(folder, join(one.parentPath, one.name)).replaceAll('\\', '/')).sort()
}

function compareFile(folder: string, path: string, text: string, { update, strict }: GoldenOptions): readonly string[] {
  const file = join(folder, path)
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : null
  if (expected === text) return []
  if (expected === null && strict && !update) return [`${path} was made, but nothing says what it should be`]
  write(update || expected === null ? file : file + CHANGED, text)
  return update || expected === null ? [] : [`${path} differs; see ${path}${CHANGED}\n${difference(expected, text)}`]
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** The first lines that differ, cut around their first difference. */
export function difference(expected: string, made: string): string {
  const [before, after] = [expected.split('\n'), made.split('\n')]
  const lines = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index)
  const differing = lines.filter((index) => before[index] !== after[index])
  const shown = differing.slice(0, SHOWN).map((index) => lineDifference(index, before[index] ?? '', after[index] ?? ''))
  const more = differing.length - SHOWN
  return [...shown, ...(more > 0 ? [`  and ${more} more lines`] : [])].join('\n')
}

function lineDifference(index: number, expected: string, made: string): string {
  const first = [...expected].findIndex((character, at) => character !== [...made][at])
  const at = Math.max(0, (first < 0 ? expected.length : first) - CONTEXT)
  const cut = (text: string) => `${at > 0 ? '[…]' : ''}${text.slice(at, at + 2 * CONTEXT)}`
  return `  ${index + 1} - ${cut(expected)}\n  ${index + 1} + ${cut(made)}`
}
