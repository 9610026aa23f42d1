/** Constraints of Table Schema v2 on one value. */
import type { Big } from 'big.js'
import { type Problem, problem } from '../problem.ts'
import { type Constraints, canonicalText, type Field, isList, type Value } from './field.ts'

type Bound = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'

const HOLDS: Readonly<Record<Bound, (order: number) => boolean>> = {
  minimum: (order) => order >= 0,
  maximum: (order) => order <= 0,
  exclusiveMinimum: (order) => order > 0,
  exclusiveMaximum: (order) => order < 0,
}
const BOUNDS = Object.keys(HOLDS) as readonly Bound[]

export type ConstraintCheck = (value: Value, text: string) => readonly Problem[]

/** Makes the check of a field's constraints; its problems are still without a place, `text` is the cell as it stands in the file. */
export function makeConstraintCheck({ name, constraints }: Field): ConstraintCheck {
  const bounds = BOUNDS.filter((bound) => constraints[bound] !== undefined)
  const { minLength, maxLength, pattern, enum: allowed } = constraints
  const ofText = [minLength, maxLength, pattern, allowed].some((constraint) => constraint !== undefined)
  return (value, text) => {
    const facts = { column: name, text }
    const faults = bounds.flatMap((bound) => boundFault(bound, value, facts, constraints) ?? [])
    return ofText ? [...faults, ...textFaults(value, facts, constraints)] : faults
  }
}

interface Facts {
  readonly column: string
  readonly text: string
}

function boundFault(bound: Bound, value: Value, facts: Facts, constraints: Constraints): Problem | null {
  const limit = constraints[bound]
  if (limit === undefined || HOLDS[bound](compare(value, limit))) return null
  return problem('constraint-bound', { ...facts, bound, limit: canonicalText(limit) })
}

/** Periods and dates have one width, so that their order as text is their order in time. */
function compare(value: Value, limit: Value): number {
  if (typeof value === 'string' && typeof limit === 'string') return value < limit ? -1 : value > limit ? 1 : 0
  return (value as Big).cmp(limit as Big)
}

function textFaults(value: Value, facts: Facts, constraints: Constraints): Problem[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, enum: allowed } = constraints
  const canonical = canonicalText(value)
  const length = isList(value) ? value.length : [...canonical].length
  const faults: Problem[] = []
  if (length < minLength || length > maxLength) {
    const limit = length < minLength ? minLength : maxLength
    faults.push(problem('constraint-length', { ...facts, length, limit, items: isList(value) }))
  }
  if (pattern && !pattern.test(canonical))
    faults.push(problem('constraint-pattern', { ...facts, pattern: pattern.source }))
  const outside = allowed && (isList(value) ? value : [canonical]).find((one) => !allowed.has(one))
  if (outside !== undefined)
    faults.push(problem('constraint-enum', { ...facts, value: outside, allowed: [...(allowed ?? [])] }))
  return faults
}
