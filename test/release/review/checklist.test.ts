import { describe, expect, it } from 'vitest'
import { NO_CALENDAR } from '../../../src/release/calendar.ts'
import { checklist, dueOf, outcomeOf, type Situation } from '../../../src/release/review/checklist.ts'

const FINE: Situation = {
  kind: 'correction',
  undecided: 0,
  approval: 'fits',
  due: { state: 'published' },
  moment: '',
  warnings: 0,
  reconciled: { checks: 2, lines: 13, skipped: 0 },
  parity: true,
  documents: [{ document: 'nl', pages: 2, budget: 2 }],
  unusual: 0,
  withdraws: [],
}
const states = (change: Partial<Situation>) =>
  Object.fromEntries(checklist({ ...FINE, ...change }).map(({ key, state }) => [key, state]))
const outcome = (change: Partial<Situation>) => {
  const situation = { ...FINE, ...change }
  return outcomeOf(checklist(situation), situation)
}

describe('the checklist', () => {
  it('has nothing to settle when all is in order', () => {
    expect(new Set(Object.values(states({})))).toEqual(new Set(['passed']))
    expect(outcome({})).toBe('ready')
  })

  it.each([
    ['approval_missing', { approval: 'missing' }],
    ['approval_unfit', { approval: 'unfit' }],
    ['undecided', { approval: 'missing', undecided: 2 }],
    [
      'due_embargo',
      { due: { state: 'embargo', at: Temporal.ZonedDateTime.from('2021-01-28T11:00[Europe/Brussels]') } },
    ],
    ['due_cancelled', { due: { state: 'cancelled' } }],
    ['due_undated', { due: { state: 'undated' } }],
    ['no_parity', { parity: false }],
    ['no_budget', { documents: [{ document: 'nl', pages: 3, budget: 2 }] }],
  ] satisfies readonly (readonly [string, Partial<Situation>])[])('keeps the version back for %s', (key, change) => {
    expect(states(change)[key]).toBe('blocks')
    expect(outcome(change)).toBe('blocked')
  })

  it.each([
    ['unusual', { unusual: 3 }],
    ['warnings', { warnings: 1 }],
    ['skipped', { reconciled: { checks: 1, lines: 2, skipped: 1 } }],
    ['unreconciled', { reconciled: { checks: 0, lines: 0, skipped: 0 } }],
    ['withdraws', { withdraws: [1] }],
  ] satisfies readonly (readonly [string, Partial<Situation>])[])('informs of %s, and lets it out', (key, change) => {
    expect(states(change)[key]).toBe('warns')
    expect(outcome(change)).toBe('ready')
  })

  it('takes rows that came or went for decided once the approval fits', () => {
    expect(states({ undecided: 2 })).toMatchObject({ decided: 'passed' })
    expect(states({ undecided: 2 })).not.toHaveProperty('undecided')
  })

  it('puts first what must be settled, then what is worth knowing', () => {
    const order = checklist({ ...FINE, approval: 'missing', warnings: 2 }).map(({ state }) => state)
    expect(order.slice(0, 3)).toEqual(['blocks', 'warns', 'passed'])
    expect(order.lastIndexOf('warns')).toBe(1)
  })

  it('says when there is nothing to publish', () => {
    expect(outcome({ kind: null, approval: 'unneeded' })).toBe('nothing')
  })
})

describe('when an edition is due', () => {
  const at = Temporal.ZonedDateTime.from('2021-01-28T11:00[Europe/Brussels]')
  const calendar = (status: 'announced' | 'cancelled', when: typeof at | null = at) => ({
    ...NO_CALENDAR,
    announcements: new Map([['2020', { edition: '2020', status, at: when, from: null, reason: {} }]]),
  })
  const due = (now: string, of = calendar('announced'), versions = 0) =>
    dueOf(of, '2020', versions, Temporal.Instant.from(now)).state

  it('follows the clock: under embargo, due, late', () => {
    expect(due('2021-01-28T09:59:59Z')).toBe('embargo')
    expect(due('2021-01-28T10:00:00Z')).toBe('due')
    expect(due('2021-01-28T14:00:00Z')).toBe('due')
    expect(due('2021-01-28T14:00:01Z')).toBe('late')
  })

  it('follows the calendar', () => {
    expect(due('2021-01-28T09:00:00Z', calendar('cancelled'))).toBe('cancelled')
    expect(due('2021-01-28T09:00:00Z', calendar('announced', null))).toBe('undated')
    expect(dueOf(NO_CALENDAR, '2020', 0, at.toInstant()).state).toBe('unannounced')
  })

  it('is no more, once a version has come out', () => {
    expect(due('2021-01-28T09:00:00Z', calendar('announced'), 1)).toBe('published')
  })
})
