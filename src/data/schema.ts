/** The fields of a table schema, checked: types, characters and constraints that mean something together. */
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { cast } from './cast.ts'
import type { FieldSpec } from './descriptor.ts'
import { type Constraints, canonicalText, FIELD_TYPES, type Field, type FieldType, type Value } from './field.ts'

type Keys = readonly string[]
/** Finds a key of the field in datapackage.json. */
type At = (...path: Keys) => Place

const NUMERIC: readonly FieldType[] = ['integer', 'number']
const ORDERED: readonly FieldType[] = [...NUMERIC, 'year', 'yearmonth', 'date']
const MEASURED: readonly FieldType[] = ['string', 'list']
const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const

/** For which types a property of a field, or a constraint, says something; others are for all. */
const ONLY_FOR: Readonly<Record<string, readonly FieldType[]>> = {
  decimalChar: NUMERIC,
  groupChar: NUMERIC,
  bareNumber: NUMERIC,
  unit: NUMERIC,
  delimiter: ['list'],
  itemType: ['list'],
  codes: ['string'],
  minLength: MEASURED,
  maxLength: MEASURED,
  pattern: ['string'],
  ...Object.fromEntries(BOUNDS.map((bound) => [bound, ORDERED])),
}

/** Makes a field from its spec; after telling what is wrong with it, leaves that part out. */
export function makeField(spec: FieldSpec, at: At, tell: Tell): Field {
  const type = typeOf(spec, at, tell)
  refuseMisplaced(spec.name, type, spec, at, tell)
  refuseMisplaced(spec.name, type, spec.constraints, (key = '') => at('constraints', key), tell)
  const { name, decimalChar, groupChar, delimiter = ',' } = spec
  if (type === 'number' && groupChar !== undefined && groupChar === (decimalChar ?? '.'))
    tell(problem('group-char-is-decimal-char', { field: name, character: groupChar }, at('groupChar')))
  return {
    name,
    type,
    ...(decimalChar !== undefined && { decimalChar }),
    ...(groupChar !== undefined && { groupChar }),
    itemDelimiter: delimiter,
    constraints: makeConstraints(spec, type, at, tell),
  }
}

function typeOf({ name, type }: FieldSpec, at: At, tell: Tell): FieldType {
  const known = FIELD_TYPES.find((one) => one === type)
  if (known === undefined)
    tell(problem('field-type-not-supported', { field: name, type, hint: suggest(type, FIELD_TYPES) }, at('type')))
  return known ?? 'string'
}

function refuseMisplaced(field: string, type: FieldType, declared: object, at: At, tell: Tell): void {
  for (const property of Object.keys(declared)) {
    const types = ONLY_FOR[property]
    if (types && !types.includes(type))
      tell(problem('property-not-for-type', { field, property, type, types }, at(property)))
  }
}

function makeConstraints(spec: FieldSpec, type: FieldType, at: At, tell: Tell): Constraints {
  const { required, unique, minLength, maxLength, pattern } = spec.constraints
  // JSON writes numbers with a full stop, whatever the file does.
  const field: Field = { name: spec.name, type, decimalChar: '.', itemDelimiter: ',', constraints: {} }
  const read = (value: string | number | boolean, key: string) =>
    castBound(value, field, () => at('constraints', key), tell)
  return {
    ...(required !== undefined && { required }),
    ...(unique !== undefined && { unique }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && compile(pattern, spec.name, at, tell)),
    ...Object.fromEntries(BOUNDS.flatMap((key) => boundEntry(key, spec.constraints[key], type, read))),
    ...(spec.constraints.enum && { enum: allowed(spec.constraints.enum, type, read) }),
  }
}

type ReadBound = (value: string | number | boolean, key: string) => Value | null

function boundEntry(
  key: string,
  value: string | number | undefined,
  type: FieldType,
  read: ReadBound,
): [string, Value][] {
  const limit = value === undefined || !ORDERED.includes(type) ? null : read(value, key)
  return limit === null ? [] : [[key, limit]]
}

function allowed(
  values: readonly (string | number | boolean)[],
  type: FieldType,
  read: ReadBound,
): ReadonlySet<string> {
  const texts = values.map((value) => {
    const one = type === 'list' ? String(value) : read(value, 'enum')
    return one === null ? [] : [canonicalText(one)]
  })
  return new Set(texts.flat())
}

function castBound(value: string | number | boolean, field: Field, place: () => Place, tell: Tell): Value | null {
  const result = cast(String(value), field)
  if ('value' in result) return result.value
  tell(problem('constraint-not-of-type', { field: field.name, type: field.type, value: String(value) }, place()))
  return null
}

function compile(pattern: string, field: string, at: At, tell: Tell): { pattern?: RegExp } {
  try {
    return { pattern: new RegExp(`^(?:${pattern})$`, 'u') }
  } catch {
    tell(problem('constraint-bad-pattern', { field, pattern }, at('constraints', 'pattern')))
    return {}
  }
}
