/** Problems and results as a person reads them in a terminal. */
import { styleText } from 'node:util'
import type { Built } from './built.ts'
import type { MadeOutput } from './outputs.ts'
import type { Place, Problem } from './problem.ts'
import type { World } from './world.ts'

/** Source lines longer than this are cut around the caret. */
const WIDEST_LINE = 110

/** The source line of a withheld number would show it to whoever reads the terminal or the log. */
const KEPT_FROM_SIGHT = new Set(['suppression-recoverable', 'suppression-recoverable-across'])
/** Every line of it holds somebody's address. */
const PERSONAL = /^data\/subscribers\.csv$/

const isKept = ({ code, place }: Problem) => KEPT_FROM_SIGHT.has(code) || PERSONAL.test(place?.file ?? '')

export interface Paper {
  /** Whether colours may be used; NO_COLOR and pipes say no. */
  readonly colour: boolean
}

type Format = Parameters<typeof styleText>[0]
const paint = (format: Format, text: string, { colour }: Paper): string =>
  colour ? styleText(format, text, { validateStream: false }) : text

const spot = ({ file, line, column }: Place): string =>
  [file, line, line === undefined ? undefined : (column ?? 1)].filter((part) => part !== undefined).join(':')

/** All problems as text: place, code, sentence, the source line with a caret, hint; errors before warnings, file by file. */
export async function reportProblems(problems: readonly Problem[], world: World, paper: Paper): Promise<string> {
  const order = [...problems].sort(byPlace)
  const lines = await sourceLines(order, world)
  const blocks = order.map((one) => reportProblem(one, lines, paper))
  return `${[...blocks, tally(problems)].join('\n\n')}\n`
}

/** Files are read at the same time, so that the order of telling is not always the same. */
function byPlace(a: Problem, b: Problem): number {
  const warning = (one: Problem) => Number(one.severity === 'warning')
  const [left, right] = [a.place, b.place]
  const file = (place: Place | undefined) => place?.file ?? ''
  if (warning(a) !== warning(b)) return warning(a) - warning(b)
  if (file(left) !== file(right)) return file(left) < file(right) ? -1 : 1
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0)
}

/** `3 problems, 1 warning`. */
export function tally(problems: readonly Problem[]): string {
  const errors = problems.filter((one) => one.severity === 'error').length
  const count = (number: number, word: string) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`])
  return [...count(errors, 'problem'), ...count(problems.length - errors, 'warning')].join(', ')
}

function reportProblem(one: Problem, lines: ReadonlyMap<string, readonly string[]>, paper: Paper): string {
  const mark = one.severity === 'error' ? paint('red', 'problem', paper) : paint('yellow', 'warning', paper)
  const head = `${one.place ? `${paint('bold', spot(one.place), paper)}  ` : ''}${mark} ${paint('dim', one.code, paper)}`
  const also = (one.also ?? []).map((place) => `  see also ${spot(place)}`)
  const hint = one.hint ? [`  ${paint('cyan', 'hint:', paper)} ${one.hint}`] : []
  return [head, `  ${one.message}`, ...(isKept(one) ? [] : frame(one.place, lines)), ...also, ...hint].join('\n')
}

/** The source line and a caret below the cell or word that is meant. */
function frame(place: Place | undefined, lines: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const source = place?.line === undefined ? undefined : lines.get(place.file)?.[place.line - 1]
  if (!place || source === undefined || source.trim() === '') return []
  const column = Math.min(place.column ?? 1, source.length + 1)
  const start = column > WIDEST_LINE - 20 ? column - 30 : 0
  const shown = source.slice(start, start + WIDEST_LINE).replaceAll('\t', ' ')
  const gutter = `  ${place.line} | `
  const width = Math.max(1, Math.min(place.length ?? 1, shown.length - (column - 1 - start)))
  return [
    `${gutter}${shown}`,
    `${' '.repeat(gutter.length - 2)}| ${' '.repeat(column - 1 - start)}${'^'.repeat(width)}`,
  ]
}

async function sourceLines(
  problems: readonly Problem[],
  world: World,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = new Set(problems.flatMap((one) => (one.place?.line === undefined ? [] : [one.place.file])))
  const read = [...files].map(async (file): Promise<[string, readonly string[]]> => {
    const bytes = await world.files.read(file).catch(() => new Uint8Array())
    return [file, new TextDecoder().decode(bytes).split(/\r\n|\n|\r/)]
  })
  return new Map(await Promise.all(read))
}

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`

/** What a build says at its end: the table of its files, or for many areas how many there are. */
export function reportBuilt(built: Built, paper: Paper): string {
  if (built.unchanged) return 'Nothing has changed since the last build: all files are as they were.'
  const nothingShown = built.nothingShown
    ? '\n\nNo printed figure and no word has changed: every page and PDF is as it was.'
    : ''
  return `${reportSets(built, paper)}${nothingShown}`
}

function reportSets({ sets }: Built, paper: Paper): string {
  const [only] = sets
  if (only?.area === null) return reportOutputs(only.folder, only.outputs, paper)
  const files = sets.flatMap((one) => one.outputs)
  const pdfs = files.filter((one) => one.kind === 'pdf')
  const bytes = files.reduce((sum, one) => sum + one.size, 0)
  return `${sets.length} areas, ${pdfs.length} PDFs, ${files.length} files, ${kilobytes(bytes)}`
}

/** The same for machines. */
export function builtJson({ sets, problems, failed, unchanged = false, why }: Built): object {
  const outputs = sets.flatMap(({ area, folder, outputs }) =>
    outputs.map((one) => ({ ...(area !== null && { area }), ...one, path: `${folder}/${one.path}` })),
  )
  return { ok: failed.length === 0, unchanged, outputs, failed, problems, ...(why && { why }) }
}

/** The table that ends a build: each file, language, pages, size, time. */
export function reportOutputs(folder: string, outputs: readonly MadeOutput[], paper: Paper): string {
  const rows = outputs.map((one) => [
    `${folder}/${one.path}`,
    one.document ?? '',
    one.pages === undefined ? '' : String(one.pages),
    kilobytes(one.size),
    one.kept ? 'as before' : one.milliseconds === undefined ? '' : `${Math.round(one.milliseconds)} ms`,
  ])
  const head = ['file', 'language', 'pages', 'size', 'time']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [paint('bold', line(head), paper), ...rows.map(line)].join('\n')
}
