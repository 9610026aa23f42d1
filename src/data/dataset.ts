/** The noun of this stage: typed observations, each knowing the cell that it came from. */
import type { Big } from 'big.js'
import type { Place } from '../problem.ts'

/** SDMX CL_OBS_STATUS, v2.0 (2019). */
export type ObservationStatus =
  | 'A'
  | 'B'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'S'
  | 'U'
  | 'V'
  | 'W'

/** SDMX CL_CONF_STATUS; all but F keep a value from being published. */
export type ConfidentialityStatus = 'F' | 'N' | 'C' | 'D' | 'S'

/** SDMX codes that every coded dimension may hold without listing them: the total and the residual. */
export const TOTAL = '_T'
export const OTHER = '_O'

export interface Dimension {
  readonly name: string
  /** `region`: an ISO 3166-1 alpha-2 code; `year`: YYYY; `month`: YYYY-MM; `code`: one of a code list. */
  readonly kind: 'code' | 'region' | 'year' | 'month'
  /** Name of the code list (a resource of the package), for kind `code` with a foreign key. */
  readonly codelist?: string
  /** The codes in their published order, for kind `code`; without `_T` and `_O`. */
  readonly codes?: readonly string[]
}

export interface Observation {
  /** Code of each dimension, by dimension name. Years and months keep their spelling: `2020`, `2020-04`. */
  readonly key: Readonly<Record<string, string>>
  /** Exact value; null when missing or suppressed. A suppressed value is dropped here and goes no further. */
  readonly value: Big | null
  readonly suppressed: boolean
  readonly status: readonly ObservationStatus[]
  readonly notes: readonly string[]
  /** The cell of the value. */
  readonly place: Place
}

export interface Dataset {
  readonly name: string
  readonly file: string
  readonly dimensions: readonly Dimension[]
  /** Unit of the measure, e.g. `persons`; a key of the text files. */
  readonly unit: string
  readonly observations: readonly Observation[]
  /** Whether its file holds rows whose value is withheld, be it that of another area than the one looked at. */
  readonly withholds: boolean
}

export interface Code {
  readonly code: string
  /** The other columns of the code list, as text, by column name. */
  readonly attributes: Readonly<Record<string, string>>
  readonly place: Place
}

/** A table of codes that other tables refer to, in its published order. */
export interface Codelist {
  readonly name: string
  readonly codes: readonly Code[]
}

export interface Source {
  readonly title: string
  readonly path?: string
}

/** Everything that a folder of `data/` holds, checked. */
export interface DataPackage {
  readonly name: string
  readonly title?: string
  readonly version?: string
  readonly created?: string
  readonly licenses: readonly { readonly name?: string; readonly title?: string; readonly path?: string }[]
  readonly sources: readonly Source[]
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly codelists: ReadonlyMap<string, Codelist>
  /** Every file read, for the manifest. */
  readonly files: readonly string[]
}
