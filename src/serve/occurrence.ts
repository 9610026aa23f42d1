/** When a schedule is due, on the clocks of its zone: no time twice in the night that has one hour twice, none lost in the other. */
import { Cron } from 'croner'
import type { ScheduleSpec, Step } from './definition.ts'

/** One schedule of one factsheet. */
export interface Schedule {
  /** `voluntary-return/annual`. */
  readonly id: string
  readonly factsheet: string
  readonly cron: string
  /** IANA time zone. */
  readonly zone: string
  readonly edition: string
  readonly steps: readonly Step[]
  readonly missed: 'latest' | 'all' | 'ask'
  readonly retry: Temporal.Duration
  readonly ahead: Temporal.Duration
}

export const schedulesOf = (factsheet: string, { zone, runs }: ScheduleSpec): readonly Schedule[] =>
  Object.entries(runs).map(([name, one]) => ({
    ...{ id: `${factsheet}/${name}`, factsheet, zone, cron: one.cron, edition: one.edition },
    ...{ steps: one.do, missed: one.missed },
    retry: Temporal.Duration.from(one.retry),
    ahead: Temporal.Duration.from(one.ahead),
  }))

const cronOf = ({ cron, zone }: Schedule) => new Cron(cron, { timezone: zone, paused: true, mode: '5-part' })
const dateOf = (moment: Temporal.Instant) => new Date(moment.epochMilliseconds)

/** The first one after a moment; null for a pattern that never comes true again. */
export function nextAfter(schedule: Schedule, moment: Temporal.Instant): Temporal.Instant | null {
  return cronOf(schedule).nextRun(dateOf(moment))?.toTemporalInstant() ?? null
}

/** The first so many after one moment and up to another, oldest first. */
export function firstBetween(
  schedule: Schedule,
  after: Temporal.Instant,
  upTo: Temporal.Instant,
  most: number,
): readonly Temporal.Instant[] {
  const found: Temporal.Instant[] = []
  for (let next = nextAfter(schedule, after); next && found.length < most; next = nextAfter(schedule, next)) {
    if (Temporal.Instant.compare(next, upTo) > 0) break
    found.push(next)
  }
  return found
}

/** The last so many of them, oldest first, however many there were. */
export function lastBetween(
  schedule: Schedule,
  after: Temporal.Instant,
  upTo: Temporal.Instant,
  most: number,
): readonly Temporal.Instant[] {
  // What is due in this very second has been missed by nobody: the library looks before the moment that it is given.
  const before = dateOf(upTo.add({ milliseconds: 1 }))
  return cronOf(schedule)
    .previousRuns(most, before)
    .map((date) => date.toTemporalInstant())
    .filter((one) => Temporal.Instant.compare(one, after) > 0)
    .toReversed()
}

/** The edition that an occurrence is about: editions are years, or months, as the factsheet's own is. */
export function editionAt({ edition, zone }: Schedule, occurrence: Temporal.Instant, own: string): string {
  if (edition !== 'previous' && edition !== 'current') return edition
  const day = occurrence.toZonedDateTimeISO(zone).toPlainDate()
  const monthly = own.length > 4
  const there = edition === 'current' ? day : day.subtract(monthly ? { months: 1 } : { years: 1 })
  return monthly ? there.toPlainYearMonth().toString() : String(there.year).padStart(4, '0')
}
