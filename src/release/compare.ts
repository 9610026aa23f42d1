/** The published figures of two states of an edition, compared as they were computed, never as they were worded. */
import { type Figure, type Figures, publishedFigures } from '../figures/figure.ts'
import { type FigureRecord, spotOf } from '../figures/record.ts'
import type { Change, ObservationChange } from './difference.ts'

/**
 * Every published figure that is not what it was, in published order, then those that are gone. `withheld` are the cells in
 * which observations stood that are withheld now: a figure that is gone with one of them must not be told.
 */
export function compareFigures(
  before: readonly FigureRecord[],
  figures: Figures,
  observations: readonly ObservationChange[],
  withheld: ReadonlySet<string> = new Set(),
): readonly Change[] {
  const now = publishedFigures(figures)
  const old = new Map(before.map((one) => [one.id, one]))
  const ids = new Set(now.map((one) => one.id))
  const inputs = inputsOf(figures, new Set(observations.map(({ cell }) => cell)))
  const kept = now.flatMap((one) => figureChange(old.get(one.id), one, inputs) ?? [])
  return [...kept, ...before.filter((one) => !ids.has(one.id)).map((one) => goneChange(one, withheld))]
}

const isWithheld = (one: FigureRecord | undefined) => one?.status.includes('Q') ?? false

function figureChange(old: FigureRecord | undefined, now: Figure, inputs: ReadonlySet<string>): Change | null {
  const value = now.value?.toFixed() ?? null
  const withheld = now.suppressed && !isWithheld(old) && old !== undefined
  if (old && old.value === value && !withheld && isWithheld(old) === now.suppressed) return null
  if (!old && value === null) return null
  return {
    figure: now.id,
    old: now.suppressed ? null : (old?.value ?? null),
    new: value,
    unit: now.unit,
    decimals: now.decimals,
    signed: now.signed,
    withheld,
    input: inputs.has(now.id),
    printed: withheld || (old?.rounded ?? null) !== (now.rounded?.toFixed(now.decimals) ?? null),
  }
}

/** Figures that print the number of one of these cells as it stands there. */
function inputsOf({ tables }: Figures, cells: ReadonlySet<string>): ReadonlySet<string> {
  const inputs = [...tables.values()].flatMap(({ columns, rows }) => {
    const observed = columns.filter(({ kind }) => kind === 'value')
    const body = rows.filter(({ role }) => role !== 'total')
    return body.flatMap((row) => observed.flatMap(({ id }) => row.figures[id] ?? []))
  })
  return new Set(inputs.filter(({ from }) => from.some((cell) => cells.has(spotOf(cell)))).map(({ id }) => id))
}

function goneChange({ id, value, unit, decimals, from }: FigureRecord, cells: ReadonlySet<string>): Change {
  const withheld = value !== null && from.some((cell) => cells.has(cell))
  const old = withheld ? null : value
  return { figure: id, old, new: null, unit, decimals, signed: false, withheld, input: false, printed: true }
}
