/** YAML and JSON files of the author's, read with the place of every key, and checked against a shape. */
import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { config, type z } from 'zod'
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { shapeReason } from '../sentences/shape.ts'

// A shape is used once or a few times a run: to compile it into code first, as Zod would, takes longer than it saves.
config({ jitless: true })

export type Path = readonly (string | number)[]

export interface Document {
  readonly file: string
  /** Plain data: maps, lists and scalars. */
  readonly value: unknown
  /** Where the value at a path stands, or the nearest thing around it; the key when `of` is `key`. */
  place(path: Path, of?: 'key' | 'value'): Place
}

/** Reads YAML 1.2 (JSON is part of it); tells every syntax error and gives null when there is one. */
export function readDocument(text: string, file: string, tell: Tell): Document | null {
  const value = readJson(text)
  if (value === undefined) return readYaml(text, file, tell)
  let placed: Document | null | undefined
  const place = (path: Path, of: 'key' | 'value' = 'value') => {
    placed ??= readYaml(text, file, () => undefined)
    return placed?.place(path, of) ?? { file }
  }
  return { file, value, place }
}

/** A string that is a key: in JSON, a colon follows no other. */
const TEXTS = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/**
 * The value of a text in JSON, undefined when it is none, or says a key twice (of which JSON would keep the last). It is
 * read 30 times as fast as by the reader of YAML, which is needed only when a place is asked for.
 */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    const written = text.match(TEXTS)?.filter((one) => one.endsWith(':')).length ?? 0
    return keysIn(value) === written ? value : undefined
  } catch {
    return undefined
  }
}

function keysIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  const inside = Object.values(value).reduce((sum: number, one) => sum + keysIn(one), 0)
  return Array.isArray(value) ? inside : inside + Object.keys(value).length
}

function readYaml(text: string, file: string, tell: Tell): Document | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: sameKey })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  for (const error of document.errors)
    tell(problem('file-not-readable-as-yaml', { reason: error.message }, at(error.pos[0])))
  if (document.errors.length > 0) return null
  const place = (path: Path, of: 'key' | 'value' = 'value') => at(offsetOf(document.contents, path, of))
  return { file, value: document.toJS(), place }
}

/** Offset of the deepest node on the path that exists; 0 for an empty file. */
function offsetOf(root: Node | null, path: Path, of: 'key' | 'value'): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && keyOf(item.key) === String(step)) : undefined
    const next = pair ? pair.value : itemAt(node, step)
    if (next === undefined) break
    const key = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined
    const value = (next as Node | null)?.range?.[0]
    const last = index === path.length - 1
    offset = (last && of === 'key' ? key : (value ?? key)) ?? offset
    node = next
  }
  return offset
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

/** `2020` and `"2020"` are two keys in YAML, and one in the plain data, of which the last would win. */
const sameKey = (one: unknown, other: unknown): boolean => keyOf(one) === keyOf(other)

function itemAt(node: unknown, step: string | number): unknown {
  const items = (node as { items?: unknown[] } | null)?.items
  return isMap(node) || !items ? undefined : items[Number(step)]
}

/** Checks a document against a shape and gives the typed value; tells every issue with its place, and gives null. */
export function checkShape<T>(document: Document, shape: z.ZodType<T>, tell: Tell): T | null {
  const result = shape.safeParse(document.value, PLAINLY)
  if (result.success) return result.data
  for (const issue of result.error.issues) tellIssue(issue, { at: [], shape, document, tell })
  return null
}

type Issue = z.core.$ZodIssue

const PLAINLY = { error: (issue: z.core.$ZodRawIssue) => shapeReason(issue as Parameters<typeof shapeReason>[0]) }

/** Where in the document a shape was tried: paths of its issues start there. */
interface Trial {
  readonly at: Path
  readonly shape: unknown
  readonly document: Document
  readonly tell: Tell
}

function tellIssue(issue: Issue, trial: Trial): void {
  const { document, tell } = trial
  const inner = pathOf(issue)
  const path = [...trial.at, ...inner]
  const branches = shapesAt(trial.shape, inner)
  const unknown = issue.code === 'unrecognized_keys'
  if ((unknown || issue.code === 'invalid_union') && branches.length > 1) return tellNearest(branches, path, trial)
  if (unknown) {
    const known = branches.flatMap(keysOf)
    for (const key of issue.keys) {
      const facts = { key, at: path.join('.'), hint: suggest(key, known) }
      tell(problem('unknown-key', facts, document.place([...path, key], 'key')))
    }
    return
  }
  const absent = issue.code === 'invalid_type' || issue.code === 'invalid_value'
  const missing = absent && valueAt(document.value, path) === undefined
  const key = path.join('.') || 'the file'
  if (missing) return tell(problem('key-missing', { key }, document.place(path.slice(0, -1), 'key')))
  const reason = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
  tell(
    problem('value-not-allowed', { key, reason }, document.place(path, issue.code === 'invalid_key' ? 'key' : 'value')),
  )
}

const pathOf = ({ path }: Issue): Path => path.map((step) => (typeof step === 'symbol' ? String(step) : step))

/** Of alternatives, tells what is wrong with the one that the author most likely meant: it knows most of the keys written. */
function tellNearest(branches: readonly Shape[], at: Path, trial: Trial): void {
  const value = valueAt(trial.document.value, at)
  const tried = branches.map((shape) => ({ shape, issues: shape.safeParse?.(value, PLAINLY).error?.issues ?? [] }))
  const [nearest] = tried.toSorted((a, b) => distance(a.issues) - distance(b.issues))
  for (const issue of nearest?.issues ?? []) tellIssue(issue, { ...trial, at, shape: nearest?.shape })
}

/** A value of another kind is furthest from what was meant, then keys that do not exist, then what is missing or wrong. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, one) => {
    if (one.code === 'unrecognized_keys') return sum + 10 * one.keys.length
    if (one.path.length === 0) return sum + (one.code === 'invalid_type' ? 1000 : 100)
    return sum + 1
  }, 0)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null | undefined)?.[step], value)
}

interface Shape {
  readonly safeParse?: z.ZodType['safeParse']
  readonly def?: {
    type: string
    shape?: object
    innerType?: Shape
    element?: Shape
    valueType?: Shape
    options?: readonly Shape[]
  }
}

/** The shapes that a value at a path may have, over all alternatives. */
function shapesAt(shape: unknown, path: Path): readonly Shape[] {
  let level = unwrap(shape as Shape)
  for (const step of path) level = level.flatMap((one) => inside(one, String(step))).flatMap(unwrap)
  return level
}

const keysOf = ({ def }: Shape): readonly string[] => Object.keys(def?.shape ?? {})

function unwrap(shape: Shape): readonly Shape[] {
  const { innerType, options } = shape.def ?? {}
  if (innerType) return unwrap(innerType)
  return options ? options.flatMap(unwrap) : [shape]
}

function inside({ def }: Shape, step: string): readonly Shape[] {
  const inner = def?.shape ? (def.shape as Record<string, Shape>)[step] : (def?.valueType ?? def?.element)
  return inner ? [inner] : []
}
