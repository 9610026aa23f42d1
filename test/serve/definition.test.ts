import { describe, expect, it } from 'vitest'
import { ScheduleSpec } from '../../src/serve/definition.ts'

const read = (run: object) =>
  ScheduleSpec.safeParse({ zone: 'Europe/Brussels', warn: [], runs: { annual: { cron: '0 6 10 1 *', ...run } } })

describe('a run of a schedule', () => {
  it.each([
    ['previous', 'previous'],
    ['current', 'current'],
    ['2020', '2020'],
    ['2020-04', '2020-04'],
    // Without quotes, YAML reads a number.
    [2020, '2020'],
  ])('may be about edition %j', (edition, known) => {
    expect(read({ edition }).data?.runs['annual']?.edition).toBe(known)
  })

  it.each(['next', '2020-13', '20', 20, -2020, 2020.5])('may not be about edition %j', (edition) => {
    expect(read({ edition }).error?.issues.map(({ message }) => message)).toEqual([
      'must be previous, current, or an edition such as 2020 or "2020-04"',
    ])
  })

  it.each(['0 6 10 1', '0 6 31 2 *', 'yearly'])('has no pattern %j', (cron) => {
    expect(read({ cron }).error?.issues[0]?.message).toMatch(/^must be five fields/)
  })
})
