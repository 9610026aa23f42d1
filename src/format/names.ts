/** What a code is called in a language: the text files first, then CLDR for countries and periods. */
import { OTHER, TOTAL } from '../data/dataset.ts'
import { problem, Refusal } from '../problem.ts'
import type { Language } from './language.ts'
import { formatPeriod } from './period.ts'
import { remembered } from './remembered.ts'
import type { Texts } from './texts.ts'

/** A dimension as tables and positions carry it. */
export interface NamedDimension {
  readonly dimension: string
  readonly dimensionKind: 'code' | 'region' | 'year' | 'month'
  readonly codelist?: string
}

/**
 * Name of a code: `names.<dimension>.<code>`, `names.<code list>.<code>`, for `_T` and `_O` `names.<code>`, then CLDR.
 * Other forms (`to`, `from`, `in` …) come from the text files only, `short` falls back to the name; a name or form that
 * does not exist throws a Refusal, so that a bare code is never printed.
 */
export function nameOf(of: NamedDimension, code: string, texts: Texts, form = 'name'): string {
  const own = ownForms(of, code, texts)
  const found = own[form] ?? (form === 'short' ? own.name : undefined) ?? standardName(of, code, texts, form)
  if (found !== undefined) return found
  const facts = { dimension: of.dimension, code, form, language: texts.language.code }
  throw new Refusal([problem(form === 'name' ? 'name-missing' : 'name-form-missing', facts)])
}

/** Forms in which the code has a name; `name` comes first. */
export function formsOf(of: NamedDimension, code: string, texts: Texts): readonly string[] {
  const own = ownForms(of, code, texts)
  const standard = standardName(of, code, texts, 'name') === undefined ? [] : ['name']
  return [...new Set([...standard, ...Object.keys(own).sort((a, b) => Number(b === 'name') - Number(a === 'name'))])]
}

/** Release of the CLDR that named countries and months, for the manifest: another Node may spell them otherwise. */
export function cldrVersion(): string {
  return `CLDR ${process.versions.cldr}, ICU ${process.versions.icu}`
}

function ownForms(
  { dimension, codelist }: NamedDimension,
  code: string,
  texts: Texts,
): Readonly<Record<string, string>> {
  const shared = code === TOTAL || code === OTHER ? [code] : []
  const keys = [`${dimension}.${code}`, ...(codelist === undefined ? [] : [`${codelist}.${code}`]), ...shared]
  const found = keys.map((key) => texts.names.get(key)).find((name) => name !== undefined)
  return found?.forms ?? {}
}

function standardName(of: NamedDimension, code: string, { language }: Texts, form: string): string | undefined {
  if ((form !== 'name' && form !== 'short') || code === TOTAL || code === OTHER || of.dimensionKind === 'code')
    return undefined
  const style = form === 'short' ? 'short' : 'long'
  if (of.dimensionKind !== 'region') return formatPeriod(code, of.dimensionKind, language, style)
  return region(language, `${style} ${code}`, () => regionName(code, language, style))
}

const region = remembered<string | undefined>()

/**
 * CLDR's name of a country. Withdrawn codes (AN, CS, YU) and aliases (UK) have none: ICU would quietly name their
 * successor, which is wrong for the years in which they stood in the data.
 */
function regionName(code: string, { formats }: Language, style: 'long' | 'short'): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`) return undefined
  return formats.names({ type: 'region', fallback: 'none', style }).of(code)
}
