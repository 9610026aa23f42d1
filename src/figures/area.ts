/** What one area sees of the data: itself and the whole, and nothing of another area. */
import { type DataPackage, type Dataset, type Observation, TOTAL } from '../data/dataset.ts'
import { kindOf, type ValueSpec } from './cell.ts'
import type { TableSpec } from './definition.ts'
import type { Position } from './figure.ts'

export const hasDimension = ({ dimensions }: Dataset, name: string): boolean =>
  dimensions.some((one) => one.name === name)

/**
 * The package as each area may see it: of a dataset with the dimension only the observations of the area and those of the
 * total `_T`, in the order of the file; datasets without it are shared by all areas. The data are sorted by area once, so
 * that five hundred areas do not read them five hundred times.
 */
export function byArea(data: DataPackage, dimension: string): (code: string) => DataPackage {
  const divided = [...data.datasets].map(([name, dataset]) => [name, divide(dataset, dimension)] as const)
  return (code) => ({ ...data, datasets: new Map(divided.map(([name, inArea]) => [name, inArea(code)])) })
}

function divide(dataset: Dataset, dimension: string): (code: string) => Dataset {
  if (!hasDimension(dataset, dimension)) return () => dataset
  const groups = Map.groupBy(dataset.observations, (one) => one.key[dimension])
  const group = (code: string) => groups.get(code) ?? []
  return (code) => ({ ...dataset, observations: [...group(code), ...group(TOTAL)].sort(byLine) })
}

const byLine = (a: Observation, b: Observation) => (a.place.line ?? 0) - (b.place.line ?? 0)

/** The table as declared for any area, read in this one: where it does not name the dimension, the area is meant. */
export function tableIn(area: Position | null, spec: TableSpec, dataset: Dataset): TableSpec {
  if (!area || !hasDimension(dataset, area.dimension)) return spec
  return { ...spec, where: { [area.dimension]: area.code, ...spec.where } }
}

/**
 * The observations that a table of an area reads: of the area, of the whole, or of both. What only the whole has is no row
 * of a table that shows the area alone.
 */
export function readIn(area: Position | null, spec: TableSpec, dataset: Dataset): Dataset {
  if (!area || !hasDimension(dataset, area.dimension)) return dataset
  const { dimension } = area
  const read = codesRead(spec, dimension)
  return { ...dataset, observations: dataset.observations.filter(({ key }) => read.has(key[dimension])) }
}

/** Codes of a dimension that the columns of a table read; undefined for a column that names none. */
export function codesRead(spec: TableSpec, dimension: string): ReadonlySet<string | undefined> {
  const values = Object.values(spec.columns).filter((column) => kindOf(column) === 'value') as ValueSpec[]
  return new Set(values.map(({ where }) => ({ ...spec.where, ...where })[dimension]))
}
