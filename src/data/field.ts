/** A column as its schema declares it, ready for the caster. */
import type { Big } from 'big.js'
import type { Problem } from '../problem.ts'

export const FIELD_TYPES = ['string', 'integer', 'number', 'year', 'yearmonth', 'date', 'boolean', 'list'] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** A cell's value once cast; periods and dates stay text, because they are compared and printed as spelled. */
export type Value = Big | string | boolean | readonly string[]

/** What the caster makes of a cell: a value, null when empty, or the problem, still without its place. */
export type Cast = { readonly value: Value | null } | { readonly fault: Problem }

/** Constraints of Table Schema v2, their bounds already cast by the field's own type. */
export interface Constraints {
  readonly required?: boolean
  readonly unique?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: Value
  readonly maximum?: Value
  readonly exclusiveMinimum?: Value
  readonly exclusiveMaximum?: Value
  readonly pattern?: RegExp
  /** Canonical texts of the allowed values. */
  readonly enum?: ReadonlySet<string>
}

export interface Field {
  readonly name: string
  readonly type: FieldType
  /** As declared; absent means `.`, and then a text such as `1.827` is ambiguous in a number column. */
  readonly decimalChar?: string
  /** As declared; absent means that no group character is allowed. */
  readonly groupChar?: string
  /** What separates the items of a list. */
  readonly itemDelimiter: string
  readonly constraints: Constraints
}

/** The one spelling of a value, for comparing it with others and for keeping it as text. */
export function canonicalText(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  return isList(value) ? value.join(';') : value.toFixed()
}

export function isList(value: Value): value is readonly string[] {
  return Array.isArray(value)
}
