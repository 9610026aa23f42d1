/** One text file, `<language>.yaml`: messages, names, terms and the settings of its lint, each with its place. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import { type Place, problem, type Tell } from '../problem.ts'
import type { Language } from './language.ts'
import { type Message, parseMessage } from './message.ts'

/** A name of a code in its forms, e.g. `name: Brésil`, `to: au Brésil`. */
export interface Name {
  readonly forms: Readonly<Record<string, string>>
  readonly place: Place
}

/** A wording that a text file forbids in its language, and why. */
export interface Forbidden {
  readonly pattern: RegExp
  readonly reason: string
}

export interface TextFile {
  readonly messages: ReadonlyMap<string, Message>
  /** By `<dimension or code list>.<code>`, or the code alone for `_T` and `_O`. */
  readonly names: ReadonlyMap<string, Name>
  /** Words for the same thing in this language, by id. */
  readonly terms: ReadonlyMap<string, readonly string[]>
  /** Texts in which digits may be typed, e.g. `COVID-19`. */
  readonly digits: readonly string[]
  /** Texts that may be the same in every language. */
  readonly same: readonly string[]
  readonly forbidden: readonly Forbidden[]
}

interface Reader {
  readonly language: Language
  readonly tell: Tell
  place(node: Node | null | undefined): Place
  raw(node: Node): string
}

/** Reads a text file; tells what is not a text, not a message, or not a setting. */
export function readTextFile(text: string, file: string, language: Language, tell: Tell): TextFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  for (const error of document.errors)
    tell(problem('file-not-readable-as-yaml', { reason: error.message }, at(error.pos[0])))
  const reader: Reader = {
    language,
    tell,
    place: (node) => at(node?.range?.[0] ?? 0),
    raw: (node) => text.slice(node.range?.[0] ?? 0, node.range?.[1] ?? 0),
  }
  const sections = document.errors.length === 0 ? pairs(document.contents, '', reader) : []
  const own = sections.filter(([key]) => !SETTINGS.has(key))
  const section = (key: string) => sections.find(([name]) => name === key)?.[1] ?? null
  const lint = section('lint')
  return {
    messages: new Map(own.flatMap(([key, node]) => readMessages(key, node, reader)).map((one) => [one.key, one])),
    names: new Map(pairs(section('names'), 'names', reader).flatMap(([key, node]) => readNames(key, node, reader))),
    terms: new Map(
      pairs(section('terms'), 'terms', reader).map(([id, node]) => [id, words(node, `terms.${id}`, reader)]),
    ),
    digits: words(section('digits'), 'digits', reader),
    same: words(child(lint, 'same'), 'lint.same', reader),
    forbidden: items(child(lint, 'forbid'), 'lint.forbid', reader).flatMap((node) => readForbidden(node, reader)),
  }
}

const SETTINGS = new Set(['names', 'terms', 'digits', 'lint'])

/** Keys of a map as they are spelled (`010` stays `010`) and their nodes; tells when it is no map. */
function pairs(node: Node | null, key: string, reader: Reader): readonly (readonly [string, Node | null])[] {
  if (node === null) return []
  if (isMap(node)) return (node.items as Pair[]).map((pair) => [keyOf(pair), pair.value as Node | null])
  reader.tell(problem('text-wrong-shape', { key, expected: 'names with a text each' }, reader.place(node)))
  return []
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key)
}

function child(node: Node | null, key: string): Node | null {
  return isMap(node) ? ((node.get(key, true) as Node | undefined) ?? null) : null
}

function items(node: Node | null, key: string, reader: Reader): readonly Node[] {
  if (node === null) return []
  if (isSeq(node)) return node.items as readonly Node[]
  reader.tell(problem('text-wrong-shape', { key, expected: 'a list' }, reader.place(node)))
  return []
}

/** The text of a scalar; tells when it is empty or not a text, e.g. a number without quotes. */
function textOf(node: Node | null, key: string, reader: Reader): string | null {
  const value = isScalar(node) ? node.value : null
  const empty =
    node === null || (isScalar(node) && (value === null || (typeof value === 'string' && value.trim() === '')))
  if (empty) reader.tell(problem('text-empty', { key }, reader.place(node)))
  else if (typeof value !== 'string')
    reader.tell(problem('text-not-text', { key, found: reader.raw(node) }, reader.place(node)))
  return typeof value === 'string' && !empty ? value.trim() : null
}

function words(node: Node | null, key: string, reader: Reader): readonly string[] {
  const nodes = isSeq(node) ? items(node, key, reader) : node === null ? [] : [node]
  return nodes.map((one) => textOf(one, key, reader)).filter((text) => text !== null)
}

function readMessages(key: string, node: Node | null, reader: Reader): readonly Message[] {
  if (isMap(node))
    return pairs(node, key, reader).flatMap(([name, inner]) => readMessages(`${key}.${name}`, inner, reader))
  const source = textOf(node, key, reader)
  if (source === null || node === null) return []
  const at = { raw: reader.raw(node), place: reader.place(node) }
  return [parseMessage(key, source, at, reader.tell)]
}

/** A key that starts with `_` is a code that every dimension shares; any other is a dimension or a code list. */
function readNames(key: string, node: Node | null, reader: Reader): readonly (readonly [string, Name])[] {
  if (key.startsWith('_')) return [[key, readName(key, node, reader)]]
  return pairs(node, `names.${key}`, reader).map(([code, inner]) => {
    const id = `${key}.${code}`
    return [id, readName(id, inner, reader)]
  })
}

function readName(id: string, node: Node | null, reader: Reader): Name {
  const fields = isMap(node) ? pairs(node, `names.${id}`, reader) : ([['name', node]] as const)
  const forms = fields.flatMap(([form, inner]) => {
    const text = textOf(inner, `names.${id}${isMap(node) ? `.${form}` : ''}`, reader)
    return text === null ? [] : [[form, text] as const]
  })
  return { forms: Object.fromEntries(forms), place: reader.place(node) }
}

function readForbidden(node: Node, reader: Reader): readonly Forbidden[] {
  const written = textOf(child(node, 'pattern'), 'lint.forbid.pattern', reader)
  const reason = textOf(child(node, 'reason'), 'lint.forbid.reason', reader)
  if (written === null || reason === null) return []
  try {
    return [{ pattern: new RegExp(written, 'u'), reason }]
  } catch (error) {
    reader.tell(
      problem('text-not-a-pattern', { pattern: written, reason: String((error as Error).message) }, reader.place(node)),
    )
    return []
  }
}
