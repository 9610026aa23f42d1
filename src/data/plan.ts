/** What the descriptor says of one table, checked and complete: what the reader of its rows works from. */
import type { Place } from '../problem.ts'
import type { Dimension } from './dataset.ts'
import type { Field } from './field.ts'

export type Role = 'dimension' | 'measure' | 'obs_status' | 'conf_status' | 'note' | 'attribute'

export interface Column extends Field {
  readonly role: Role
  /** Of a dimension; `code` without any codes when the descriptor forgot them, which was told. */
  readonly kind?: Dimension['kind']
  /** Name of the code list that the values come from. */
  readonly reference?: string
  /** The codes that the schema itself lists for a dimension. */
  readonly codes?: readonly string[]
  /** Of the measure. */
  readonly unit?: string
}

export interface TablePlan {
  readonly kind: 'dataset' | 'codelist'
  readonly name: string
  readonly file: string
  readonly encoding: string
  readonly delimiter: string
  readonly columns: readonly Column[]
  /** Names of the columns that no two rows may share. */
  readonly key: readonly string[]
  /** The columns must stand in the order of the schema. */
  readonly exactOrder: boolean
  /** Where datapackage.json names the file. */
  readonly place: Place
}
