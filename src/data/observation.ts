/** Rows of a dataset to observations: whether number, status and confidentiality agree, and what may go further. */
import type { Big } from 'big.js'
import { type ProblemCode, problem, suggest, type Tell } from '../problem.ts'
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
  const measure = table.columns.findIndex((column) => column.role === 'measure')
  await checkTable(table, codes, world, tell, (row) => {
    const facts = read(row)
    if (facts && row.sound) keep?.({ key: keyOf(row, table), ...facts, place: row.place(measure) })
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
type Facts = Pick<Observation, 'value' | 'suppressed' | 'status' | 'notes'>

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
    if (contradicts(row, measure, statuses, status, suppressed, tell)) return null
    return { value: suppressed ? null : (value as Big | null), suppressed, status, notes: itemsOf(row, notes) }
  }
}

const NONE: readonly string[] = []

function itemsOf(row: CheckedRow, column: number): readonly string[] {
  const value = row.values[column]
  return value !== null && value !== undefined && isList(value) ? value : NONE
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
  row: CheckedRow,
  measure: number,
  statuses: number,
  status: readonly ObservationStatus[],
  suppressed: boolean,
  tell: Tell,
): boolean {
  const hasValue = row.values[measure] !== null
  const wrong = status.filter(hasValue ? explainsMissing : describesNumber)
  if (wrong.length > 0)
    tell(problem(hasValue ? 'status-denies-value' : 'status-needs-value', { status: wrong }, row.place(statuses)))
  const unexplained = !hasValue && !suppressed && !status.some(explainsMissing)
  if (unexplained && wrong.length === 0) tell(problem('value-empty', {}, row.place(measure)))
  return wrong.length > 0 || unexplained
}

function keyOf(row: CheckedRow, table: TablePlan): Observation['key'] {
  const key: Record<string, string> = {}
  for (const [index, { name, role }] of table.columns.entries())
    if (role === 'dimension') key[name] = String(row.values[index])
  return key
}
