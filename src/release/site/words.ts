/** What the pages around the documents say: messages under `site.`, dates, sizes and counts in the house style. */
import { Big } from 'big.js'
import type { Figure } from '../../figures/figure.ts'
import type { Language } from '../../format/language.ts'
import { formatNumber } from '../../format/number.ts'
import { formatDate, formatPeriod } from '../../format/period.ts'
import type { Texts } from '../../format/texts.ts'
import { plain, type Token, type Value, word } from '../../format/wording.ts'
import type { Reasons, Version, VersionWords } from '../version.ts'
import type { PublicVersion } from './facts.ts'

type Values = Readonly<Record<string, Value>>

export const tokensOf = (key: string, texts: Texts, values: Values = {}): readonly Token[] =>
  word(`site.${key}`, values, texts) ?? []

/** A sentence or label of the site. */
export const say = (key: string, texts: Texts, values: Values = {}): string => plain(tokensOf(key, texts, values))

/** One of the tool's own words for everything that it prints. */
export const ownWord = (key: string, texts: Texts, values: Values = {}): string =>
  plain(word(`words.${key}`, values, texts) ?? [])

/** A number in a message: printed in the house style, and of the right plural form. */
export function count(of: number): Figure {
  const value = new Big(of)
  const amount = { id: 'count', value, rounded: value, unit: 'count', decimals: 0, signed: false, suppressed: false }
  return { ...amount, status: [], notes: [], formula: '', from: [], at: [] }
}

export const whole = (of: number, language: Language): string => formatNumber(new Big(of), 0, language)

/** `2020` or, of a monthly factsheet, `april 2020`. */
export const editionName = (edition: string, language: Language): string =>
  formatPeriod(edition, edition.includes('-') ? 'month' : 'year', language)

/** Date of a moment in a zone, YYYY-MM-DD. */
export const dayOf = (moment: string, zone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString()

/** Date of a publication in words. */
export const issuedOn = ({ issued, zone }: Version, language: Language): string =>
  formatDate(dayOf(issued, zone), language)

export const reasonIn = (reasons: Reasons | undefined, { language }: Texts): string | null =>
  reasons?.[language.code] ?? null

/** Words of a version; of a withdrawn one none are told, since they may speak of its numbers. */
export const wordsOf = ({ version, withdrawn }: PublicVersion, { language }: Texts): VersionWords | null =>
  withdrawn ? null : (version.words[language.code] ?? null)

/** `115 kB`, `1,5 MB`: unit and order as CLDR has them, the number in the house style, never on two lines. */
export function formatSize(bytes: number, language: Language): string {
  const large = bytes >= 1_000_000
  const amount = large ? new Big(bytes).div(1_000_000) : new Big(Math.max(1, Math.round(bytes / 1000)))
  const unit = large ? 'megabyte' : 'kilobyte'
  const parts = language.formats.number({ style: 'unit', unit, unitDisplay: 'short' }).formatToParts(1.5)
  const first = parts.findIndex(({ type }) => type === 'integer')
  return parts
    .map(({ type, value }, index) => {
      if (index === first) return formatNumber(amount, large ? 1 : 0, language)
      if (type === 'literal') return value.replace(/\s/g, '\u00a0')
      return type === 'unit' ? value : ''
    })
    .join('')
}

/** Time of day, in the zone of the moment. */
export const formatTime = (at: Temporal.ZonedDateTime, { formats }: Language): string =>
  formats.date({ hour: 'numeric', minute: '2-digit', timeZone: at.timeZoneId }).format(at.epochMilliseconds)

/** The zone of a moment in words, without saying whether it is summer: `Midden-Europese tijd`. */
export function zoneName(at: Temporal.ZonedDateTime, { formats }: Language): string {
  const parts = formats
    .date({ hour: 'numeric', timeZone: at.timeZoneId, timeZoneName: 'longGeneric' })
    .formatToParts(at.epochMilliseconds)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? at.timeZoneId
}
