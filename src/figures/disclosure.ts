/** A figure that is suppressed in one area must not follow from the documents of all the others. */
import { type DataPackage, type Observation, TOTAL } from '../data/dataset.ts'
import { problem, type Tell } from '../problem.ts'
import { hasDimension } from './area.ts'
import { type Figures, type Position, publishedFigures } from './figure.ts'
import { spotOf } from './record.ts'

/** The observations that are the same but for the area, the whole among them, by the cell of each. */
export type AreaIndex = ReadonlyMap<string, readonly Observation[]>

/**
 * Groups of observations that add up over the areas: those which hold a suppressed one, and no area that has no documents.
 * Empty without areas.
 */
export function indexAreas(data: DataPackage, areas: readonly Position[]): AreaIndex {
  const [first] = areas
  if (!first) return new Map()
  const codes = new Set([TOTAL, ...areas.map((one) => one.code)])
  const groups = [...data.datasets.values()]
    .filter((dataset) => hasDimension(dataset, first.dimension))
    .flatMap(({ dimensions, observations }) => {
      const others = dimensions.map((one) => one.name).filter((name) => name !== first.dimension)
      const key = (one: Observation) => others.map((name) => one.key[name]).join('\u0000')
      const hiding = new Set(observations.filter((one) => one.suppressed).map(key))
      return [
        ...Map.groupBy(
          observations.filter((one) => hiding.has(key(one))),
          key,
        ).values(),
      ]
    })
    .filter((group) => group.every((one) => codes.has(one.key[first.dimension] ?? '')))
  return new Map(groups.flatMap((group) => group.map((one) => [spotOf(one.place), group] as const)))
}

/**
 * Tells each figure that is suppressed in this area while its document prints the whole, and every other area, whose
 * documents show the same tables, has its number: the whole without the others is what was to be kept.
 */
export function refuseAcrossAreas(figures: Figures, index: AreaIndex, tell: Tell): void {
  const { area } = figures
  if (!area || index.size === 0) return
  const published = publishedFigures(figures)
  // A sum of several cells does not print any of them.
  const single = published.filter((one) => one.value !== null && one.from.length === 1)
  const printed = new Set(single.flatMap((one) => one.from.map(spotOf)))
  const cells = new Map(published.flatMap((one) => one.from).map((place) => [spotOf(place), place]))
  for (const [cell, place] of cells) {
    const group = index.get(cell) ?? []
    const [hidden, ...others] = group.filter((one) => one.value === null)
    const whole = group.find((one) => one.key[area.dimension] === TOTAL)
    if (!hidden?.suppressed || others.length > 0 || spotOf(hidden.place) !== cell) continue
    if (!whole || !printed.has(spotOf(whole.place))) continue
    const facts = { dimension: area.dimension, area: area.code }
    tell(problem('suppression-recoverable-across', facts, place, [whole.place]))
  }
}
