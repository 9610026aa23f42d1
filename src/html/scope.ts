/**
 * Every name in a template is looked up in the real view before anything is rendered. Handlebars' own strict mode stops
 * at the first unknown name, and is silent about arguments (`{{#if unknwon}}`, `{{> table tables.unknwon}}`).
 */
import { problem, suggest, type Tell } from '../problem.ts'
import { type Template, type Templates, unknownPartial } from './template.ts'

interface Path {
  readonly type: 'PathExpression'
  readonly original: string
  readonly parts: readonly string[]
  readonly depth: number
  readonly data: boolean
  readonly loc: Location
}
interface Location {
  readonly start: { readonly line: number; readonly column: number }
}
interface Node {
  readonly type: string
  readonly loc: Location
  readonly path?: Path
  readonly name?: Path
  readonly params?: readonly Node[]
  readonly hash?: { readonly pairs: readonly { readonly value: Node; readonly key: string }[] }
  readonly program?: { readonly body: readonly Node[]; readonly blockParams?: readonly string[] }
  readonly inverse?: { readonly body: readonly Node[] }
  readonly value?: unknown
}

interface Walk {
  readonly template: Template
  readonly templates: Templates
  readonly helpers: readonly string[]
  /** Contexts, the innermost last; names of block parameters are looked up first. */
  readonly stack: readonly unknown[]
  readonly named: Readonly<Record<string, unknown>>
  readonly tell: Tell
}

/** Helpers that render their block in one language after the other. */
const SIDES = ['sides', 'left', 'right']
const DATA = ['root', 'index', 'key', 'first', 'last']
/** Distinguishes a name that is there and empty from one that is not there. */
const UNKNOWN = Symbol('unknown')

/** Tells every name, helper and partial of a page and its partials that the view does not have. */
export function checkNames(
  page: Template,
  templates: Templates,
  helpers: readonly string[],
  view: object,
  tell: Tell,
): void {
  const told = new Set<string>()
  const once: Tell = (one) => {
    const key = `${one.place?.file}:${one.place?.line}:${one.place?.column}:${one.message}`
    if (!told.has(key)) tell(one)
    told.add(key)
  }
  visitAll(bodyOf(page), { template: page, templates, helpers, stack: [view], named: {}, tell: once })
}

const bodyOf = (template: Template) => (template.ast as unknown as { body: readonly Node[] }).body

function visitAll(nodes: readonly Node[], walk: Walk): void {
  for (const node of nodes) visit(node, walk)
}

function visit(node: Node, walk: Walk): void {
  if (node.type === 'MustacheStatement' || node.type === 'SubExpression') call(node, walk)
  else if (node.type === 'BlockStatement') block(node, walk)
  else if (node.type === 'PartialStatement') partial(node, walk)
  else if (node.type === 'PathExpression') lookUp(node as unknown as Path, walk)
}

function argumentsOf(node: Node): readonly Node[] {
  return [...(node.params ?? []), ...(node.hash?.pairs ?? []).map((pair) => pair.value)]
}

function call(node: Node, walk: Walk): void {
  const path = node.path
  if (!path) return
  const args = argumentsOf(node)
  if (args.length > 0 || walk.helpers.includes(path.original)) needHelper(path, walk)
  else lookUp(path, walk)
  visitAll(args, walk)
}

function needHelper(path: Path, walk: Walk): void {
  if (walk.helpers.includes(path.original)) return
  walk.tell(
    problem('unknown-helper', { name: path.original, hint: suggest(path.original, walk.helpers) }, placeOf(path, walk)),
  )
}

function placeOf({ loc, original }: { loc: Location; original: string }, walk: Walk) {
  return { file: walk.template.file, line: loc.start.line, column: loc.start.column + 1, length: original.length }
}

function block(node: Node, walk: Walk): void {
  const path = node.path
  if (!path) return
  needHelper(path, walk)
  visitAll(argumentsOf(node), walk)
  const argument = node.params?.[0]
  const value = argument ? meaningOf(argument, walk) : undefined
  for (const inner of contextsOf(path.original, value, walk))
    visitAll(node.program?.body ?? [], enter(inner, node, walk))
  visitAll(node.inverse?.body ?? [], walk)
}

function enter(context: unknown, node: Node, walk: Walk): Walk {
  if (context === UNKNOWN) return walk
  const [name] = node.program?.blockParams ?? []
  return { ...walk, stack: [...walk.stack, context], named: name ? { ...walk.named, [name]: context } : walk.named }
}

/** The contexts in which a block's body is rendered; UNKNOWN stands for the present one. */
function contextsOf(helper: string, value: unknown, walk: Walk): readonly unknown[] {
  if (SIDES.includes(helper)) {
    const { sides } = walk.stack[0] as { sides: readonly object[] }
    return sides.map((side) => ({ ...(walk.stack.at(-1) as object), ...side }))
  }
  if (helper === 'each') return value !== null && typeof value === 'object' ? Object.values(value) : []
  if (helper === 'with') return value === undefined || value === null || value === UNKNOWN ? [] : [value]
  return [UNKNOWN]
}

function partial(node: Node, walk: Walk): void {
  const name = String((node.name as unknown as { original: unknown } | undefined)?.original ?? '')
  const found = walk.templates.partials.get(name)
  visitAll(argumentsOf(node), walk)
  if (!found) {
    const { line, column } = (node.name ?? node).loc.start
    return unknownPartial(name, walk.templates, walk.template.file, line, column + 1, walk.tell)
  }
  const argument = node.params?.[0]
  const context = argument ? meaningOf(argument, walk) : walk.stack.at(-1)
  if (context === UNKNOWN) return
  const hash = Object.fromEntries((node.hash?.pairs ?? []).map((pair) => [pair.key, meaningOf(pair.value, walk)]))
  visitAll(bodyOf(found), { ...walk, template: found, stack: [...walk.stack, { ...(context as object), ...hash }] })
}

function meaningOf(node: Node, walk: Walk): unknown {
  if (node.type === 'PathExpression') return resolve(node as unknown as Path, walk).value
  return node.type.endsWith('Literal') ? node.value : undefined
}

function lookUp(path: Path, walk: Walk): void {
  const { value, part, among } = resolve(path, walk)
  if (value !== UNKNOWN) return
  walk.tell(problem('unknown-name', { name: path.original, part, hint: suggest(part, among) }, placeOf(path, walk)))
}

interface Resolved {
  readonly value: unknown
  readonly part: string
  readonly among: readonly string[]
}

function resolve(path: Path, walk: Walk): Resolved {
  const [head = '', ...tail] = path.parts
  if (path.data) {
    if (head === 'root') return follow(walk.stack[0], tail)
    return { value: DATA.includes(head) ? undefined : UNKNOWN, part: `@${head}`, among: DATA.map((one) => `@${one}`) }
  }
  if (path.depth === 0 && Object.hasOwn(walk.named, head)) return follow(walk.named[head], tail)
  return follow(walk.stack.at(-1 - path.depth), path.parts)
}

function follow(start: unknown, parts: readonly string[]): Resolved {
  let value = start
  for (const part of parts) {
    if (value === null || value === undefined) return { value: undefined, part, among: [] }
    if (typeof value !== 'object' || !Object.hasOwn(value, part))
      return { value: UNKNOWN, part, among: typeof value === 'object' ? Object.keys(value) : [] }
    value = (value as Record<string, unknown>)[part]
  }
  return { value, part: '', among: [] }
}
