/** When the editions of a factsheet come out: announced ahead, to the minute, in a time zone. */
import type { Reasons } from './version.ts'

/** One edition in the calendar. */
export interface Announcement {
  readonly edition: string
  readonly status: 'announced' | 'postponed' | 'published' | 'cancelled'
  /** Null when a postponed or cancelled edition has no date (any more). */
  readonly at: Temporal.ZonedDateTime | null
  /** The date that was announced before it was postponed. */
  readonly from: Temporal.ZonedDateTime | null
  /** Why it was postponed or cancelled, by language. */
  readonly reason: Reasons
}

export interface Calendar {
  /** IANA time zone, e.g. `Europe/Brussels`. */
  readonly zone: string
  /** After this long, a publication is late and must be explained. */
  readonly late: Temporal.Duration
  /** By edition, in the order of their dates. */
  readonly announcements: ReadonlyMap<string, Announcement>
}
