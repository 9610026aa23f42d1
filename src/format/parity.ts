/** Every language must say the same: the same messages, placeholders, tags, choices and names. */
import { nearest, type Place, problem, type Tell } from '../problem.ts'
import { allParts, type Choice, type Message, placeholders, placeIn } from './message.ts'
import type { Texts } from './texts.ts'

/** Tells what one language has and another lacks, what differs, and translations that were never made. */
export function checkParity(
  texts: ReadonlyMap<string, Texts>,
  tell: Tell,
  { areas = false }: { readonly areas?: boolean } = {},
): void {
  const all = [...texts.values()]
  const [first] = all
  if (!first) return
  const bare = withoutForms(formsIn(all), areas)
  for (const one of all) {
    missingMessages(one, all, tell)
    missingNames(one, all, tell)
    if (one === first) continue
    for (const message of one.messages.values()) {
      const model = first.messages.get(message.key)
      if (!model || model.faulty || message.faulty) continue
      compare(message, model, one, first, bare, tell)
      untranslated(message, model, one, first, tell)
    }
  }
}

/** Of several languages that have a message, the earliest is named: the later ones were translated from it. */
function missingMessages(texts: Texts, all: readonly Texts[], tell: Tell): void {
  const { code } = texts.language
  const expected = new Map(
    all.toReversed().flatMap((one) => [...one.messages].map(([key, message]) => [key, { one, message }] as const)),
  )
  for (const [key, { one, message }] of expected) {
    if (texts.messages.has(key)) continue
    const strays = [...texts.messages.keys()].filter((own) => !one.messages.has(own))
    const facts = { key, language: code, other: one.language.code, file: fileBeside(message.place, code) }
    tell(problem('message-missing', { ...facts, near: nearest(key, strays) ?? null }, message.place))
  }
}

/** The text file of another language in the same folder. */
function fileBeside({ file }: Place, code: string): string {
  return file.replace(/[^/]*$/, `${code}.yaml`)
}

/** A name that CLDR has (a country) may be overridden in one language only. */
function missingNames(texts: Texts, all: readonly Texts[], tell: Tell): void {
  const expected = new Map(
    all.toReversed().flatMap((one) => [...one.names].map(([id, name]) => [id, { one, name }] as const)),
  )
  for (const [id, { one, name }] of expected) {
    if (texts.names.get(id)?.forms.name !== undefined || /(^|\.)[A-Z]{2}$/.test(id)) continue
    const { code } = texts.language
    const facts = {
      key: `names.${id}`,
      language: code,
      other: one.language.code,
      file: fileBeside(name.place, code),
      near: null,
    }
    tell(problem('message-missing', facts, name.place))
  }
}

function compare(
  message: Message,
  model: Message,
  texts: Texts,
  first: Texts,
  bare: (name: string) => string,
  tell: Tell,
): void {
  const facts = { key: message.key, language: texts.language.code, other: first.language.code }
  const names = (one: Message) => placeholders(one).map(bare)
  const values = difference(names(message), names(model))
  if (values) tell(problem('placeholders-differ', { ...facts, ...values }, placeOfFirst(message, values.extra)))
  const tags = difference(tagsOf(message), tagsOf(model))
  if (tags) tell(problem('tags-differ', { ...facts, ...tags }, message.place))
  for (const own of selectsOf(message)) {
    const other = selectsOf(model).find((one) => one.name === own.name)
    const options = other && difference(Object.keys(own.options), Object.keys(other.options))
    const place = placeIn(message, `{${own.name}, select`)
    if (options) tell(problem('select-differs', { ...facts, name: own.name, ...options }, place))
  }
}

function placeOfFirst(message: Message, [extra = '']: readonly string[]): Place {
  const written = placeholders(message).find((name) => name === extra || name.startsWith(`${extra}_`))
  return placeIn(message, written === undefined ? '' : `{${written}`)
}

/** Forms of names that any language knows, and `at`, the plain name of the row where a figure stands. */
function formsIn(all: readonly Texts[]): ReadonlySet<string> {
  return new Set(['at', ...all.flatMap((one) => [...one.names.values()].flatMap((name) => Object.keys(name.forms)))])
}

/**
 * `first_to` and `first_at`, and for areas `area_to` and `area`, are one thing in two grammatical forms: a language takes
 * the one that it needs.
 */
function withoutForms(forms: ReadonlySet<string>, areas: boolean): (name: string) => string {
  return (name) => {
    const [, stem, form] = /^(.+)_([^_]+)$/.exec(name) ?? []
    if (stem === undefined || form === undefined || !forms.has(form)) return name
    return areas && stem === 'area' ? stem : `${stem}_at`
  }
}

function difference(own: readonly string[], other: readonly string[]): { missing: string[]; extra: string[] } | null {
  const missing = other.filter((one) => !own.includes(one))
  const extra = own.filter((one) => !other.includes(one))
  return missing.length + extra.length === 0 ? null : { missing: [...new Set(missing)], extra: [...new Set(extra)] }
}

function tagsOf(message: Message): readonly string[] {
  return allParts(message.ast).flatMap((part) => (part.kind === 'tag' ? [part.name] : []))
}

function selectsOf(message: Message): readonly Choice[] {
  return allParts(message.ast).filter((part) => part.kind === 'choice' && part.by === 'select') as Choice[]
}

/** A text that equals that of the first language was most likely copied and forgotten. */
function untranslated(message: Message, model: Message, texts: Texts, first: Texts, tell: Tell): void {
  const words = message.source.replace(/\{\w+\}|<\/?\w+>/g, '').trim()
  if (message.source !== model.source || !/\p{L}/u.test(words)) return
  if ([...texts.same, ...first.same].some((same) => same === message.source || same === words)) return
  const facts = { key: message.key, language: texts.language.code, other: first.language.code, text: message.source }
  tell(problem('untranslated', facts, message.place))
}
