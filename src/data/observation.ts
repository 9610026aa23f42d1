/** Rows of a dataset to observations: whether number, status and confidentiality agree, and what may go further. */
import type { Big } from 'big.js'
import { type Place, type ProblemCode, problem, suggest, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Codes } from './code.ts'
import type { Dimension, Observation, ObservationStatus } from './dataset.ts'
import { isList } from './field.ts'
import type { Role, TablePlan } from './plan.ts'
import {
  CONFIDENTIALITY_STATUSES,
  describesNumber,
  explainsMissing,
  isSuppressed,
  OBSERVATION_STATUSES,
} from './status.ts'
import { type CheckedRow, checkTable } from './table.ts'

/**
 * Checks the file of a dataset, which may have a million rows: `keep` receives each observation that is right, and
 * without it none is made, so that memory holds no more than the keys.
 */
export async function checkDataset(
  table: TablePlan,
  codes: Codes,
  world: World,
  tell: Tell,
  keep?: (observation: Observation) => void,
): Promise<void> {
  const read = observationReader(table, tell)
  await checkTable(table, codes, world, tell, (row) => {
    const facts = read(row)
    if (facts && row.sound) keep?.(observe(row, facts, table))
  })
}

export function dimensionsOf(table: TablePlan): readonly Dimension[] {
  return table.columns
    .filter((column) => column.role === 'dimension')
    .map(({ name, kind = 'code', reference, codes }) => ({
      name,
      kind,
      ...(reference !== undefined && { codelist: reference }),
      ...(codes && { codes }),
    }))
}

/** What one row says about its number; `status` holds only known codes. */
interface Facts {
  readonly value: Big | null
  readonly suppressed: boolean
  readonly status: readonly ObservationStatus[]
  readonly notes: readonly string[]
  readonly place: Place
}

/** Makes the function that reads a row's number with its statuses; null when they contradict each other. */
function observationReader(table: TablePlan, tell: Tell): (row: CheckedRow) => Facts | null {
  const indexOf = (role: Role) => table.columns.findIndex((column) => column.role === role)
  const [measure, statuses, confidentiality, notes] = [
    indexOf('measure'),
    indexOf('obs_status'),
    indexOf('conf_status'),
    indexOf('note'),
  ]
  return (row) => {
    const value = row.values[measure]
    const status = knownCodes(row, statuses, OBSERVATION_STATUSES, 'status-unknown', tell)
    const secrecy = knownCodes(row, confidentiality, CONFIDENTIALITY_STATUSES, 'confidentiality-unknown', tell)
    if (value === undefined || status === null || secrecy === null) return null
    const suppressed = isSuppressed(status, secrecy)
    const place = row.place(measure)
    if (contradicts(value !== null, status, suppressed, place, row.place(Math.max(statuses, 0)), tell)) return null
    return { value: suppressed ? null : (value as Big | null), suppressed, status, notes: itemsOf(row, notes), place }
  }
}

function itemsOf(row: CheckedRow, column: number): readonly string[] {
  const value = row.values[column]
  return value !== null && value !== undefined && isList(value) ? value : []
}

/** Null after telling a code that the list does not have; a column that is not there holds no codes. */
function knownCodes<T extends string>(
  row: CheckedRow,
  column: number,
  known: readonly T[],
  code: ProblemCode & ('status-unknown' | 'confidentiality-unknown'),
  tell: Tell,
): readonly T[] | null {
  const items = itemsOf(row, column)
  const unknown = items.filter((item) => !known.some((one) => one === item))
  for (const status of unknown) tell(problem(code, { status, hint: suggest(status, known) }, row.place(column)))
  return unknown.length === 0 ? (items as readonly T[]) : null
}

/** An empty cell needs a reason, and a reason for an empty cell must not stand beside a number. */
function contradicts(
  hasValue: boolean,
  status: readonly ObservationStatus[],
  suppressed: boolean,
  valuePlace: Place,
  statusPlace: Place,
  tell: Tell,
): boolean {
  const wrong = status.filter(hasValue ? explainsMissing : describesNumber)
  if (wrong.length > 0)
    tell(problem(hasValue ? 'status-denies-value' : 'status-needs-value', { status: wrong }, statusPlace))
  const unexplained = !hasValue && !suppressed && !status.some(explainsMissing)
  if (unexplained && wrong.length === 0) tell(problem('value-empty', {}, valuePlace))
  return wrong.length > 0 || unexplained
}

function observe(row: CheckedRow, facts: Facts, table: TablePlan): Observation {
  const key = table.columns.flatMap(({ name, role }, index) =>
    role === 'dimension' ? [[name, String(row.values[index])] as const] : [],
  )
  return { key: Object.fromEntries(key), ...facts }
}
