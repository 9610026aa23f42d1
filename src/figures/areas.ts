/** The areas that a factsheet declares, held against its data: one set of documents is made for each. */
import { type Dataset, OTHER, TOTAL } from '../data/dataset.ts'
import { type ProblemCode, problem, suggest } from '../problem.ts'
import { codesRead, hasDimension } from './area.ts'
import type { AreasSpec, TableSpec } from './definition.ts'
import type { Position } from './figure.ts'
import { codesInData, isPeriod, type Measuring } from './select.ts'

type Declaring = Pick<Measuring, 'spec' | 'data' | 'place' | 'tell'>
type Refuse = <C extends ProblemCode>(...told: Parameters<typeof problem<C>>) => void

/**
 * The areas in their published order, none for a factsheet without `areas:`; null after telling what does not fit: a
 * dimension or code that is not there, an area without data, and whatever would show one area in another's document.
 */
export function areasOf(on: Declaring): readonly Position[] | null {
  const { areas } = on.spec
  if (!areas) return []
  let fine = true
  const refuse: Refuse = (...told) => {
    on.tell(problem(...told))
    fine = false
  }
  const known = everyArea(areas.dimension, on)
  const [first] = known
  if (!first) refuseDimension(areas, on, refuse)
  else {
    const codes = known.map((one) => one.code)
    refuseCodes(areas, codes, on, refuse)
    refuseEmpty(areas, areas.codes === 'all' ? codes : areas.codes.filter((one) => codes.includes(one)), on, refuse)
    for (const [id, table] of Object.entries(on.spec.tables)) refuseOthers(id, table, areas.dimension, on, refuse)
    refuseFigures(on, refuse)
  }
  if (!first || !fine) return null
  return areas.codes === 'all' ? known : [...new Set(areas.codes)].map((code) => ({ ...first, code }))
}

/** Every code of the dimension in any dataset, in the order of the code list, without the total and the rest. */
function everyArea(name: string, { data }: Declaring): readonly Position[] {
  const found = [...data.datasets.values()].flatMap((dataset) => {
    const dimension = dataset.dimensions.find((one) => one.name === name && !isPeriod(one))
    return dimension ? [{ dimension, codes: dimension.codes ?? codesInData(dimension, dataset) }] : []
  })
  const [first] = found
  if (!first) return []
  const codelist = found.find(({ dimension }) => dimension.codelist !== undefined)?.dimension.codelist
  const codes = new Set(found.flatMap((one) => one.codes).filter((code) => code !== TOTAL && code !== OTHER))
  return [...codes].map((code) => ({
    dimension: name,
    dimensionKind: first.dimension.kind,
    ...(codelist !== undefined && { codelist }),
    code,
  }))
}

function refuseDimension({ dimension }: AreasSpec, { data, place }: Declaring, refuse: Refuse): void {
  const known = [...data.datasets.values()].flatMap((one) => one.dimensions.filter((each) => !isPeriod(each)))
  const hint = suggest(dimension, new Set(known.map((one) => one.name)))
  refuse('areas-dimension-unknown', { dimension, hint }, place(['areas', 'dimension']))
}

function refuseCodes({ codes, dimension }: AreasSpec, known: readonly string[], on: Declaring, refuse: Refuse): void {
  for (const [index, area] of codes === 'all' ? [] : codes.entries())
    if (!known.includes(area))
      refuse('unknown-area', { area, dimension, hint: suggest(area, known) }, on.place(['areas', 'codes', index]))
}

/** An area must have observations in every dataset that is read for it; and there must be one, or all documents would be the same. */
function refuseEmpty({ dimension }: AreasSpec, codes: readonly string[], on: Declaring, refuse: Refuse): void {
  const tables = Object.values(on.spec.tables).map((table) => ({ table, dataset: on.data.datasets.get(table.from) }))
  const divided = (dataset: Dataset | undefined) => !dataset || hasDimension(dataset, dimension)
  if (!tables.some(({ dataset }) => divided(dataset)))
    refuse('areas-not-read', { dimension }, on.place(['areas', 'dimension']))
  const read = tables.filter(({ table }) => codesRead(table, dimension).has(undefined)).map(({ dataset }) => dataset)
  for (const dataset of new Set(read)) {
    const found = dataset?.dimensions.find((one) => one.name === dimension)
    if (!dataset || !found) continue
    const present = new Set(codesInData(found, dataset))
    const areas = codes.filter((code) => !present.has(code))
    if (areas.length > 0)
      refuse('area-without-data', { areas, dimension, file: dataset.file }, on.place(['areas', 'codes']))
  }
}

/** A table may show the area or the whole; by rows of areas, or by the code of one, it would show another area. */
function refuseOthers(table: string, spec: TableSpec, dimension: string, on: Declaring, refuse: Refuse): void {
  if (dimension in spec.rows)
    refuse('areas-as-rows', { table, dimension }, on.place(['tables', table, 'rows', dimension]))
  const wheres = [
    { path: ['where'], where: spec.where },
    ...Object.entries(spec.columns).map(([name, column]) => ({
      path: ['columns', name, 'where'],
      where: 'where' in column ? column.where : undefined,
    })),
  ]
  for (const { path, where } of wheres) {
    const area = where?.[dimension]
    if (area !== undefined && area !== TOTAL)
      refuse('area-named', { table, area, dimension }, on.place(['tables', table, ...path, dimension]))
  }
}

/** `{area}` in a text could then mean two things. */
function refuseFigures({ spec, place }: Declaring, refuse: Refuse): void {
  if ('area' in spec.figures) refuse('figure-named-area', {}, place(['figures', 'area']))
}
