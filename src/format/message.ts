/** A message: ICU MessageFormat 1 without its own number and date formats, which know no house style. */
import { parse as parseIcu } from '@formatjs/icu-messageformat-parser'
import { type Place, problem, suggest, type Tell } from '../problem.ts'

/** Tags that a message may hold. */
const TAGS = ['strong', 'em', 'link']

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'choice'; readonly name: string; readonly by: ChoiceBy; readonly options: Options }
  | { readonly kind: 'tag'; readonly name: string; readonly children: Ast }
export type Ast = readonly Part[]
export type Choice = Extract<Part, { kind: 'choice' }>
/** `cardinal` and `ordinal` choose by plural category, `select` by the value itself. */
type ChoiceBy = 'cardinal' | 'ordinal' | 'select'
type Options = Readonly<Record<string, Ast>>

export interface Message {
  readonly key: string
  readonly source: string
  /** The value as spelled in the file from `place` on, with its quotes and line breaks. */
  readonly raw: string
  readonly place: Place
  readonly ast: Ast
  /** See `placeholders`. */
  readonly needs: readonly string[]
  /** A problem with it was told already; it holds no place in comparisons between languages. */
  readonly faulty: boolean
}

/** What the parser gives; `type` is an index into ELEMENTS. */
interface Element {
  readonly type: number
  readonly value: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
  readonly pluralType?: 'cardinal' | 'ordinal'
  readonly offset?: number
  readonly children?: readonly Element[]
  readonly location: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } }
}
const ELEMENTS = ['text', 'value', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag']

/** Parses one message; tells what cannot be read or is not allowed, each at its place inside the message. */
export function parseMessage(key: string, source: string, at: Pick<Message, 'raw' | 'place'>, tell: Tell): Message {
  let faulty = false
  const refuse = (...[code, facts, fragment]: Complaint) => {
    faulty = true
    tell(problem(code, { key, ...facts } as never, placeIn(at, fragment)))
  }
  const elements = parse(source, refuse)
  const ast = elements.flatMap((element) => convert(element, source, refuse))
  return { key, source, ...at, ast, needs: namesIn(ast), faulty }
}

type Complaint = readonly [
  code: 'message-syntax' | 'message-own-format' | 'message-pound' | 'message-offset' | 'message-tag',
  facts: object,
  fragment: string,
]
type Refuse = (...complaint: Complaint) => void

function parse(source: string, refuse: Refuse): readonly Element[] {
  try {
    return parseIcu(source, { captureLocation: true }) as unknown as readonly Element[]
  } catch (error) {
    const { message, location } = error as { message: string; location?: Element['location'] }
    refuse(
      'message-syntax',
      { kind: message },
      location ? source.slice(location.start.offset, location.end.offset) : '',
    )
    return []
  }
}

function convert(element: Element, source: string, refuse: Refuse): Ast {
  const written = source.slice(element.location.start.offset, element.location.end.offset)
  const inside = (elements: readonly Element[]) => elements.flatMap((one) => convert(one, source, refuse))
  const kind = ELEMENTS[element.type]
  switch (kind) {
    case 'text':
      return [{ kind, text: element.value.replace(/[ \t]*\n\s*/g, ' ') }]
    case 'value':
      return [{ kind, name: element.value }]
    case 'select':
    case 'plural':
      if (element.offset) refuse('message-offset', {}, `offset:${element.offset}`)
      return [choice(element, inside)]
    case 'tag':
      if (!TAGS.includes(element.value))
        refuse('message-tag', { tag: element.value, hint: suggest(element.value, TAGS) }, `<${element.value}`)
      return [{ kind, name: element.value, children: inside(element.children ?? []) }]
    case 'pound':
      refuse('message-pound', {}, '#')
      return []
    default:
      refuse('message-own-format', { written, name: element.value }, written)
      return [{ kind: 'value', name: element.value }]
  }
}

function choice({ value, options, pluralType }: Element, inside: (elements: readonly Element[]) => Ast): Choice {
  const entries = Object.entries(options ?? {}).map(([option, { value }]) => [option, inside(value)] as const)
  return { kind: 'choice', name: value, by: pluralType ?? 'select', options: Object.fromEntries(entries) }
}

/** Where a fragment of a message stands; the start of the message when it is not spelled on one line. */
export function placeIn({ raw, place }: Pick<Message, 'raw' | 'place'>, fragment: string): Place {
  const index = fragment === '' || place.line === undefined ? -1 : raw.indexOf(fragment)
  if (index < 0 || place.line === undefined) return place
  const before = raw.slice(0, index).split('\n')
  const last = before.at(-1) ?? ''
  const column = before.length === 1 ? (place.column ?? 1) + last.length : last.length + 1
  return { file: place.file, line: place.line + before.length - 1, column, length: fragment.length }
}

/** Every part of a message, also those inside choices and tags. */
export function allParts(ast: Ast): readonly Part[] {
  return ast.flatMap((part) => {
    if (part.kind === 'tag') return [part, ...allParts(part.children)]
    return part.kind === 'choice' ? [part, ...Object.values(part.options).flatMap(allParts)] : [part]
  })
}

/** Names that a message needs a value for, in order of appearance. */
export function placeholders({ needs }: Message): readonly string[] {
  return needs
}

function namesIn(ast: Ast): readonly string[] {
  const named = allParts(ast).filter((part) => part.kind === 'value' || part.kind === 'choice')
  return [...new Set(named.map((part) => part.name))]
}

/** More would say nothing new; a message with three choices in a row in Arabic has 216. */
const MOST_VARIANTS = 256

/** The texts that a message can become, with placeholders as `{name}`: one for each combination of choices. */
export function variants(ast: Ast): readonly string[] {
  return ast.reduce<readonly string[]>(
    (heads, part) => {
      const tails = spell(part)
      return heads.flatMap((head) => tails.map((tail) => head + tail)).slice(0, MOST_VARIANTS)
    },
    [''],
  )
}

function spell(part: Part): readonly string[] {
  if (part.kind === 'text') return [part.text]
  if (part.kind === 'value') return [`{${part.name}}`]
  return part.kind === 'tag' ? variants(part.children) : Object.values(part.options).flatMap(variants)
}
