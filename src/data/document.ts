/** YAML and JSON files of the author's, read with the place of every key, and checked against a shape. */
import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Place, problem, suggest, type Tell } from '../problem.ts'

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
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
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

function itemAt(node: unknown, step: string | number): unknown {
  const items = (node as { items?: unknown[] } | null)?.items
  return isMap(node) || !items ? undefined : items[Number(step)]
}

/** Checks a document against a shape and gives the typed value; tells every issue with its place, and gives null. */
export function checkShape<T>(document: Document, shape: z.ZodType<T>, tell: Tell): T | null {
  const result = shape.safeParse(document.value)
  if (result.success) return result.data
  for (const issue of result.error.issues) tellIssue(issue as Issue, document, shape, tell)
  return null
}

type Issue = z.core.$ZodIssue

function tellIssue(issue: Issue, document: Document, shape: unknown, tell: Tell): void {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path)
    for (const key of issue.keys) {
      const facts = { key, at: path.join('.'), hint: suggest(key, known) }
      tell(problem('unknown-key', facts, document.place([...path, key], 'key')))
    }
    return
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return tellNearestBranch(issue, path, document, shape, tell)
  const missing = issue.code === 'invalid_type' && valueAt(document.value, path) === undefined
  const key = path.join('.') || 'the file'
  if (missing) tell(problem('key-missing', { key }, document.place(path.slice(0, -1))))
  else tell(problem('value-not-allowed', { key, reason: reasonOf(issue) }, document.place(path)))
}

/** What is wrong with a key of a map stands one level deeper than with a value. */
function reasonOf(issue: Issue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}

/** Of a union's branches, reports the one that the author most likely meant: the one with the fewest, deepest issues. */
function tellNearestBranch(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  document: Document,
  shape: unknown,
  tell: Tell,
): void {
  const value = valueAt(document.value, path)
  const fits = issue.errors.filter((issues) =>
    issues.every((one) => !(one.code === 'invalid_type' && one.path.length === 0)),
  )
  const keys = value !== null && typeof value === 'object' ? Object.keys(value) : []
  const score = (issues: readonly Issue[]) =>
    issues.reduce(
      (sum, one) => sum + (one.code === 'unrecognized_keys' ? 4 * one.keys.length : one.path.length > 1 ? 1 : 3),
      0,
    )
  const best = (fits.length > 0 ? fits : issue.errors).toSorted((a, b) => score(a) - score(b))[0]
  if (!best || keys.length === 0) {
    const facts = { key: path.join('.'), reason: best?.[0]?.message ?? issue.message }
    tell(problem('value-not-allowed', facts, document.place(path)))
    return
  }
  for (const inner of best) tellIssue({ ...inner, path: [...path, ...inner.path] } as Issue, document, shape, tell)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null | undefined)?.[step], value)
}

interface Shape {
  readonly def?: {
    type: string
    shape?: object
    innerType?: Shape
    element?: Shape
    valueType?: Shape
    options?: readonly Shape[]
  }
}

/** Keys that the shape allows at a path, over all branches of its unions. */
function keysAt(shape: unknown, path: Path): readonly string[] {
  let level: readonly Shape[] = [shape as Shape]
  for (const step of path) level = level.flatMap(unwrap).flatMap((one) => inside(one, String(step)))
  return [...new Set(level.flatMap(unwrap).flatMap((one) => Object.keys(one.def?.shape ?? {})))]
}

function unwrap(shape: Shape): readonly Shape[] {
  const { innerType, options } = shape.def ?? {}
  if (innerType) return unwrap(innerType)
  return options ? options.flatMap(unwrap) : [shape]
}

function inside({ def }: Shape, step: string): readonly Shape[] {
  const inner = def?.shape ? (def.shape as Record<string, Shape>)[step] : (def?.valueType ?? def?.element)
  return inner ? [inner] : []
}
