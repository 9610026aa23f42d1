/** The release calendar as a feed that readers' own calendars subscribe to (iCalendar, RFC 5545), in one language. */
import { formatMoment } from '../format/moment.ts'
import type { Texts } from '../format/texts.ts'
import { plain, word } from '../format/wording.ts'
import type { Announcement, Calendar } from './calendar.ts'
import { contentLines, escapeText } from './content-line.ts'

/** One language of the feed. */
export interface Feed {
  /** When the calendar was last announced: every event bears it. */
  readonly stamp: Temporal.Instant
  /** Name of the factsheet as a series. */
  readonly title: string
  titleOf(edition: string): string
  /** The same for ever, and in every language, e.g. `voluntary-return-2020@example.org`. */
  uid(edition: string): string
  readonly texts: Texts
}

/** Writes the feed. An edition that has no date cannot be in it, and disappears from the calendars that subscribe. */
export function calendarFeed({ announcements }: Calendar, feed: Feed): string {
  const { title, texts } = feed
  return contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Diptych//Release calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(say('feed', { title }, texts))}`,
    ...[...announcements.values()].flatMap((one) => eventLines(one, feed)),
    'END:VCALENDAR',
  ])
}

/** Times in UTC need no description of the zone; without an end, an event is a moment and takes up no time of the day. */
function eventLines(announced: Announcement, { stamp, titleOf, uid, texts }: Feed): readonly string[] {
  const { edition, status } = announced
  const start = startOf(announced)
  if (!start) return []
  const description = describe(announced, texts)
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid(edition))}`,
    `DTSTAMP:${inUtc(stamp)}`,
    `DTSTART:${inUtc(start.toInstant())}`,
    `SEQUENCE:${sequenceOf(announced)}`,
    `STATUS:${status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    textLine('SUMMARY', say('publication', { title: titleOf(edition) }, texts), texts),
    ...(description === null ? [] : [textLine('DESCRIPTION', description, texts)]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** What is cancelled after it was postponed stood last at the old date, when it got no new one. */
function startOf({ at, from, status }: Announcement): Temporal.ZonedDateTime | null {
  return at ?? (status === 'cancelled' ? from : null)
}

/** How often the announcement has changed as far as the calendar tells: a reader's own takes the highest. */
function sequenceOf({ status, from }: Announcement): number {
  return Number(from !== null) + Number(status === 'cancelled')
}

function describe({ status, from, reason }: Announcement, texts: Texts): string | null {
  const why = { reason: reason[texts.language.code] ?? '' }
  if (status === 'cancelled') return say('cancelled', why, texts)
  return from && say('postponed', { ...why, from: formatMoment(from, texts) }, texts)
}

function say(key: string, values: Readonly<Record<string, string>>, texts: Texts): string {
  return plain(word(`calendar.${key}`, values, texts) ?? [])
}

function textLine(name: string, text: string, { language }: Texts): string {
  return `${name};LANGUAGE=${language.locale}:${escapeText(text)}`
}

/** `20210128T100000Z`. */
function inUtc(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
}
