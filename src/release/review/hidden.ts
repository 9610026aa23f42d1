/** Numbers of a published version that nobody may be shown any more. */

import { type Figures, publishedFigures } from '../../figures/figure.ts'
import type { FigureRecord } from '../../figures/record.ts'
import type { Change, ObservationChange } from '../difference.ts'
import type { ObservationRecord } from '../observed.ts'

/** Where the observations that are withheld now stood when the version was made. */
export function cellsWithheld(
  before: readonly ObservationRecord[],
  changes: readonly ObservationChange[],
): ReadonlySet<string> {
  const nameOf = ({ dataset, key }: Pick<ObservationRecord, 'dataset' | 'key'>) =>
    JSON.stringify([dataset, Object.entries(key).sort()])
  const withheld = new Set(changes.filter(({ kind }) => kind === 'withheld').map(nameOf))
  return new Set(before.filter((one) => withheld.has(nameOf(one))).map(({ cell }) => cell))
}

/** Ids of figures that a version told, and that are withheld now; those that are gone, when such an observation is in them. */
export function hiddenFigures(
  before: readonly FigureRecord[],
  figures: Figures,
  cells: ReadonlySet<string>,
): ReadonlySet<string> {
  const now = new Map(publishedFigures(figures).map((one) => [one.id, one]))
  const told = before.filter(({ value }) => value !== null)
  const hidden = told.filter(({ id, from }) => now.get(id)?.suppressed ?? from.some((cell) => cells.has(cell)))
  return new Set(hidden.map(({ id }) => id))
}

/** The same changes without those numbers. */
export function withoutHidden(changes: readonly Change[], hidden: ReadonlySet<string>): readonly Change[] {
  return changes.map((one) => (hidden.has(one.figure) ? { ...one, old: null, new: null, withheld: true } : one))
}
