/** Numbers of a published version that nobody may be shown any more. */

import { type Figures, publishedFigures } from '../../figures/figure.ts'
import type { FigureRecord } from '../../figures/record.ts'
import type { Change } from '../difference.ts'

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
