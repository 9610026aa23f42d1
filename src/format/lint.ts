/** What can be wrong with texts before any figure is put into them. */
import { type Problem, problem, type Tell } from '../problem.ts'
import { allParts, type Choice, type Message, placeIn, variants } from './message.ts'
import { checkParity } from './parity.ts'
import { checkReviewed, type Reviewed } from './reviewed.ts'
import type { Texts } from './texts.ts'

/**
 * Tells everything wrong in the texts of all languages, each by itself and compared with the others; the first language
 * is the one that the others are translated from. With `areas`, `{area}` is the name of the area that a document is of.
 */
export function lintTexts(
  texts: ReadonlyMap<string, Texts>,
  reviewed: Reviewed,
  tell: Tell,
  { areas = false }: { readonly areas?: boolean } = {},
): void {
  checkParity(texts, tell, { areas })
  for (const one of texts.values()) {
    const foreign = foreignTerms(one, texts)
    for (const message of one.messages.values()) lintMessage(message, one, foreign, tell)
    for (const [id, name] of one.names) lintName(id, Object.values(name.forms), name.place, foreign, one, tell)
    if (areas) lintAreas(one, tell)
  }
  checkReviewed(texts, reviewed, tell)
}

const once = (fragments: readonly string[]) => [...new Set(fragments)]

function lintMessage(message: Message, texts: Texts, foreign: readonly Foreign[], tell: Tell): void {
  const { key } = message
  const at = (fragment: string) => placeIn(message, fragment)
  for (const fragment of once(message.source.match(/\S*'(\{\w*\}?)?/g) ?? []))
    tell(problem('straight-apostrophe', { key }, at(fragment)))
  const told = variants(message.ast)
  for (const spaces of once(told.flatMap((text) => text.match(/\S*[ \t]{2,}\S*/g) ?? [])).slice(0, 1))
    tell(problem('double-space', { key, at: spaces.replace(/\s+/, ' ') }, at(spaces)))
  if (!key.startsWith('notes.'))
    for (const digits of once(told.flatMap((text) => typedDigits(text, texts.digits))))
      tell(problem('digit-in-prose', { key, digits }, at(digits)))
  const all = told.join('\n')
  for (const [one, found] of foreignIn(all, foreign)) tell(foreignProblem(key, found, one, texts, at(found)))
  for (const { pattern, reason } of texts.forbidden) {
    const found = told.map((text) => pattern.exec(text)?.[0]).find((words) => words !== undefined)
    if (found !== undefined) tell(problem('forbidden-wording', { key, found, reason }, at(found)))
  }
  for (const part of allParts(message.ast))
    if (part.kind === 'choice' && part.by !== 'select') lintPlural(part, message, texts, tell)
}

/** What the documents of an area are called must name it, whatever is chosen. */
function lintAreas({ messages, language }: Texts, tell: Tell): void {
  for (const key of ['file', 'title']) {
    const message = messages.get(key)
    if (!message || message.faulty || variants(message.ast).every((text) => /\{area(_\w+)?\}/.test(text))) continue
    tell(problem('area-not-named', { key, language: language.code }, message.place))
  }
}

/** Digits that somebody typed: not in a placeholder, an address or a text that may hold them. */
function typedDigits(text: string, allowed: readonly string[]): readonly string[] {
  const prose = allowed.reduce((rest, one) => rest.replaceAll(one, ' '), text.replace(/\{\w+\}/g, ' '))
  const words = prose.replace(/(https?:\/\/|www\.)\S+|\S+@\S+/g, ' ')
  return words.match(/\p{Nd}+([.,\u00a0\u202f]\p{Nd}+)*/gu) ?? []
}

function lintPlural({ name, by, options }: Choice, message: Message, texts: Texts, tell: Tell): void {
  const type = by === 'ordinal' ? 'ordinal' : 'cardinal'
  const needed = texts.language.formats.plural({ type }).resolvedOptions().pluralCategories
  const given = Object.keys(options).filter((option) => !option.startsWith('='))
  const missing = needed.filter((category) => !given.includes(category))
  const unused = given.filter((category) => !needed.includes(category as Intl.LDMLPluralRule))
  const facts = { key: message.key, name, language: texts.language.code, needed }
  const place = placeIn(message, `{${name}, ${by === 'ordinal' ? 'selectordinal' : 'plural'}`)
  if (missing.length > 0) tell(problem('plural-form-missing', { ...facts, missing }, place))
  if (unused.length > 0) tell(problem('plural-form-unused', { ...facts, unused }, place))
}

interface Foreign {
  readonly word: string
  /** The word as it is looked for, in small letters when in any case. */
  readonly letters: string
  /** Acronyms keep their case, since `OE` and `oe` are two things; other words are found in any case. */
  readonly cased: boolean
  readonly own: readonly string[]
  readonly other: string
}

/** Words that other languages have for a term, and this language has not. */
function foreignTerms(texts: Texts, all: ReadonlyMap<string, Texts>): readonly Foreign[] {
  const ownWords = new Set([...texts.terms.values()].flat().map((word) => word.toLowerCase()))
  return [...all.values()]
    .filter((other) => other !== texts)
    .flatMap((other) =>
      [...other.terms].flatMap(([id, words]) =>
        words
          .filter((word) => !ownWords.has(word.toLowerCase()))
          .map((word) => foreignTerm(word, texts.terms.get(id) ?? [], other.language.code)),
      ),
    )
}

function foreignTerm(word: string, own: readonly string[], other: string): Foreign {
  const cased = word === word.toUpperCase()
  return { word, letters: cased ? word : word.toLowerCase(), cased, own, other }
}

/** The terms that stand in a text as words of their own, as they are written there. Nearly none does, which is told by their letters. */
function foreignIn(text: string, terms: readonly Foreign[]): readonly (readonly [Foreign, string])[] {
  const lower = text.toLowerCase()
  return terms.flatMap((term) => {
    if (!(term.cased ? text : lower).includes(term.letters)) return []
    const found = wholeWord(term).exec(text)?.[0]
    return found === undefined ? [] : [[term, found] as const]
  })
}

const wholeWord = ({ word, cased }: Foreign): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`, cased ? 'u' : 'iu')

function foreignProblem(key: string, found: string, term: Foreign, texts: Texts, place: Message['place']): Problem {
  const facts = { key, found, language: texts.language.code, other: term.other, own: term.own }
  return problem('foreign-term', facts, place)
}

function lintName(
  id: string,
  forms: readonly string[],
  place: Message['place'],
  foreign: readonly Foreign[],
  texts: Texts,
  tell: Tell,
): void {
  const key = `names.${id}`
  for (const text of forms) {
    if (text.includes("'")) tell(problem('straight-apostrophe', { key }, place))
    if (/[ \t]{2,}/.test(text)) tell(problem('double-space', { key, at: text }, place))
    const [first] = foreignIn(text, foreign)
    if (first) tell(foreignProblem(key, first[1], first[0], texts, place))
  }
}
