/** Arithmetic on periods as they are spelled: `2020` and `2020-04`; never through a Date, which has a time zone. */

/** Months since year 0 for a month, else null. */
function monthIndex(code: string): number | null {
  const match = /^(\d{4})-(\d{2})$/.exec(code)
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null
}

function monthCode(index: number): string {
  const year = Math.floor(index / 12)
  return `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** `2020` moved by `-1 year` is `2019`; null for a year moved by months, and for what is no period. */
export function shiftPeriod(code: string, shift: string): string | null {
  const [amount = '0', unit = ''] = shift.split(' ')
  const months = monthIndex(code)
  if (months !== null) return monthCode(months + Number(amount) * (unit.startsWith('year') ? 12 : 1))
  if (!/^\d{4}$/.test(code)) return null
  return unit.startsWith('year') ? String(Number(code) + Number(amount)).padStart(4, '0') : null
}

/** Every period from `from` to `to`, both included; both must be of the same kind. */
export function periodsBetween(from: string, to: string): readonly string[] {
  const first = monthIndex(from)
  const last = monthIndex(to)
  if (first !== null && last !== null) return count(first, last).map(monthCode)
  return count(Number(from), Number(to)).map((year) => String(year).padStart(4, '0'))
}

function count(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}

/** The months of a year edition, or the edition itself when it is a month. */
export function monthsOf(edition: string): readonly string[] {
  return edition.includes('-') ? [edition] : periodsBetween(`${edition}-01`, `${edition}-12`)
}
