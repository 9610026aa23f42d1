/** When the editions of a factsheet come out: announced ahead, to the minute, in a time zone. */
import { z } from 'zod'
import { checkShape, type Document, readDocument } from '../data/document.ts'
import { nearest, type Place, problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { AnnouncementSpec, readAnnouncement } from './announcement.ts'
import type { Reasons } from './version.ts'
import { isZone, nearestZone } from './zone.ts'

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
  /** Where it stands in the calendar, for what is told of it later. */
  readonly place?: Place
}

export interface Calendar {
  /** IANA time zone, e.g. `Europe/Brussels`. */
  readonly zone: string
  /** After this long, a publication is late and must be explained. */
  readonly late: Temporal.Duration
  /** By edition, in the order of their dates; those without a date are last. */
  readonly announcements: ReadonlyMap<string, Announcement>
}

const LATE = 'PT4H'

/** Announces nothing, so nothing is under embargo; its days are those of UTC. */
export const NO_CALENDAR: Calendar = { zone: 'UTC', late: Temporal.Duration.from(LATE), announcements: new Map() }

const Edition = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, 'an edition is a year such as 2020, or a month such as 2020-04')

const CalendarSpec = z.strictObject({
  zone: z.string().describe('IANA time zone of all times in the calendar'),
  late: z
    .string()
    .refine(isLength, 'must be a length of time in ISO 8601, such as PT4H for four hours or P1D for a day')
    .default(LATE)
    .describe('A publication that is later than this must be explained'),
  editions: z.record(Edition, AnnouncementSpec),
})

/**
 * Reads `calendar.yaml` in the folder of a factsheet's data; NO_CALENDAR when there is none. Tells every problem, and gives
 * null when there is one, which must not be taken for a calendar that announces nothing.
 */
export async function readCalendar(
  folder: string,
  languages: readonly string[],
  world: Pick<World, 'files'>,
  tell: Tell,
): Promise<Calendar | null> {
  const file = `${folder}/calendar.yaml`
  let faulty = false
  const refuse: Tell = (one) => {
    faulty ||= one.severity === 'error'
    tell(one)
  }
  if (!(await world.files.exists(file))) {
    checkMisnamed(folder, await world.files.list(folder), refuse)
    return faulty ? null : NO_CALENDAR
  }
  const document = openDocument(await world.files.read(file), file, refuse)
  const calendar = document && announce(document, languages, refuse)
  return faulty ? null : calendar
}

/** A calendar that is not found under its name would put an end to every embargo in silence. */
function checkMisnamed(folder: string, names: readonly string[], tell: Tell): void {
  const similar = nearest(
    'calendar.yaml',
    names.filter((name) => /\.ya?ml$/i.test(name)),
  )
  if (similar === undefined) return
  const file = `${folder}/${similar}`
  tell(problem('calendar-misnamed', { file, expected: 'calendar.yaml' }, { file }))
}

function openDocument(content: Uint8Array, file: string, tell: Tell): Document | null {
  try {
    return readDocument(new TextDecoder('utf-8', { fatal: true }).decode(content), file, tell)
  } catch {
    tell(problem('text-not-utf8', { file }, { file }))
    return null
  }
}

function announce(document: Document, languages: readonly string[], tell: Tell): Calendar | null {
  const spec = checkShape(document, CalendarSpec, tell)
  if (!spec) return null
  const { zone } = spec
  const late = Temporal.Duration.from(spec.late)
  if (!isZone(zone)) {
    tell(problem('zone-unknown', { zone, near: nearestZone(zone) }, document.place(['zone'])))
    return null
  }
  const all = Object.entries(spec.editions).map(([edition, one]) =>
    readAnnouncement({ edition, spec: one, zone, languages, document, tell }),
  )
  return { zone, late, announcements: new Map(all.toSorted(byDate).map((one) => [one.edition, one])) }
}

function byDate(one: Announcement, other: Announcement): number {
  if (one.at && other.at && !one.at.equals(other.at)) return Temporal.ZonedDateTime.compare(one.at, other.at)
  const undated = Number(one.at === null) - Number(other.at === null)
  return undated || (one.edition < other.edition ? -1 : 1)
}

/** A month is not always as long. */
function isLength(text: string): boolean {
  try {
    const { sign, years, months } = Temporal.Duration.from(text)
    return sign >= 0 && years === 0 && months === 0
  } catch {
    return false
  }
}
