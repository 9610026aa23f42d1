/** Years, months, dates and ranges in words; from integers, so that no time zone can move them. */
import type { Language } from './language.ts'
import { remembered } from './remembered.ts'

type PeriodKind = 'year' | 'month'
type PeriodForm = 'long' | 'short' | 'month' | 'month-short'

const FIELDS: Readonly<Record<PeriodForm, Intl.DateTimeFormatOptions>> = {
  long: { year: 'numeric', month: 'long' },
  short: { year: 'numeric', month: 'short' },
  month: { month: 'long' },
  'month-short': { month: 'short' },
}
const SPELLING = { year: /^\d{4}$/, month: /^\d{4}-\d{2}$/, day: /^\d{4}-\d{2}-\d{2}$/ }

const period = remembered<string>()

/** Prints `2020-04` as `april 2020`, `apr 2020`, `april` or `apr`, and a year as it is; throws for any other spelling. */
export function formatPeriod(code: string, kind: PeriodKind, language: Language, form: PeriodForm = 'long'): string {
  return period(language, `${kind} ${form} ${code}`, () =>
    formatter(language, fieldsOf(kind, form)).format(instantOf(dateOf(code, kind))),
  )
}

/** Prints `2020-04-01` as a date in words, with the house style's ordinal for the first of a month: `1er avril 2020`. */
export function formatDate(code: string, language: Language): string {
  return dateInWords(code, {}, language)
}

/** The same with the day of the week before it, or where the language has it: `mercredi 1er avril 2020`. */
export function formatFullDate(code: string, language: Language): string {
  return dateInWords(code, { weekday: 'long' }, language)
}

function dateInWords(code: string, more: Intl.DateTimeFormatOptions, language: Language): string {
  const date = dateOf(code, 'day')
  const { firstOrdinal } = language.style
  return formatter(language, { ...more, year: 'numeric', month: 'long', day: 'numeric' })
    .formatToParts(instantOf(date))
    .map((part) => (part.type === 'day' && date.day === 1 ? (firstOrdinal ?? part.value) : part.value))
    .join('')
}

/** Prints `2007` and `2020` as `2007–2020`, saying once what both ends share: `april–juni 2020`. */
export function formatRange(
  from: string,
  to: string,
  kind: PeriodKind,
  language: Language,
  form: PeriodForm = 'long',
): string {
  if (from === to) return formatPeriod(from, kind, language, form)
  const [start, end] = [instantOf(dateOf(from, kind)), instantOf(dateOf(to, kind))]
  const parts = formatter(language, fieldsOf(kind, form)).formatRangeToParts(start, end)
  const { rangeDash } = language.style
  const words = parts.filter((part) => part.source === 'startRange').length > 1
  return parts.map((part) => (part.source === 'shared' ? dash(part.value, rangeDash, words) : part.value)).join('')
}

/** The house dash stands close between single words, as in `2007–2020`, and free between ends of several words. */
function dash(literal: string, rangeDash: string | null, words: boolean): string {
  if (rangeDash === null || !/[-–—]/.test(literal)) return literal
  // CLDR puts thin spaces (U+2009), for which the embedded fonts have no glyph of their own.
  return words ? ` ${rangeDash} ` : rangeDash
}

/** Two printed characters below U+0300 never make one letter; the segmenter takes 20 times as long. */
const PLAIN_START = /^[ -\u02ff]{2}/

/** The text with its first letter as a capital, by the rules of the language: `IJsland`, `İstanbul`. */
export function capitaliseFirst(text: string, { locale, style, formats }: Language): string {
  const digraph = style.capitalDigraphs.find((letters) => text.startsWith(letters))
  const plain = PLAIN_START.test(text) ? text[0] : undefined
  const first = digraph ?? plain ?? formats.segments({}).segment(text.slice(0, 32)).containing(0)?.segment ?? ''
  return first.toLocaleUpperCase(locale) + text.slice(first.length)
}

function fieldsOf(kind: PeriodKind, form: PeriodForm): Intl.DateTimeFormatOptions {
  return kind === 'year' ? { year: 'numeric' } : FIELDS[form]
}

/** Periods are Gregorian in the data, whatever calendar the locale prefers. */
function formatter({ formats }: Language, fields: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formats.date({ ...fields, calendar: 'gregory', timeZone: 'UTC' })
}

/**
 * Milliseconds at which the date begins, in the formatter's UTC. Handed a plain date, V8 makes a formatter anew each time,
 * and takes a numeric pattern in Japanese and Chinese (`2020/4`).
 */
function instantOf(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds
}

function dateOf(code: string, kind: keyof typeof SPELLING): Temporal.PlainDate {
  if (!SPELLING[kind].test(code)) throw new RangeError(`"${code}" is not a ${kind}`)
  const [year = 0, month = 1, day = 1] = code.split('-').map(Number)
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
}
