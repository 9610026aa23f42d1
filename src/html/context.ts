/** Where in HTML a mustache stands decides what may be written there; whatever escaping cannot make safe is refused. */
import { problem, type Tell } from '../problem.ts'
import type { Template } from './template.ts'

/** Helpers that return HTML, which only belongs between tags. */
const MARKUP = new Set(['text', 'sentences', 'figure', 'marks', 'drawing', 'notes'])
/** Elements whose content no HTML escaping can make safe. */
const RAW = /^(script|style|textarea|title)$/i

interface State {
  /** Text between tags, inside a tag, in a quoted or an unquoted attribute value, or in a raw element. */
  mode: 'text' | 'tag' | 'quoted' | 'unquoted' | 'raw' | 'comment'
  quote: string
  element: string
  attribute: string
}

interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number; readonly column: number } }
  readonly original?: string
  readonly escaped?: boolean
  readonly path?: { readonly original: string }
  readonly program?: { readonly body: readonly Node[] }
  readonly inverse?: { readonly body: readonly Node[] }
}

type Linted = Pick<Template, 'ast' | 'file'>

/** Tells each mustache that stands where its value cannot be made safe. */
export function lintContexts(template: Linted, tell: Tell): void {
  const state: State = { mode: 'text', quote: '', element: '', attribute: '' }
  walk((template.ast as unknown as { body: readonly Node[] }).body, state, template, tell)
}

function walk(nodes: readonly Node[], state: State, template: Linted, tell: Tell): void {
  for (const node of nodes) {
    if (node.type === 'ContentStatement') advance(node.original ?? '', state)
    else if (node.type === 'MustacheStatement') judge(node, state, template, tell)
    walk(node.program?.body ?? [], state, template, tell)
    walk(node.inverse?.body ?? [], state, template, tell)
  }
}

function judge(node: Node, state: State, template: Linted, tell: Tell): void {
  const { line, column } = node.loc.start
  const place = { file: template.file, line, column: column + 1 }
  const name = node.path?.original ?? ''
  const refuse = (reason: string) => tell(problem('template-unsafe-place', { name, reason }, place))
  if (node.escaped === false) return refuse('{{{ }}} writes a value without escaping it: write {{ }}')
  if (state.mode === 'raw' && !/^title$/i.test(state.element))
    return refuse(`nothing can be written inside <${state.element}>`)
  if (state.mode === 'unquoted') return refuse('the attribute needs quotes around it')
  if (state.mode === 'tag') return refuse('a tag or attribute name cannot come from a value')
  if (state.mode === 'quoted' && /^(on|style$)/i.test(state.attribute))
    return refuse(`${state.attribute} cannot hold a value`)
  if (state.mode !== 'text' && MARKUP.has(name)) return refuse(`{{${name}}} makes HTML; here write {{plain "…"}}`)
}

/** Follows the HTML tokenizer far enough to know in what kind of place the text ends. */
function advance(text: string, state: State): void {
  let rest = text
  while (rest.length > 0) rest = STEP[state.mode](rest, state)
}

/** Consumes up to and with the first match; the whole rest when there is none. */
function until(rest: string, pattern: RegExp, found: (match: RegExpExecArray) => void): string {
  const match = pattern.exec(rest)
  if (!match) return ''
  found(match)
  return rest.slice(match.index + match[0].length)
}

function enter(state: State, mode: State['mode']): void {
  state.mode = mode
}

const STEP: Record<State['mode'], (rest: string, state: State) => string> = {
  text: (rest, state) =>
    until(rest, /<!--|<\/?([A-Za-z][^\s/>]*|$)/, (match) => {
      state.mode = match[0] === '<!--' ? 'comment' : 'tag'
      state.element = match[0].startsWith('</') ? '' : (match[1] ?? '')
    }),
  comment: (rest, state) => until(rest, /-->/, () => enter(state, 'text')),
  raw: (rest, state) => until(rest, new RegExp(`</${state.element}\\s*>`, 'i'), () => enter(state, 'text')),
  tag: (rest, state) =>
    until(rest, />|([^\s=>"'/]+)\s*=\s*(["']?)/, (match) => {
      if (match[0] === '>') state.mode = RAW.test(state.element) ? 'raw' : 'text'
      else Object.assign(state, { mode: match[2] ? 'quoted' : 'unquoted', quote: match[2], attribute: match[1] })
    }),
  quoted: (rest, state) => until(rest, new RegExp(state.quote), () => enter(state, 'tag')),
  unquoted: (rest, state) =>
    until(rest, /[\s>]/, (match) => {
      state.mode = match[0] === '>' ? 'text' : 'tag'
    }),
}
