import { describe, expect, it } from 'vitest'
import { type Calendar, NO_CALENDAR, readCalendar } from '../../src/release/calendar.ts'
import { embargoOf, type Leave, mayPublish } from '../../src/release/embargo.ts'
import type { Reasons } from '../../src/release/version.ts'
import { listener, memoryWorld } from '../memory-world.ts'

const WHY = 'reason: { nl: Later klaar., fr: Prêt plus tard. }'
const CALENDAR = `
zone: Europe/Brussels
editions:
  2018: { status: postponed, from: 2019-01-24T11:00, ${WHY} }
  2019: { status: cancelled, at: 2020-01-30T11:00, ${WHY} }
  2020: { status: announced, at: 2021-01-28T11:00 }
  2021: { status: postponed, from: 2022-01-20T11:00, at: 2022-01-27T11:00, ${WHY} }
  2017: { status: published, at: 2018-01-31T11:00 }
  2021-02: { status: announced, at: 2021-03-28T03:00 }
  2021-03: { status: announced, at: 2021-10-31T02:30+02:00 }
  2021-09: { status: announced, at: 2021-10-31T02:30+01:00 }
  2021-10: { status: announced, at: 2021-10-31T00:30 }
`
const LATE: Reasons = { nl: 'De gegevens kwamen later.', fr: 'Les données sont arrivées plus tard.' }

async function calendarOf(text: string): Promise<Calendar> {
  const { tell, problems } = listener()
  const calendar = await readCalendar('data/x', ['nl', 'fr'], memoryWorld({ 'data/x/calendar.yaml': text }), tell)
  expect(problems).toEqual([])
  return calendar as Calendar
}

interface Verdict {
  readonly leave: Leave | null
  /** `code message (hint)`. */
  readonly told: readonly string[]
}

/** What comes of publishing at a moment in UTC. */
async function publish(edition: string, now: string, late?: Reasons, text: string = CALENDAR): Promise<Verdict> {
  const { tell, problems } = listener()
  const attempt = { edition, now: Temporal.Instant.from(now), languages: ['nl', 'fr'], late }
  const leave = mayPublish(await calendarOf(text), attempt, tell)
  const refused = problems.some(({ severity }) => severity === 'error')
  expect(refused, 'leave is refused exactly when a problem is told').toBe(leave === null)
  return { leave, told: problems.map(({ code, message, hint }) => `${code}: ${message}${hint ? ` (${hint})` : ''}`) }
}

const issued = async (...args: Parameters<typeof publish>) => (await publish(...args)).leave?.issued.toString()
const codes = async (...args: Parameters<typeof publish>) =>
  (await publish(...args)).told.map((one) => one.split(':')[0])

describe('an edition that is announced', () => {
  it('does not come out a nanosecond early', async () => {
    const { leave, told } = await publish('2020', '2021-01-28T09:59:59.999999999Z')
    expect(leave).toBeNull()
    expect(told).toEqual([
      'edition-under-embargo: Edition 2020 is under embargo until 2021-01-28T11:00 in Europe/Brussels, which is in 1 minute (wait until then; when the date has changed, announce that in calendar.yaml first)',
    ])
  })

  it('says how long it is still under embargo', async () => {
    expect((await publish('2020', '2021-01-25T07:48:00Z')).told[0]).toMatch('which is in 3 days, 2 hours, 12 minutes')
  })

  it('says where it is announced', async () => {
    const { tell, problems } = listener()
    const attempt = { edition: '2020', now: Temporal.Instant.from('2021-01-01T00:00:00Z'), languages: [] }
    mayPublish(await calendarOf(CALENDAR), attempt, tell)
    expect(problems[0]?.place).toEqual({ file: 'data/x/calendar.yaml', line: 6, column: 3 })
  })

  it.each(['2021-01-28T10:00:00Z', '2021-01-28T10:00:03.25Z', '2021-01-28T14:00:00Z'])(
    'bears the announced moment when it comes out at %s',
    async (now) => {
      const { leave, told } = await publish('2020', now)
      expect(told).toEqual([])
      expect(leave).toEqual({ issued: Temporal.Instant.from('2021-01-28T10:00:00Z'), zone: 'Europe/Brussels' })
      expect(leave).not.toHaveProperty('late')
    },
  )

  it('does not say that it is late when it is not', async () => {
    const { leave, told } = await publish('2020', '2021-01-28T14:00:00Z', LATE)
    expect(leave).not.toHaveProperty('late')
    expect(told).toEqual([
      'publication-in-time: Edition 2020 is not late, so the reason given for being late is not published',
    ])
  })
})

describe('an edition that is late', () => {
  const now = '2021-01-29T16:30:05.9Z'

  it('does not come out without a reason', async () => {
    expect((await publish('2020', '2021-01-28T14:00:00.000000001Z')).leave).toBeNull()
    expect((await publish('2020', now)).told).toEqual([
      'publication-late: Edition 2020 was announced for 2021-01-28T11:00 in Europe/Brussels, which is 1 day, 6 hours, 30 minutes ago (more than 4 hours late must be explained to readers: give the reason in every language)',
    ])
  })

  it('does not come out with a reason in some languages only', async () => {
    expect((await publish('2020', now, { nl: 'Later.' })).told[0]).toMatch(/^reason-untranslated: .* missing in fr/)
    expect((await publish('2020', now, { nl: ' ', fr: 'Tard.' })).told[0]).toMatch(/^reason-untranslated: .* in nl/)
  })

  it('bears the moment at which it comes out, to the second, and its reason', async () => {
    const { leave, told } = await publish('2020', now, LATE)
    expect(told).toEqual([])
    expect(leave).toEqual({
      issued: Temporal.Instant.from('2021-01-29T16:30:05Z'),
      zone: 'Europe/Brussels',
      late: LATE,
    })
  })

  it('is so by what the calendar allows', async () => {
    const text = CALENDAR.replace('editions:', 'late: P2D\neditions:')
    expect(await issued('2020', now, undefined, text)).toBe('2021-01-28T10:00:00Z')
  })
})

describe('an edition that is not announced for a date', () => {
  it('is free when the calendar does not have it, or there is no calendar', async () => {
    const now = Temporal.Instant.from('2021-06-01T12:00:00.75Z')
    expect(await issued('2016', now.toString())).toBe('2021-06-01T12:00:00Z')
    const { tell, problems } = listener()
    const leave = mayPublish(NO_CALENDAR, { edition: '2020', now, languages: ['nl'] }, tell)
    expect(problems).toEqual([])
    expect(leave).toEqual({ issued: Temporal.Instant.from('2021-06-01T12:00:00Z'), zone: 'UTC' })
  })

  it('does not come out when it is cancelled, not even after its old date', async () => {
    expect(await codes('2019', '2020-01-29T12:00:00Z')).toEqual(['edition-cancelled'])
    expect(await codes('2019', '2020-01-30T12:00:00Z', LATE)).toEqual(['edition-cancelled'])
  })

  it('does not come out when it is postponed without a new date', async () => {
    expect(await codes('2018', '2030-01-01T00:00:00Z', LATE)).toEqual(['edition-without-date'])
  })
})

describe('an edition that is postponed', () => {
  it('is under embargo until its new date', async () => {
    expect(await codes('2021', '2022-01-20T10:00:00Z')).toEqual(['edition-under-embargo'])
    expect(await issued('2021', '2022-01-27T10:00:10Z')).toBe('2022-01-27T10:00:00Z')
  })
})

describe('an edition that is published', () => {
  it('is not late when it is published again', async () => {
    expect(await issued('2017', '2018-03-01T12:00:00Z')).toBe('2018-03-01T12:00:00Z')
  })

  it('is still under embargo when it is called so too early', async () => {
    expect(await codes('2017', '2018-01-31T09:59:00Z')).toEqual(['edition-under-embargo'])
  })
})

describe('the nights in which clocks change', () => {
  it('has the first moment after they are put forward', async () => {
    expect(await codes('2021-02', '2021-03-28T00:59:59Z')).toEqual(['edition-under-embargo'])
    expect(await issued('2021-02', '2021-03-28T01:00:01Z')).toBe('2021-03-28T01:00:00Z')
    const wait = (await publish('2021-02', '2021-03-27T23:30:00Z')).told[0]
    expect(wait).toMatch('until 2021-03-28T03:00 in Europe/Brussels, which is in 1 hour, 30 minutes')
  })

  it('tells the first of two equal times from the second', async () => {
    const between = '2021-10-31T01:00:00Z'
    expect(await issued('2021-03', between)).toBe('2021-10-31T00:30:00Z')
    expect(await codes('2021-09', between)).toEqual(['edition-under-embargo'])
    expect(await issued('2021-09', '2021-10-31T01:30:00Z')).toBe('2021-10-31T01:30:00Z')
  })

  it('is late after hours that have passed, whatever the clocks show', async () => {
    // 00:30 in summer; four hours later the clocks show 03:30, in winter.
    expect(await issued('2021-10', '2021-10-31T02:30:00Z')).toBe('2021-10-30T22:30:00Z')
    expect(await codes('2021-10', '2021-10-31T02:30:01Z')).toEqual(['publication-late'])
  })
})

describe('the embargo of a draft', () => {
  const embargo = async (edition: string) => embargoOf(await calendarOf(CALENDAR), edition)?.toString() ?? null

  it('lasts until the announced moment, in its zone', async () => {
    expect(await embargo('2020')).toBe('2021-01-28T11:00:00+01:00[Europe/Brussels]')
  })

  it('lasts until the new moment of one that is postponed', async () => {
    expect(await embargo('2021')).toBe('2022-01-27T11:00:00+01:00[Europe/Brussels]')
  })

  it.each(['2018', '2019', '2016'])('is none for edition %s, which has no date to wait for', async (edition) => {
    expect(await embargo(edition)).toBeNull()
  })
})
