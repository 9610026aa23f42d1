/** One edition of a factsheet: read once, and measured as a whole or once for each of its areas. */
import { areasIn, checkAreaNames } from './areas.ts'
import type { DataPackage } from './data/dataset.ts'
import type { Factsheet } from './factsheet.ts'
import { byArea } from './figures/area.ts'
import { areasOf } from './figures/areas.ts'
import { type AreaIndex, indexAreas, refuseAcrossAreas } from './figures/disclosure.ts'
import type { Figures, Position } from './figures/figure.ts'
import { measure } from './figures/measure.ts'
import { lintTexts } from './format/lint.ts'
import type { Texts } from './format/texts.ts'
import type { Imprint } from './html/imprint.ts'
import { type Material, readMaterial } from './material.ts'
import { problem, type Tell } from './problem.ts'
import { candidateOf, type Publication } from './release/candidate.ts'
import type { Change } from './release/difference.ts'
import type { ObservationRecord } from './release/observed.ts'
import { type Past, readPast } from './release/past.ts'
import type { WordedNotice } from './release/version.ts'
import type { World } from './world.ts'

export interface Request {
  readonly factsheet: string
  /** The definition's own edition when absent. */
  readonly edition?: string | undefined
  /** All languages, and the facing document, when absent. */
  readonly languages?: readonly string[] | undefined
  /** Codes of areas; all that the factsheet declares, when absent. */
  readonly areas?: readonly string[] | undefined
  /** As what it is published; a draft when absent. */
  readonly publication?: Publication | undefined
  /** Number of the version that a draft is compared with; the newest when absent. */
  readonly against?: number | undefined
}

/** All that is read for an edition, whichever area is then measured. */
export interface Edition {
  readonly material: Material
  /** `2020`, or `2020-04`. */
  readonly edition: string
  /** In published order; none when the factsheet has no areas. */
  readonly areas: readonly Position[]
  /** The data as an area may see them; all of them for null. */
  readonly seenIn: (area: Position | null) => DataPackage
  readonly index: AreaIndex
  /** Its versions so far. */
  readonly past: Past
  readonly publication: Publication | null
}

/** Definition, data, figures and words of an edition; everything that `check` looks at before any drawing. */
export interface Measured {
  /** Its data are those that the area of the figures may see. */
  readonly material: Material
  readonly figures: Figures
  readonly texts: ReadonlyMap<string, Texts>
  readonly imprint: Imprint
  /** What is not as in the newest published version. */
  readonly changes: readonly Change[]
  /** What the figures are made from; empty before the first version. */
  readonly observed: readonly ObservationRecord[]
  readonly notices: readonly WordedNotice[]
}

/** Reads all that an edition is made of; tells every problem of every file, and gives null when it cannot be measured. */
export async function openEdition(request: Request, world: World, tell: Tell): Promise<Edition | null> {
  const started = world.elapsed()
  let faulty = false
  const material = await readMaterial(request.factsheet, world, (one) => {
    faulty ||= one.severity === 'error'
    tell(one)
  })
  if (!material) return null
  const { factsheet, data, texts } = material
  lintTexts(texts, material.reviewed, tell, { areas: factsheet.spec.areas !== undefined })
  const observations = [...data.datasets.values()].reduce((sum, one) => sum + one.observations.length, 0)
  world.log.stage('data', `${data.files.length} files, ${observations} observations`, world.elapsed() - started)
  const edition = request.edition ?? factsheet.spec.edition
  if (!/^\d{4}(-(0[1-9]|1[0-2]))?$/.test(edition)) {
    tell(problem('bad-edition', { edition }))
    return null
  }
  const { publication } = request
  const upTo = publication ? publication.number - 1 : request.against
  const of = { factsheet: factsheet.id, edition, upTo }
  const past = await readPast(of, [...texts.keys()], world, (one) => {
    faulty ||= one.severity === 'error'
    tell(one)
  })
  // A cell that could not be read would come back as a missing row, and hide what is really wrong.
  const divided = faulty ? null : divideEdition(material, edition, tell)
  return divided && { ...divided, past, publication: publication ?? null }
}

/** The edition with its areas; null after telling what is wrong with them. */
function divideEdition(material: Material, edition: string, tell: Tell): Omit<Edition, 'past' | 'publication'> | null {
  const { data, factsheet } = material
  const { spec } = factsheet
  const areas = areasOf({ spec, data, place: placeIn(factsheet), tell })
  if (!areas || !checkAreaNames(areas, material, tell)) return null
  const inArea = spec.areas && byArea(data, spec.areas.dimension)
  const seenIn = (area: Position | null) => (area && inArea ? inArea(area.code) : data)
  return { material, edition, areas, seenIn, index: indexAreas(data, areas) }
}

const placeIn = (factsheet: Factsheet) => (path: readonly (string | number)[]) => factsheet.document.place(path)

/** Measures an edition, or one of its areas; the material that comes with the figures holds nothing of other areas. */
export function measureIn(opened: Edition, area: Position | null, world: World, tell: Tell): Measured {
  const begun = world.elapsed()
  const { edition } = opened
  const { factsheet } = opened.material
  const material = { ...opened.material, data: opened.seenIn(area) }
  const place = placeIn(factsheet)
  const figures = measure({ spec: factsheet.spec, data: material.data, edition, area, place, tell })
  refuseAcrossAreas(figures, opened.index, tell)
  const count = [...figures.tables.values()].reduce((sum, table) => sum + table.rows.length * table.columns.length, 0)
  world.log.stage(
    'figures',
    `${area ? `${area.code}: ` : ''}${figures.tables.size} tables, ${count + figures.named.size} figures, ${factsheet.spec.checks.length} checks`,
    world.elapsed() - begun,
  )
  const { texts } = material
  const state = { figures, data: material.data, texts }
  return { material, texts, ...candidateOf(state, opened.past, opened.publication) }
}

/**
 * Reads and measures an edition in one go: of a factsheet with areas, the first of those asked for. Tells every problem,
 * and gives null when a stage cannot go on.
 */
export async function measureEdition(request: Request, world: World, tell: Tell): Promise<Measured | null> {
  const opened = await openEdition(request, world, tell)
  if (!opened) return null
  const [area = null] = areasIn(opened, request, tell)
  return area === null && opened.areas.length > 0 ? null : measureIn(opened, area, world, tell)
}
