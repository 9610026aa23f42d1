/** Whether a cell's code is one of those that its column may hold. */
import { type Problem, problem, suggest } from '../problem.ts'
import { OTHER, TOTAL } from './dataset.ts'
import { canonicalText, isList, type Value } from './field.ts'
import type { Column } from './plan.ts'
import { currentRegion } from './region.ts'

/** The codes of each code list, by its name. */
export type Codes = ReadonlyMap<string, ReadonlySet<string>>

const NO_FAULTS: readonly Problem[] = []

/** Makes the check of a column; it gives null when the value is no code, and its constraints are still to be checked. */
export function makeCodeCheck(column: Column, codes: Codes): (value: Value) => readonly Problem[] | null {
  const isTotal = (code: string) => column.role === 'dimension' && (code === TOTAL || code === OTHER)
  const coded = column.role !== 'dimension' || column.kind === 'code' || column.kind === 'region'
  const fault = column.kind === 'region' ? regionFault() : listFault(column, codes)
  return (value) => {
    if (!coded) return null
    const items = isList(value) ? value : [canonicalText(value)]
    if (items.every(isTotal)) return NO_FAULTS
    const faults = items.flatMap((code) => fault(code, column.name) ?? [])
    return faults.length > 0 ? faults : null
  }
}

type CodeFault = (code: string, column: string) => Problem | null

function listFault({ reference, codes: own }: Column, lists: Codes): CodeFault {
  const listed = reference === undefined ? undefined : lists.get(reference)
  const declared = own && new Set(own)
  return (code, column) => {
    const facts = { column, code }
    if (listed && !listed.has(code))
      return problem('code-not-in-list', { ...facts, list: reference ?? '', hint: suggest(code, listed) })
    return declared && !declared.has(code) ? problem('code-unknown', { ...facts, hint: suggest(code, declared) }) : null
  }
}

/** Asks the runtime once for each country: to ask for each of a million rows would take minutes. */
function regionFault(): CodeFault {
  const current = new Set<string>()
  return (code, column) => {
    if (current.has(code)) return null
    const fault = regionProblem(code, column)
    if (fault === null) current.add(code)
    return fault
  }
}

function regionProblem(code: string, column: string): Problem | null {
  const current = currentRegion(code)
  if (current === code) return null
  if (current !== null) return problem('region-not-current', { column, code, current })
  const upper = code.toUpperCase()
  return problem('region-unknown', { column, code, upper: currentRegion(upper) === upper ? upper : null })
}
