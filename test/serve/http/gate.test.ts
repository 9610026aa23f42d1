import { describe, expect, it } from 'vitest'
import { openGate } from '../../../src/serve/http/gate.ts'

const TOKEN = 'kaap-de-goede-hoop-1488'
const START = Temporal.Instant.from('2027-01-15T05:30:00Z')

function gateAt() {
  const clock = { now: START }
  return { clock, gate: openGate(TOKEN, () => clock.now) }
}

describe('the gate', () => {
  it('doubles the wait after each wrong token, up to five minutes', () => {
    const { clock, gate } = gateAt()
    const waits: number[] = []
    expect([gate.try('wrong', 'a'), gate.try('wrong', 'a')]).toEqual([{ right: false }, { right: false }])
    for (let tries = 0; tries < 11; tries++) {
      expect(gate.try('wrong', 'a')).toEqual({ right: false })
      const verdict = gate.try('wrong', 'a')
      const wait = 'wait' in verdict ? verdict.wait : 0
      waits.push(wait)
      clock.now = clock.now.add({ seconds: wait })
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    expect(gate.try(TOKEN, 'a')).toEqual({ right: true })
  })

  it('does not look at a token before the wait is over, however often it is tried', () => {
    const { clock, gate } = gateAt()
    for (let tries = 0; tries < 3; tries++) gate.try('wrong', 'a')
    for (let tries = 0; tries < 50; tries++) expect(gate.try(TOKEN, 'a')).toEqual({ wait: 1 })
    clock.now = clock.now.add({ milliseconds: 999 })
    expect(gate.try(TOKEN, 'a')).toEqual({ wait: 1 })
    clock.now = clock.now.add({ milliseconds: 1 })
    expect(gate.try(TOKEN, 'a')).toEqual({ right: true })
  })

  it('remembers a thousand callers, those that tried last', () => {
    const { gate } = gateAt()
    for (let tries = 0; tries < 3; tries++) gate.try('wrong', 'first')
    for (let caller = 0; caller < 999; caller++) gate.try('wrong', `caller ${caller}`)
    expect(gate.try(TOKEN, 'first')).toEqual({ wait: 1 })
    gate.try('wrong', 'one more')
    expect(gate.try(TOKEN, 'first')).toEqual({ right: true })
  })
})
