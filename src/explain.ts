/** Where a printed number comes from: its value, formula, cells, and everywhere that it is printed. */
import type { Draft } from './draft.ts'
import { type Figure, publishedFigures } from './figures/figure.ts'
import { refer } from './figures/refer.ts'
import { formatFigure } from './format/number.ts'
import { problem, Refusal, suggest } from './problem.ts'
import type { World } from './world.ts'

export interface Explanation {
  readonly id: string
  readonly value: string | null
  readonly unit: string
  readonly printed: Readonly<Record<string, string>>
  readonly formula: string
  readonly status: readonly string[]
  readonly notes: readonly string[]
  /** Cells with the row that they stand in. */
  readonly cells: readonly { readonly place: string; readonly row: string }[]
  /** Spots of each document in reading order. */
  readonly spots: Readonly<Record<string, readonly string[]>>
}

/** Explains a figure by its name or reference; throws a Refusal with the nearest name when there is none. */
export async function explain(ref: string, draft: Draft, world: World): Promise<Explanation> {
  const figure = findFigure(ref, draft)
  const same = [figure.id, ...aliases(figure, draft)]
  return {
    id: figure.id,
    value: figure.suppressed ? null : (figure.value?.toFixed() ?? null),
    unit: figure.unit,
    printed: Object.fromEntries(
      [...draft.material.texts].map(([code, texts]) => [code, formatFigure(figure, texts.language)]),
    ),
    formula: figure.formula,
    status: figure.suppressed ? ['Q'] : figure.status,
    notes: figure.notes,
    cells: figure.suppressed ? [] : await cellsOf(figure, world),
    spots: Object.fromEntries(
      draft.pages.map((page) => [page.document, same.flatMap((id) => page.printing.spots.get(id) ?? [])]),
    ),
  }
}

function findFigure(ref: string, { figures }: Draft): Figure {
  const found = refer(ref, figures.tables, figures.named, figures.edition)
  if ('figure' in found) return found.figure
  const near = suggest(found.unknown, found.among)
  throw new Refusal([problem('unknown-reference', { ref, part: found.unknown, hint: near })])
}

/** Names under which the same cell is printed elsewhere. */
function aliases(figure: Figure, { figures }: Draft): readonly string[] {
  return publishedFigures(figures)
    .filter((other) => other.formula.startsWith(`${figure.id}: `) || figure.formula.startsWith(`${other.id}: `))
    .map((other) => other.id)
}

async function cellsOf(figure: Figure, world: World): Promise<Explanation['cells']> {
  const texts = new Map<string, readonly string[]>()
  const cells: { place: string; row: string }[] = []
  for (const { file, line, column } of figure.from) {
    if (!texts.has(file)) texts.set(file, new TextDecoder().decode(await world.files.read(file)).split(/\r\n|\n|\r/))
    cells.push({ place: `${file}:${line}:${column}`, row: texts.get(file)?.[(line ?? 1) - 1] ?? '' })
  }
  return cells
}

/** The explanation as a person reads it. */
export function reportExplanation(one: Explanation): string {
  const printed = Object.entries(one.printed).map(([code, text]) => `${text} (${code})`)
  const spots = Object.entries(one.spots).map(([document, where]) => `  ${document}: ${where.join(', ') || 'nowhere'}`)
  return [
    `${one.id} = ${one.value ?? 'no value'} ${one.unit}`,
    `printed as ${printed.join(', ')}`,
    `made as    ${one.formula}`,
    ...(one.status.length > 0 ? [`status     ${one.status.join(', ')}`] : []),
    ...(one.notes.length > 0 ? [`notes      ${one.notes.join(', ')}`] : []),
    `from ${one.cells.length} ${one.cells.length === 1 ? 'cell' : 'cells'}:`,
    ...one.cells.map((cell) => `  ${cell.place}  ${cell.row}`),
    'where it is printed:',
    ...spots,
  ].join('\n')
}
