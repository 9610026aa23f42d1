/**
 * Checks a chart against the public Vega-Lite schema. Interpreted, because compiling that schema takes ajv 1.3 s, more
 * than a whole `check` may; and because of a choice of thirty shapes an author wants to hear of the one that was meant.
 * A test holds its verdicts against ajv's.
 */
import { nearest } from '../problem.ts'

/** What of JSON Schema draft-07 the Vega-Lite schema uses. */
export interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly not?: Schema
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly definitions?: Readonly<Record<string, Schema>>
}

export interface Issue {
  readonly path: readonly (string | number)[]
  readonly reason: string
  readonly hint?: string | undefined
  /** The key itself is wrong, not its value. */
  readonly key?: boolean
  /** The words that would have been right, when the value is none of them. */
  readonly allowed?: readonly unknown[]
}

type Path = Issue['path']

/** Everything that is wrong with a value; empty when it fits the schema. */
export function issuesOf(value: unknown, schema: Schema, path: Path = [], root: Schema = schema): readonly Issue[] {
  if (schema.$ref !== undefined) return issuesOf(value, resolve(schema.$ref, root), path, root)
  const branch = schema.anyOf ? bestBranch(value, schema.anyOf, path, root) : []
  if (branch.length > 0) return branch
  if (schema.not && issuesOf(value, schema.not, path, root).length === 0)
    return [{ path, reason: 'this is not allowed here' }]
  return simple(value, schema, path) ?? inside(value, schema, path, root)
}

const resolve = (ref: string, root: Schema): Schema => root.definitions?.[decodeURIComponent(ref.slice(14))] ?? {}

/** Of several shapes, the one that fits, or the issues of the one that comes nearest. */
function bestBranch(value: unknown, branches: readonly Schema[], path: Path, root: Schema): readonly Issue[] {
  const wrong: (readonly Issue[])[] = []
  for (const branch of branches) {
    const issues = issuesOf(value, branch, path, root)
    if (issues.length === 0) return []
    wrong.push(issues)
  }
  const [best = []] = wrong.toSorted((a, b) => distance(a, path) - distance(b, path))
  const scalar = value === null || typeof value !== 'object'
  const words = scalar ? branches.flatMap((branch) => constants(branch, root)) : []
  if (words.length > 0) return [oneOf(value, words, path)]
  return best.map((issue) => widened(issue, wrong.flat(), value, path))
}

/** A word that is none of one shape's is held against the words of all shapes. */
function widened(issue: Issue, all: readonly Issue[], value: unknown, path: Path): Issue {
  if (!issue.allowed) return issue
  const place = issue.path.join()
  const allowed = all.flatMap((one) => (one.path.join() === place ? (one.allowed ?? []) : []))
  const inner = issue.path
    .slice(path.length)
    .reduce<unknown>((group, step) => (group as Record<string | number, unknown>)[step], value)
  return oneOf(inner, allowed, issue.path)
}

/** An issue of the value itself means another shape was meant; one deeper inside means this one was, with a slip. */
function distance(issues: readonly Issue[], path: Path): number {
  return issues.reduce((sum, one) => sum + (one.path.length <= path.length ? 100 : one.key ? 3 : 1), 0)
}

function constants(schema: Schema, root: Schema): readonly unknown[] {
  if (schema.$ref !== undefined) return constants(resolve(schema.$ref, root), root)
  if (schema.anyOf) return schema.anyOf.flatMap((one) => constants(one, root))
  return schema.enum ?? (schema.const !== undefined ? [schema.const] : [])
}

// Most issues are of shapes that were not meant, and are dropped: the hint is thought of when somebody reads it.
function oneOf(value: unknown, allowed: readonly unknown[], path: Path): Issue {
  return {
    path,
    reason: `${JSON.stringify(value)} is not allowed here`,
    allowed,
    get hint() {
      return hintOf(value, allowed)
    },
  }
}

function hintOf(value: unknown, allowed: readonly unknown[]): string {
  const near = nearest(String(value), allowed.map(String))
  const list = [...new Set(allowed.map(String))]
  const shown = `${list.slice(0, 8).join(', ')}${list.length > 8 ? ', and others' : ''}`
  return near === undefined ? `allowed are: ${shown}` : `did you mean "${near}"?`
}

/** Issues of a value by itself; null when its parts have to be looked at. */
function simple(value: unknown, schema: Schema, path: Path): readonly Issue[] | null {
  if (schema.const !== undefined && value !== schema.const) return [oneOf(value, [schema.const], path)]
  if (schema.enum && !schema.enum.includes(value)) return [oneOf(value, schema.enum, path)]
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.includes(typeOf(value)))
    return [{ path, reason: `this must be ${types.map(named).join(' or ')}, not ${named(typeOf(value))}` }]
  if (typeof value !== 'number') return null
  if (schema.minimum !== undefined && value < schema.minimum)
    return [{ path, reason: `this must be at least ${schema.minimum}` }]
  if (schema.maximum !== undefined && value > schema.maximum)
    return [{ path, reason: `this must be at most ${schema.maximum}` }]
  return []
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

function named(type: string): string {
  if (type === 'object') return 'a group in { }'
  if (type === 'array') return 'a list in [ ]'
  if (type === 'string') return 'a text'
  return type === 'boolean' ? 'true or false' : type === 'null' ? 'null' : 'a number'
}

function inside(value: unknown, schema: Schema, path: Path, root: Schema): readonly Issue[] {
  if (Array.isArray(value)) return list(value, schema, path, root)
  if (value === null || typeof value !== 'object') return []
  const known = schema.properties ?? {}
  const issues: Issue[] = (schema.required ?? [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path, reason: `"${key}" is missing here` }))
  for (const [key, one] of Object.entries(value)) {
    const shape = Object.hasOwn(known, key) ? known[key] : schema.additionalProperties
    if (shape === false) issues.push(unknownKey(key, [...path, key], known))
    else if (typeof shape === 'object') issues.push(...issuesOf(one, shape, [...path, key], root))
  }
  return issues
}

function unknownKey(key: string, path: Path, known: object): Issue {
  return {
    path,
    key: true,
    reason: `Vega-Lite has no "${key}" here`,
    get hint() {
      const near = nearest(key, Object.keys(known))
      return near === undefined ? undefined : `did you mean "${near}"?`
    },
  }
}

function list(value: readonly unknown[], schema: Schema, path: Path, root: Schema): readonly Issue[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  if (value.length < minItems || value.length > maxItems)
    return [
      { path, reason: `this list has ${value.length} items, which is too ${value.length < minItems ? 'few' : 'many'}` },
    ]
  return items ? value.flatMap((one, index) => issuesOf(one, items, [...path, index], root)) : []
}
