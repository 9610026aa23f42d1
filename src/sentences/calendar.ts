import type { Sentence } from '../problem.ts'
import { count } from './words.ts'

/** An edition and what the calendar says of it. */
interface Announced {
  readonly edition: string
  readonly status: string
}

/** A moment as it is spelled in the calendar, and the zone of its clock. */
interface Timed {
  readonly at: string
  readonly zone: string
}

const NEEDED: Readonly<Record<string, string>> = {
  at: 'write the moment of publication, such as `at: 2021-01-28T11:00`',
  from: 'write the moment that was announced before, such as `from: 2021-01-28T11:00`',
  reason: 'write why, in every language: readers are told it',
}
const USELESS: Readonly<Record<string, string>> = {
  from: 'write `status: postponed` when the date was another one before, or remove this line',
  reason: 'write `status: postponed` or `status: cancelled` when that is what it explains, or remove this line',
}

export const calendarSentences = {
  'calendar-misnamed': (f: { file: string; expected: string }) => ({
    message: `${f.file} looks like a release calendar, but it is not read under that name`,
    hint: `rename it to ${f.expected}; without a calendar nothing is under embargo`,
  }),
  'zone-unknown': (f: { zone: string; near: string | null }) => ({
    message: `There is no time zone "${f.zone}"`,
    hint: f.near ? `did you mean "${f.near}"?` : 'write a continent and a city of the IANA list, such as Europe/Lisbon',
  }),
  'time-malformed': (f: { key: string; text: string }) => ({
    message: `${f.key}: "${f.text}" is not a date with a time`,
    hint: 'write year, month, day and the time of the clock there: 2021-01-28T11:00',
  }),
  'time-skipped': (f: Timed & { next: string }) => ({
    message: `${f.at} does not exist in ${f.zone}, where the clocks are put forward over it`,
    hint: `the next time that exists there is ${f.next}`,
  }),
  'time-twice': (f: Timed & { first: string; second: string }) => ({
    message: `${f.at} comes twice in ${f.zone}, where the clocks are put back over it`,
    hint: `write ${f.first} for the first time, or ${f.second} for the second`,
  }),
  'time-wrong-offset': (f: Timed & { right: readonly string[] }) => ({
    message: `${f.at} does not exist in ${f.zone}, which is not that far from UTC then`,
    hint: `write ${f.right.join(' or ')}`,
  }),

  'announcement-incomplete': (f: Announced & { key: string }) => ({
    message: `Edition ${f.edition} is ${f.status}, but its \`${f.key}\` is missing`,
    hint: NEEDED[f.key],
  }),
  'announcement-useless': (f: Announced & { key: string }) => ({
    message: `Edition ${f.edition} is ${f.status}, which goes without \`${f.key}\``,
    hint: USELESS[f.key],
  }),
  'postponed-to-earlier': (f: { edition: string; at: string; from: string }) => ({
    message: `Edition ${f.edition} is postponed from ${f.from} to ${f.at}, which is not later`,
    hint: '`from` is the old moment, `at` the new one',
  }),
  'reason-untranslated': (f: { edition: string; languages: readonly string[] }) => ({
    message: `The reason given for edition ${f.edition} is missing in ${f.languages.join(' and ')}`,
    hint: 'write it in every language of the factsheet: readers of each are told it',
  }),

  'edition-under-embargo': (f: Timed & { edition: string; wait: Temporal.Duration }) => ({
    message: `Edition ${f.edition} is under embargo until ${f.at} in ${f.zone}, which is in ${lengthOf(f.wait)}`,
    hint: 'wait until then; when the date has changed, announce that in calendar.yaml first',
  }),
  'edition-without-date': (f: { edition: string }) => ({
    message: `Edition ${f.edition} is postponed without a new date`,
    hint: 'announce the new date in calendar.yaml first, as `at`',
  }),
  'edition-cancelled': (f: { edition: string }) => ({
    message: `Edition ${f.edition} is cancelled`,
    hint: 'when it comes out after all, announce that in calendar.yaml first',
  }),
  'publication-late': (f: Timed & { edition: string; delay: Temporal.Duration; late: Temporal.Duration }) => ({
    message: `Edition ${f.edition} was announced for ${f.at} in ${f.zone}, which is ${lengthOf(f.delay)} ago`,
    hint: `more than ${lengthOf(f.late)} late must be explained to readers: give the reason in every language`,
  }),
  'publication-in-time': (f: { edition: string }) => ({
    message: `Edition ${f.edition} is not late, so the reason given for being late is not published`,
    severity: 'warning',
  }),
} satisfies Record<string, (facts: never) => Sentence>

/** `2 days, 3 hours`; `0 minutes` for nothing at all. */
function lengthOf({ weeks, days, hours, minutes }: Temporal.Duration): string {
  const parts = [count(weeks * 7 + days, 'day'), count(hours, 'hour'), count(minutes, 'minute')]
  const told = parts.filter((part) => !part.startsWith('0 '))
  return told.length === 0 ? count(0, 'minute') : told.join(', ')
}
