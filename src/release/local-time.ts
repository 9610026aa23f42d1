/** A time as it stands on the clocks of a zone: some times are left out when they are put forward, some come twice. */
import { type Place, type Problem, problem } from '../problem.ts'

const SPELLING = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::[0-5]\d)?)([+-]\d\d:\d\d)?$/

/** What a time is written for, and where. */
interface Written {
  readonly text: string
  readonly key: string
  readonly zone: string
  readonly place: Place
}

/** Reads `2021-01-28T11:00`, or with its offset a time that comes twice; gives a problem for any that is not one moment. */
export function readLocalTime({ text, key, zone, place }: Written): Temporal.ZonedDateTime | Problem {
  const [, clock = '', offset] = SPELLING.exec(text) ?? []
  const local = plainTime(clock)
  if (!local) return problem('time-malformed', { key, text }, place)
  const times = [...new Map(timesAt(local, zone).map((one) => [one.epochNanoseconds, one])).values()]
  const facts = { at: text, zone }
  const [first, second] = times
  if (!first) return problem('time-skipped', { ...facts, next: spellTime(nextAfter(local, zone)) }, place)
  if (offset !== undefined) {
    const right = second ? times.map(spellExactly) : [spellTime(first)]
    return times.find((one) => one.offset === offset) ?? problem('time-wrong-offset', { ...facts, right }, place)
  }
  const both = second && { first: spellExactly(first), second: spellExactly(second) }
  return both ? problem('time-twice', { ...facts, ...both }, place) : first
}

/** The time as it is written in a calendar, without seconds that are none. */
export function spellTime(at: Temporal.ZonedDateTime): string {
  return at.toPlainDateTime().toString({ smallestUnit: at.second === 0 ? 'minute' : 'second' })
}

const spellExactly = (at: Temporal.ZonedDateTime): string => spellTime(at) + at.offset

function plainTime(clock: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(clock, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** The moments at which clocks in the zone show that time: none, one, or twice the same one, or two. */
function timesAt(local: Temporal.PlainDateTime, zone: string): readonly Temporal.ZonedDateTime[] {
  return (['earlier', 'later'] as const)
    .map((disambiguation) => local.toZonedDateTime(zone, { disambiguation }))
    .filter((at) => at.toPlainDateTime().equals(local))
}

/** What the clocks show after they were put forward over that time. */
function nextAfter(local: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const before = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return before.getTimeZoneTransition('next') ?? local.toZonedDateTime(zone, { disambiguation: 'later' })
}
