/** Observations in a form that is quick to keep and to read: a list for each of their parts, whatever the number of rows. */
import { Big } from 'big.js'
import type { Form } from '../keep.ts'
import type { Observation } from './dataset.ts'

interface Packed {
  readonly file: string
  /** Of each dimension, its codes row by row. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  /** Exact decimals. */
  readonly values: readonly (string | null)[]
  /** Line, column and width of the cell of each value. */
  readonly places: Uint32Array
  /** What few rows have, by the number of the row. */
  readonly marked: ReadonlyMap<number, Pick<Observation, 'suppressed' | 'status' | 'notes'>>
}

/** How the observations of a file are kept from build to build. */
export const formOf = (file: string): Form<readonly Observation[]> => ({
  pack: (observations) => pack(observations, file),
  unpack: (packed) => unpack(packed as Packed),
})

/** Numbers of a place: line, column, width. */
const PLACE = 3

/** Packs the observations of one file, which all have the same dimensions. */
function pack(observations: readonly Observation[], file: string): Packed {
  const dimensions = Object.keys(observations[0]?.key ?? {})
  return {
    file,
    keys: Object.fromEntries(dimensions.map((name) => [name, observations.map(({ key }) => key[name] ?? '')])),
    values: observations.map(({ value }) => value?.toFixed() ?? null),
    places: Uint32Array.from(
      observations.flatMap(({ place }) => [place.line ?? 0, place.column ?? 0, place.length ?? 0]),
    ),
    marked: new Map(
      observations.flatMap(({ suppressed, status, notes }, row) =>
        suppressed || status.length > 0 || notes.length > 0 ? [[row, { suppressed, status, notes }] as const] : [],
      ),
    ),
  }
}

const UNMARKED = { suppressed: false, status: [], notes: [] }

/** The observations as they were. */
function unpack({ file, keys, values, places, marked }: Packed): readonly Observation[] {
  const dimensions = Object.entries(keys)
  return values.map((value, row) => ({
    key: Object.fromEntries(dimensions.map(([name, codes]) => [name, codes[row] ?? ''])),
    value: value === null ? null : new Big(value),
    ...(marked.get(row) ?? UNMARKED),
    place: placeAt(file, places, row * PLACE),
  }))
}

function placeAt(file: string, places: Uint32Array, at: number): Observation['place'] {
  const [line, column, length] = [places[at] ?? 0, places[at + 1] ?? 0, places[at + 2] ?? 0]
  return { file, line, column, length }
}
