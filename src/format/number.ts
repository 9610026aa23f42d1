/** The one formatter of numbers: CLDR's pattern of the locale, with the characters of the house style. */
import { Big } from 'big.js'
import { round } from '../figures/arithmetic.ts'
import type { Figure } from '../figures/figure.ts'
import type { HouseStyle, Language } from './language.ts'
import { statusLetters } from './status.ts'

interface NumberOptions {
  /** Writes a plus before a positive number. */
  readonly signed?: boolean
}

/** Prints a number with exactly `decimals` decimals, rounded half away from zero; exact at any size, never `-0`. */
export function formatNumber(value: Big, decimals: number, language: Language, options: NumberOptions = {}): string {
  return print(round(value, decimals).toFixed(decimals), decimals, 'decimal', language, options)
}

/** Prints a percentage, given in percent, with its sign: 23.87 with 0 decimals is `24 %`. */
function formatPercent(value: Big, decimals: number, language: Language, options: NumberOptions): string {
  // Intl multiplies by a hundred: moving the point is exact, dividing might not be.
  const hundredth = round(value, decimals)
    .times('0.01')
    .toFixed(decimals + 2)
  return print(hundredth, decimals, 'percent', language, options)
}

type Kind = 'decimal' | 'percent'

/** Then it begins anew, so that a batch of any length stays small. */
const MOST_KEPT = 20_000

/** By language, what was printed: a number stands in a graphic, a table and sentences, and once more where languages meet. */
const printed = new WeakMap<Language, Map<string, string>>()

function print(decimal: string, decimals: number, kind: Kind, language: Language, options: NumberOptions): string {
  const known = printed.get(language) ?? new Map<string, string>()
  printed.set(language, known)
  if (known.size >= MOST_KEPT) known.clear()
  // The decimals stand in the text of the number.
  const key = `${decimal} ${kind} ${options.signed ?? false}`
  const text = known.get(key) ?? compose(decimal, decimals, kind, language, options)
  known.set(key, text)
  return text
}

function compose(
  decimal: string,
  decimals: number,
  kind: Kind,
  { formats, style }: Language,
  { signed = false }: NumberOptions,
): string {
  const format = formats.number({
    style: kind,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signed ? 'exceptZero' : 'negative',
    useGrouping: grouping(style.minimumGroupDigits),
  })
  // A string is formatted exactly; a JavaScript number would lose digits from 2^53 on.
  const parts = format.formatToParts(decimal as `${number}`)
  const text = parts.map((part) => STYLED[part.type]?.(style) ?? part.value).join('')
  return kind === 'percent' && style.percentSpace !== null ? spacePercent(text, style.percentSpace) : text
}

const STYLED: Readonly<Record<string, (style: HouseStyle) => string | null>> = {
  group: (style) => style.group,
  decimal: (style) => style.decimal,
  minusSign: (style) => style.minus,
}

function grouping(digits: number | null): 'auto' | 'always' | 'min2' {
  if (digits === null) return 'auto'
  return digits === 1 ? 'always' : 'min2'
}

/** Sets the space between digits and sign; direction marks (U+200E, U+061C) stay, a sign put first stays first. */
function spacePercent(text: string, space: string): string {
  return text
    .replace(/(\p{Nd})[\s\u00a0\u202f]*([\u200e\u061c]*[%٪])/u, `$1${space}$2`)
    .replace(/([%٪])[\s\u00a0\u202f]*(\p{Nd})/u, `$1${space}$2`)
}

/**
 * Prints a figure as rounded, a percentage with its sign, a change with plus or minus. A positive value that rounds to
 * zero is `<1 %`, by its decimals; a missing one `[x]`, one that cannot exist `[z]`, a suppressed one `[c]`.
 */
export function formatFigure(figure: Figure, language: Language): string {
  const { value, rounded, decimals, signed } = figure
  if (rounded === null || figure.suppressed) return statusLetters(figure).join('')
  const format = figure.unit === 'percent' ? formatPercent : formatNumber
  const vanishes = !signed && value !== null && value.gt(0) && rounded.eq(0)
  if (vanishes) return `<${format(new Big(10).pow(-decimals), decimals, language, {})}`
  return format(rounded, decimals, language, { signed })
}

/** The number as CSV, JSON and data attributes write it, the same in every language: `-1847.5`, never an exponent. */
export function canonicalNumber(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed()
}

/** The decimal mark of the language and its house style. */
export function decimalMark({ formats, style }: Language): string {
  if (style.decimal !== null) return style.decimal
  const parts = formats.number({ minimumFractionDigits: 1 }).formatToParts(1)
  return parts.find((part) => part.type === 'decimal')?.value ?? '.'
}
