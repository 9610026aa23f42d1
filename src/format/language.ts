/** A language of a factsheet: its locale, and the house style that the agency lays over CLDR. */
import { z } from 'zod'
import styles from '../../templates/shared/styles.json' with { type: 'json' }
import { problem, Refusal } from '../problem.ts'

/** What a house style decides; null leaves it to CLDR. */
export interface HouseStyle {
  /** Between thousands. */
  readonly group: string | null
  readonly decimal: string | null
  readonly minus: string | null
  /** Between a number and its per cent sign. */
  readonly percentSpace: string | null
  /** Between the ends of a range of years, months or dates. */
  readonly rangeDash: string | null
  /** Digits before the first group mark: 1 writes `1.847`, 2 writes `1847` and `18.470`. */
  readonly minimumGroupDigits: number | null
  /** Written for the first day of a month, e.g. `1er`. */
  readonly firstOrdinal: string | null
  /** Letters that are written with two signs and capitalised as one; Intl has no title case that knows them. */
  readonly capitalDigraphs: readonly string[]
}

/** ICU's formatters of a locale. Each is made once: making one takes ICU more time than a hundred uses of it. */
export interface Formats {
  date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat
  list(options: Intl.ListFormatOptions): Intl.ListFormat
  names(options: Intl.DisplayNamesOptions): Intl.DisplayNames
  number(options: Intl.NumberFormatOptions): Intl.NumberFormat
  plural(options: Intl.PluralRulesOptions): Intl.PluralRules
  segments(options: Intl.SegmenterOptions): Intl.Segmenter
}

export interface Language {
  /** As in `languages:` of the definition; also the name of the text file. */
  readonly code: string
  /** BCP 47 tag. */
  readonly locale: string
  readonly style: HouseStyle
  readonly direction: 'ltr' | 'rtl'
  readonly formats: Formats
}

type Preset = Partial<HouseStyle> & { readonly languages?: Readonly<Record<string, Partial<HouseStyle>>> }
const PRESETS: Readonly<Record<string, Preset>> = styles

const AS_CLDR: HouseStyle = {
  group: null,
  decimal: null,
  minus: null,
  percentSpace: null,
  rangeDash: null,
  minimumGroupDigits: null,
  firstOrdinal: null,
  capitalDigraphs: [],
}

const StyleName = z.enum(Object.keys(PRESETS)).describe('A house style of templates/shared/styles.json')
const Mark = z.string().max(4).nullable().optional()

const StyleSpec = z.union([
  StyleName,
  z
    .strictObject({
      base: StyleName.default('cldr'),
      group: Mark.describe('Between thousands'),
      decimal: Mark,
      minus: Mark,
      percentSpace: Mark.describe('Between a number and its per cent sign'),
      rangeDash: Mark.describe('Between the ends of a range'),
      minimumGroupDigits: z.int().min(1).max(2).nullable().optional().describe('1: 1.847; 2: 1847 and 18.470'),
      firstOrdinal: Mark.describe('Written for the first day of a month'),
      capitalDigraphs: z.array(z.string()).optional().describe('Pairs of letters that are capitalised as one'),
    })
    .describe('A house style with changes'),
])

/** A language as written under `languages:` in factsheet.yaml. */
export const LanguageSpec = z.strictObject({
  locale: z
    .string()
    .refine(isKnownLocale, 'this locale is not known; write a tag such as nl-BE, fr-BE or ar')
    .describe('BCP 47 tag, e.g. nl-BE'),
  style: StyleSpec.default('cldr'),
})
export type LanguageSpec = z.infer<typeof LanguageSpec>

/** Whether every part of Intl that we use has data of its own for the locale; it would fall back to English in silence. */
export function isKnownLocale(locale: string): boolean {
  try {
    const parts = [Intl.NumberFormat, Intl.DateTimeFormat, Intl.PluralRules, Intl.ListFormat, Intl.DisplayNames]
    return parts.every(
      (part: { supportedLocalesOf(locale: string): string[] }) => part.supportedLocalesOf(locale).length === 1,
    )
  } catch {
    return false
  }
}

/** Makes a language from its declaration; throws a Refusal for a locale that this machine does not know. */
export function makeLanguage(code: string, spec: LanguageSpec): Language {
  if (!isKnownLocale(spec.locale))
    throw new Refusal([problem('unknown-locale', { language: code, locale: spec.locale })])
  const locale = new Intl.Locale(spec.locale)
  const direction = locale.getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr'
  const style = houseStyle(spec.style, locale.language)
  return { code, locale: spec.locale, style, direction, formats: makeFormats(spec.locale) }
}

function makeFormats(locale: string): Formats {
  return {
    date: kept((options) => new Intl.DateTimeFormat(locale, options)),
    list: kept((options) => new Intl.ListFormat(locale, options)),
    names: kept((options) => new Intl.DisplayNames(locale, options)),
    number: kept((options) => new Intl.NumberFormat(locale, options)),
    plural: kept((options) => new Intl.PluralRules(locale, options)),
    segments: kept((options) => new Intl.Segmenter(locale, options)),
  }
}

function kept<Options, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const all = new Map<string, Made>()
  return (options) => {
    const key = JSON.stringify(options)
    const made = all.get(key) ?? make(options)
    all.set(key, made)
    return made
  }
}

function houseStyle(spec: LanguageSpec['style'], language: string): HouseStyle {
  const { base, ...changes } = typeof spec === 'string' ? { base: spec } : spec
  const layers = [...new Set(['cldr', base])].flatMap((name) => layersOf(PRESETS[name] ?? {}, language))
  return Object.assign({}, AS_CLDR, ...layers, given(changes))
}

function layersOf({ languages, ...common }: Preset, language: string): readonly Partial<HouseStyle>[] {
  return [common, languages?.[language] ?? {}]
}

/** Without the keys that were not written, which would hide those of the base. */
function given(changes: object): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
