/** The time that an edition is about, as metadata write it. */

const monthOf = (edition: string, end: 'first' | 'last'): Temporal.PlainYearMonth =>
  Temporal.PlainYearMonth.from(edition.includes('-') ? edition : `${edition}-${end === 'first' ? '01' : '12'}`)

/** First and last day, YYYY-MM-DD. */
export function daysOf(edition: string): { readonly from: string; readonly to: string } {
  const last = monthOf(edition, 'last')
  const from = monthOf(edition, 'first').toPlainDate({ day: 1 })
  return { from: from.toString(), to: last.toPlainDate({ day: last.daysInMonth }).toString() }
}

/** Interval of ISO 8601, as schema.org wants it. */
export const coverage = (edition: string): string => {
  const { from, to } = daysOf(edition)
  return `${from}/${to}`
}
