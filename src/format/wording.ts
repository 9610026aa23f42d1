/** A message with its values put in: tokens, so that each figure keeps its identity until it is escaped and printed. */
import type { Figure, Figures } from '../figures/figure.ts'
import { problem, Refusal, suggest } from '../problem.ts'
import type { Ast, Choice, Message, Part } from './message.ts'
import { placeholders } from './message.ts'
import { canonicalNumber, formatFigure } from './number.ts'
import type { Texts } from './texts.ts'
import { messageValues } from './values.ts'

export { placeholders } from './message.ts'

export type Value = Figure | string

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figure'; readonly figure: Figure; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string; readonly children: readonly Token[] }

type Given = Readonly<Record<string, Value | null>>

/** Ends the wording of a message that speaks of a value which is not there. */
const LEFT_OUT = Symbol('left out')

interface Wording {
  readonly message: Message
  readonly values: Given
  readonly texts: Texts
}

/**
 * The tokens of a message, or null when it has nothing to say because a figure in it is missing or suppressed; throws a
 * Refusal for an unknown key and for a placeholder that has no value.
 */
export function word(key: string, values: Given, texts: Texts): readonly Token[] | null {
  const message = texts.messages.get(key)
  if (!message) {
    const facts = { key, language: texts.language.code, hint: suggest(key, texts.messages.keys()) }
    throw new Refusal([problem('unknown-message', facts)])
  }
  needValues(message, values)
  const tokens = wordAll(message.ast, { message, values, texts })
  return tokens === LEFT_OUT || plain(tokens).trim() === '' ? null : tokens
}

/** The text of a message without its tags, empty when it is left out; with figures, it may speak of them. */
export function plainText(key: string, texts: Texts, figures?: Figures): string {
  return plain(word(key, figures ? messageValues(figures, texts) : {}, texts) ?? [])
}

/** The text of tokens without their tags. */
export function plain(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'tag' ? plain(token.children) : token.text)).join('')
}

function needValues(message: Message, values: Given): void {
  const missing = placeholders(message).filter((name) => !Object.hasOwn(values, name))
  if (missing.length === 0) return
  const names = Object.keys(values)
  throw new Refusal(
    missing.map((name) =>
      problem('placeholder-without-value', { key: message.key, name, hint: suggest(name, names) }, message.place),
    ),
  )
}

function wordAll(ast: Ast, on: Wording): readonly Token[] | typeof LEFT_OUT {
  const tokens: Token[] = []
  for (const part of ast) {
    const made = wordPart(part, on)
    if (made === LEFT_OUT) return LEFT_OUT
    tokens.push(...made)
  }
  return joined(tokens)
}

function wordPart(part: Part, on: Wording): readonly Token[] | typeof LEFT_OUT {
  if (part.kind === 'text') return [part]
  if (part.kind === 'tag') {
    const children = wordAll(part.children, on)
    return children === LEFT_OUT ? LEFT_OUT : [{ ...part, children }]
  }
  const value = on.values[part.name] ?? null
  if (value === null || (typeof value !== 'string' && (value.suppressed || value.rounded === null))) return LEFT_OUT
  if (part.kind === 'choice') return wordAll(chosen(part, value, on), on)
  if (typeof value === 'string') return [{ kind: 'text', text: value }]
  return [{ kind: 'figure', figure: value, text: formatFigure(value, on.texts.language) }]
}

/** The option that a value picks: itself (`=0` in a plural), its plural category as printed, else `other`. */
function chosen({ name, by, options }: Choice, value: Value, { message, texts }: Wording): Ast {
  const spelled = typeof value === 'string' ? value : value.rounded ? canonicalNumber(value.rounded) : ''
  const exact = by === 'select' ? spelled : `=${spelled}`
  if (Object.hasOwn(options, exact)) return options[exact] ?? []
  if (by !== 'select' && !Number.isFinite(Number(spelled || Number.NaN)))
    throw new Refusal([problem('plural-of-a-text', { key: message.key, name, value: spelled }, message.place)])
  const category = by === 'select' ? 'other' : pluralCategory(by, value, spelled, texts)
  return options[category] ?? options.other ?? []
}

/** Decimals count for the category: in English 1 is `one`, 1.0 is `other`. */
function pluralCategory(type: 'cardinal' | 'ordinal', value: Value, spelled: string, { language }: Texts): string {
  const decimals = typeof value === 'string' ? (spelled.split('.')[1]?.length ?? 0) : value.decimals
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return language.formats.plural({ type, ...digits }).select(Number(spelled))
}

function joined(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = []
  for (const token of tokens) {
    const last = result.at(-1)
    if (token.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + token.text }
    else result.push(token)
  }
  return result
}
