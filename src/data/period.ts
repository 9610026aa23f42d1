/** Years, months and days, kept as they are spelled; and what a spreadsheet makes of them. */
import { problem } from '../problem.ts'
import type { Cast } from './field.ts'

export type PeriodType = 'year' | 'yearmonth' | 'date'

const SPELLING: Readonly<Record<PeriodType, RegExp>> = {
  year: /^\d{4}$/,
  yearmonth: /^\d{4}-(?:0[1-9]|1[0-2])$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
}

/** Reads `2020`, `2020-04` or `2020-04-30` (the SDMX TIME_PERIOD spellings); never through a Date. */
export function castPeriod(text: string, column: string, type: PeriodType): Cast {
  if (SPELLING[type].test(text) && (type !== 'date' || isDay(text))) return { value: text }
  const facts = { column, text, type, meant: meant(text, type) }
  if (type !== 'date' && isSerial(text)) return { fault: problem('period-turned-into-serial', facts) }
  if (type !== 'date' && DATE_LIKE.test(text)) return { fault: problem('period-turned-into-date', facts) }
  return { fault: problem('period-malformed', facts) }
}

// 01/01/2020, 1-4-20, 2020-04-01 00:00:00; jan/20, 20-jan, 1 jan 2020, in any language.
const DATE_LIKE =
  /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?:[T ]\d.*)?$|^(?:\d{1,2}[-/ ])?\p{L}{3,}\.?[-/ ]\d{2,4}$|^\d{1,4}[-/ ]\p{L}{3,}\.?$/u

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (year === 0) return false
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** Five digits between 1940 and 2100 as a spreadsheet counts days. */
function isSerial(text: string): boolean {
  return /^\d{5}$/.test(text) && Number(text) >= 14_611 && Number(text) <= 73_050
}

/** The period that was probably meant, when the text leaves only one. */
function meant(text: string, type: PeriodType): string | null {
  if (type === 'date') return null
  const month = isSerial(text) ? monthOfSerial(text) : (monthOfDate(text) ?? monthOfNumbers(text))
  return type === 'year' ? (month?.slice(0, 4) ?? null) : month
}

/** Day 1 is 1900-01-01 and 1900 counts as a leap year, so that day 0 falls on 30 December 1899 from March 1900 on. */
function monthOfSerial(text: string): string {
  return Temporal.PlainDate.from('1899-12-30')
    .add({ days: Number(text) })
    .toString()
    .slice(0, 7)
}

/** A spreadsheet makes a month its first day, so that the number beside a 1 is the month, in either order. */
function monthOfDate(text: string): string | null {
  const iso = /^(\d{4})[/.-](\d{1,2})[/.-]0?1(?:[T ].*)?$/.exec(text)
  if (iso) return monthText(iso[1], iso[2])
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  if (!match) return null
  const [first, second] = [Number(match[1]), Number(match[2])]
  return first === 1 || second === 1 ? monthText(match[3], String(Math.max(first, second))) : null
}

/** `2020-4`, `2020/04`, `202004`, `2020M04`, `04/2020`. */
function monthOfNumbers(text: string): string | null {
  const match = /^(\d{4})[-/. M]?(\d{1,2})$/.exec(text)
  if (match) return monthText(match[1], match[2])
  const turned = /^(\d{1,2})[-/. ](\d{4})$/.exec(text)
  return turned && monthText(turned[2], turned[1])
}

function monthText(year = '', month = ''): string | null {
  const spelled = `${year}-${month.padStart(2, '0')}`
  return SPELLING.yearmonth.test(spelled) ? spelled : null
}
