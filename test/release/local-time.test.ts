import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLocalTime, spellTime } from '../../src/release/local-time.ts'

const place = { file: 'calendar.yaml', line: 4, column: 9 }

/** The moment in UTC, or `code: message (hint)`. */
function read(text: string, zone = 'Europe/Brussels'): string {
  const one = readLocalTime({ text, key: 'at', zone, place })
  if (one instanceof Temporal.ZonedDateTime) return one.toInstant().toString()
  expect(one.place).toEqual(place)
  return `${one.code}: ${one.message} (${one.hint})`
}

describe('a time on the clocks of a zone', () => {
  it.each([
    ['2021-01-28T11:00', '2021-01-28T10:00:00Z'],
    ['2021-07-28T11:00', '2021-07-28T09:00:00Z'],
    ['2021-07-28T11:00:07', '2021-07-28T09:00:07Z'],
    ['2021-07-28T11:00+02:00', '2021-07-28T09:00:00Z'],
  ])('%s is the moment %s', (text, moment) => {
    expect(read(text)).toBe(moment)
  })

  it.each([
    '2021-01-28',
    '11:00',
    '2021-01-28 11:00',
    '2021-01-28T11',
    '2021-01-28T11:00Z',
    '2021-01-28T11:00[Europe/Brussels]',
    '2021-02-29T11:00',
    '2021-01-28T24:00',
    '2021-01-28T11:00:60',
    '28/01/2021 11:00',
  ])('is not spelled "%s"', (text) => {
    expect(read(text)).toMatch(/^time-malformed: at: .* is not a date with a time/)
  })

  it('has the offset of the zone then, if any', () => {
    expect(read('2021-01-28T11:00+02:00')).toBe(
      'time-wrong-offset: 2021-01-28T11:00+02:00 does not exist in Europe/Brussels, which is not that far from UTC then (write 2021-01-28T11:00)',
    )
  })
})

describe('the night in which clocks are put forward', () => {
  it.each([
    ['2021-03-28T01:59', '2021-03-28T00:59:00Z'],
    ['2021-03-28T03:00', '2021-03-28T01:00:00Z'],
  ])('has %s', (text, moment) => {
    expect(read(text)).toBe(moment)
  })

  it.each([
    '2021-03-28T02:00',
    '2021-03-28T02:30',
    '2021-03-28T02:59:59',
    '2021-03-28T02:30+01:00',
    '2021-03-28T02:30+02:00',
  ])('has no %s, and says which time comes next', (text) => {
    expect(read(text)).toBe(
      `time-skipped: ${text} does not exist in Europe/Brussels, where the clocks are put forward over it (the next time that exists there is 2021-03-28T03:00)`,
    )
  })

  it('may leave out a whole day', () => {
    expect(read('2011-12-30T11:00', 'Pacific/Apia')).toMatch('the next time that exists there is 2011-12-31T00:00')
  })
})

describe('the night in which clocks are put back', () => {
  it.each([
    ['2021-10-31T01:59', '2021-10-30T23:59:00Z'],
    ['2021-10-31T02:30+02:00', '2021-10-31T00:30:00Z'],
    ['2021-10-31T02:30+01:00', '2021-10-31T01:30:00Z'],
    ['2021-10-31T03:00', '2021-10-31T02:00:00Z'],
  ])('has %s once', (text, moment) => {
    expect(read(text)).toBe(moment)
  })

  it('has an hour twice, which is told with both spellings', () => {
    expect(read('2021-10-31T02:30')).toBe(
      'time-twice: 2021-10-31T02:30 comes twice in Europe/Brussels, where the clocks are put back over it (write 2021-10-31T02:30+02:00 for the first time, or 2021-10-31T02:30+01:00 for the second)',
    )
  })

  it('does not take another offset for either', () => {
    expect(read('2021-10-31T02:30+00:00')).toMatch('write 2021-10-31T02:30+02:00 or 2021-10-31T02:30+01:00')
  })
})

it('every hour of a year is read back as it was spelled, or refused with a spelling that is read', () => {
  const start = Temporal.PlainDateTime.from('2021-01-01T00:30')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 365 * 24 - 1 }), (hours) => {
      const text = start.add({ hours }).toString({ smallestUnit: 'minute' })
      const one = readLocalTime({ text, key: 'at', zone: 'Europe/Brussels', place })
      const whole = one instanceof Temporal.ZonedDateTime
      if (whole) expect(spellTime(one)).toBe(text)
      const offered = whole ? [text] : (one.hint?.match(/\d{4}-\d\d-\d\dT\d\d:\d\d(?:[+-]\d\d:\d\d)?/g) ?? [])
      expect(offered.length).toBeGreaterThan(0)
      for (const spelling of offered) expect(read(spelling)).toMatch(/Z$/)
    }),
    { examples: [[86 * 24 + 2], [303 * 24 + 2]] },
  )
})
