import { describe, expect, it } from 'vitest'
import { editionAt, firstBetween, lastBetween, nextAfter } from '../../src/serve/occurrence.ts'
import { at, schedule } from './schedules.ts'

const cron = (text: string) => schedule({ cron: text })
const written = (moments: readonly Temporal.Instant[]) => moments.map(String)

describe('a schedule on the clocks of Brussels', () => {
  it('is due once in the night in which half past two does not exist, when it would have been', () => {
    const nights = firstBetween(cron('30 2 * * *'), at('2027-03-26T12:00Z'), at('2027-03-30T00:00Z'), 10)
    expect(written(nights)).toEqual(['2027-03-27T01:30:00Z', '2027-03-28T01:00:00Z', '2027-03-29T00:30:00Z'])
  })

  it('is due once in the night in which half past two comes twice', () => {
    const nights = firstBetween(cron('30 2 * * *'), at('2027-10-29T12:00Z'), at('2027-11-02T00:00Z'), 10)
    expect(written(nights)).toEqual(['2027-10-30T00:30:00Z', '2027-10-31T00:30:00Z', '2027-11-01T01:30:00Z'])
  })

  it('is the same looked at from behind', () => {
    for (const [from, to] of [
      ['2027-03-26T12:00Z', '2027-03-30T00:00Z'],
      ['2027-10-29T12:00Z', '2027-11-02T00:00Z'],
    ] as const)
      expect(lastBetween(cron('30 2 * * *'), at(from), at(to), 10)).toEqual(
        firstBetween(cron('30 2 * * *'), at(from), at(to), 10),
      )
  })

  it('keeps every hour of both nights', () => {
    expect(firstBetween(cron('0 * * * *'), at('2027-03-27T23:30Z'), at('2027-03-28T04:00Z'), 10)).toHaveLength(5)
    expect(firstBetween(cron('0 * * * *'), at('2027-10-30T22:30Z'), at('2027-10-31T04:00Z'), 10)).toHaveLength(6)
  })

  it('is at six o’clock there in summer and in winter', () => {
    expect(String(nextAfter(cron('0 6 10 1 *'), at('2027-01-01T00:00Z')))).toBe('2027-01-10T05:00:00Z')
    expect(String(nextAfter(cron('0 6 10 7 *'), at('2027-01-01T00:00Z')))).toBe('2027-07-10T04:00:00Z')
  })

  it('counts the very moment as due, and not once more after it', () => {
    const due = at('2027-01-10T05:00:00Z')
    expect(written(lastBetween(cron('0 6 10 1 *'), at('2026-02-01T00:00Z'), due, 5))).toEqual([String(due)])
    expect(String(nextAfter(cron('0 6 10 1 *'), due))).toBe('2028-01-10T05:00:00Z')
  })

  it('gives the last ones of a million without counting them', () => {
    const last = lastBetween(cron('* * * * *'), at('2024-01-01T00:00Z'), at('2026-01-01T00:00Z'), 2)
    expect(written(last)).toEqual(['2025-12-31T23:59:00Z', '2026-01-01T00:00:00Z'])
  })

  it('never comes true on the thirtieth of February', () => {
    expect(nextAfter(cron('0 6 30 2 *'), at('2027-01-01T00:00Z'))).toBeNull()
  })
})

describe('the edition that an occurrence is about', () => {
  it('is the year before, on the calendar of the zone', () => {
    const newYear = at('2026-12-31T23:30:00Z')
    expect(editionAt(schedule(), newYear, '2020')).toBe('2026')
    expect(editionAt(schedule({ zone: 'UTC' }), newYear, '2020')).toBe('2025')
  })

  it('is the month before where editions are months', () => {
    expect(editionAt(schedule(), at('2027-01-10T05:00:00Z'), '2020-04')).toBe('2026-12')
  })

  it('is the current one, or always the same, where the definition says so', () => {
    expect(editionAt(schedule({ edition: 'current' }), at('2027-01-10T05:00:00Z'), '2020')).toBe('2027')
    expect(editionAt(schedule({ edition: '2019' }), at('2027-01-10T05:00:00Z'), '2020')).toBe('2019')
  })
})
