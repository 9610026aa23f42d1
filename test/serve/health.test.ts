import { describe, expect, it } from 'vitest'
import { healthOf, onlyWhether } from '../../src/serve/health.ts'
import { EMPTY, EVERYTHING, RECIPIENT } from './statuses.ts'

describe('health', () => {
  it('is 200 while somebody leads and no alarm stands', () => {
    expect(healthOf(EMPTY)).toEqual({
      code: 200,
      body: { status: 'ok', engine: '0.1.0', now: EMPTY.now, role: 'leading', leader: 'stat-1:4711', reasons: [] },
    })
    expect(healthOf({ ...EMPTY, role: 'standing-by' }).code).toBe(200)
  })

  it('is 503 with each reason, and nobody’s address', () => {
    const { code, body } = healthOf(EVERYTHING)
    expect(code).toBe(503)
    expect(body).toMatchObject({ status: 'not ok' })
    expect(body.reasons).toHaveLength(2)
    expect(body.reasons?.[1]).toBe('The mail server refuses …@… and 12 others')
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`example\\.org|${RECIPIENT}`))
  })

  it.each([
    ['nothing runs', { role: 'idle', leader: null }, /Nothing is started/],
    ['nobody leads', { role: 'standing-by', leader: null }, /Nobody leads/],
  ] as const)('says when %s', (_, standing, reason) => {
    const { code, body } = healthOf({ ...EMPTY, ...standing })
    expect(code).toBe(503)
    expect(body.reasons).toEqual([expect.stringMatching(reason)])
  })

  it('can be told without anything else', () => {
    expect(onlyWhether(healthOf(EVERYTHING))).toEqual({ code: 503, body: { status: 'not ok' } })
  })
})
