/** Whether an edition may come out now: never before its time, and late only with an explanation. */
import { problem, type Tell } from '../problem.ts'
import { toSecond } from '../world.ts'
import type { Announcement, Calendar } from './calendar.ts'
import { spellTime } from './local-time.ts'
import { missingLanguages } from './reasons.ts'
import type { Reasons } from './version.ts'

/** Somebody wants to publish an edition for the first time. */
export interface Attempt {
  readonly edition: string
  readonly now: Temporal.Instant
  /** Of the factsheet. */
  readonly languages: readonly string[]
  /** Why it is late, when it is. */
  readonly late?: Reasons | undefined
}

/** The edition may come out, and bears this moment. */
export interface Leave {
  /** To the second. */
  readonly issued: Temporal.Instant
  readonly zone: string
  /** Readers are told why it is late. */
  readonly late?: Reasons
}

/**
 * Leave to publish, or null after telling why not. An edition that the calendar does not announce may always come out; one
 * that does so in time bears the announced moment, whatever the seconds that it took.
 */
export function mayPublish(calendar: Calendar, attempt: Attempt, tell: Tell): Leave | null {
  const { zone } = calendar
  const announced = calendar.announcements.get(attempt.edition)
  const at = announced?.at ?? null
  if (announced && (!at || announced.status === 'cancelled')) return refuseUndated(announced, tell)
  if (announced && at && isBefore(attempt.now, at)) return refuseEarly(announced, at, attempt.now, tell)
  // An edition that has come out already has kept its date: what comes now is another version of it.
  const due = announced?.status === 'published' ? null : at
  if (due && isBefore(due.add(calendar.late).toInstant(), attempt.now)) return explainLate(calendar, due, attempt, tell)
  if (attempt.late) tell(problem('publication-in-time', { edition: attempt.edition }, announced?.place))
  return { issued: due?.toInstant() ?? toSecond(attempt.now), zone }
}

/**
 * The moment before which a draft is under embargo; null when the calendar names none. It is said of a draft as long as that
 * is not published, whatever the time: the same inputs make the same bytes.
 */
export function embargoOf(calendar: Calendar, edition: string): Temporal.ZonedDateTime | null {
  const announced = calendar.announcements.get(edition)
  return announced && /^(announced|postponed)$/.test(announced.status) ? announced.at : null
}

type Moment = Temporal.Instant | Temporal.ZonedDateTime

function isBefore(one: Moment, other: Moment): boolean {
  return one.epochNanoseconds < other.epochNanoseconds
}

function refuseUndated({ edition, status, place }: Announcement, tell: Tell): null {
  tell(problem(status === 'cancelled' ? 'edition-cancelled' : 'edition-without-date', { edition }, place))
  return null
}

function refuseEarly(
  { edition, place }: Announcement,
  at: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  tell: Tell,
): null {
  const wait = between(now, at, 'ceil')
  tell(problem('edition-under-embargo', { edition, at: spellTime(at), zone: at.timeZoneId, wait }, place))
  return null
}

function explainLate(calendar: Calendar, at: Temporal.ZonedDateTime, attempt: Attempt, tell: Tell): Leave | null {
  const { zone, late } = calendar
  const { edition, now, languages } = attempt
  const place = calendar.announcements.get(edition)?.place
  const reason = attempt.late
  const missing = missingLanguages(reason ?? {}, languages)
  if (reason && missing.length === 0) return { issued: toSecond(now), zone, late: reason }
  const delay = between(at.toInstant(), now.toZonedDateTimeISO(zone), 'floor')
  if (!reason) tell(problem('publication-late', { edition, at: spellTime(at), zone, delay, late }, place))
  else tell(problem('reason-untranslated', { edition, languages: missing }, place))
  return null
}

/** In days as they are on the calendar there: the one on which clocks are put forward has 23 hours. */
function between(
  from: Temporal.Instant,
  to: Temporal.ZonedDateTime,
  roundingMode: 'ceil' | 'floor',
): Temporal.Duration {
  const start = from.toZonedDateTimeISO(to.timeZoneId)
  return start.until(to, { largestUnit: 'day', smallestUnit: 'minute', roundingMode })
}
