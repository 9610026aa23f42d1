/** A moment in words: its day and its time of the clock, as they are in a time zone. */
import type { Language } from './language.ts'
import { formatDate, formatFullDate } from './period.ts'
import type { Texts } from './texts.ts'
import { plain, word } from './wording.ts'

/** Prints a moment in its own zone: `donderdag 28 januari 2021 om 11.00 uur`. How a time is written is a message. */
export function formatMoment(at: Temporal.ZonedDateTime, texts: Texts): string {
  const { formats } = texts.language
  const values = {
    date: formatFullDate(at.toPlainDate().toString(), texts.language),
    hour: formats.number({ useGrouping: false }).format(at.hour),
    minute: formats.number({ minimumIntegerDigits: 2 }).format(at.minute),
  }
  return plain(word('calendar.moment', values, texts) ?? [])
}

/** Prints the day that it is in the zone at that moment, e.g. the day of a publication. */
export function formatDay(at: Temporal.Instant, zone: string, language: Language): string {
  return formatDate(at.toZonedDateTimeISO(zone).toPlainDate().toString(), language)
}
