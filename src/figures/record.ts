/** A published figure as `figures.json` has it: plain data that any program reads, now and in twenty years. */
import type { ObservationStatus } from '../data/dataset.ts'
import type { Place } from '../problem.ts'
import type { Figure } from './figure.ts'

/** Numbers are decimal strings, so that no reader loses a digit. */
export interface FigureRecord {
  readonly id: string
  /** Exact, before rounding; null when missing or withheld. */
  readonly value: string | null
  readonly rounded: string | null
  readonly unit: string
  readonly decimals: number
  readonly status: readonly ObservationStatus[]
  readonly notes: readonly string[]
  readonly formula: string
  /** `file:line:column` of each cell. */
  readonly from: readonly string[]
}

/** `file:line:column`. */
export const spotOf = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

export function recordOf(figure: Figure): FigureRecord {
  return {
    id: figure.id,
    value: figure.value?.toFixed() ?? null,
    rounded: figure.rounded?.toFixed(figure.decimals) ?? null,
    unit: figure.unit,
    decimals: figure.decimals,
    status: figure.suppressed ? ['Q'] : figure.status,
    notes: figure.notes,
    formula: figure.formula,
    from: figure.from.map(spotOf),
  }
}
