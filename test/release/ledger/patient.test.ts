import { describe, expect, it } from 'vitest'
import { problem, Refusal } from '../../../src/problem.ts'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { isDisconnection, patientLedger } from '../../../src/release/ledger/patient.ts'

const coded = (code: string) => Object.assign(new Error(code), { code })
const AWAY = new Refusal([problem('ledger-unreachable', { reason: 'ECONNREFUSED' })])

/** Fails with these, one after the other, and then answers. */
function failing(...errors: readonly unknown[]): { ledger: Ledger; asked: () => number } {
  let asked = 0
  const run = async () => {
    if (asked++ < errors.length) throw errors[asked - 1]
    return [{ here: 1 }]
  }
  return { ledger: { run, close: async () => undefined }, asked: () => asked }
}

describe('a patient ledger', () => {
  it('asks again until its database is back', async () => {
    const { ledger, asked } = failing(coded('57P01'), AWAY)
    expect(await patientLedger(ledger, { elapsed: () => 0 }).run([])).toEqual([{ here: 1 }])
    expect(asked()).toBe(3)
  })

  it('gives up when that takes too long', async () => {
    const { ledger, asked } = failing(AWAY, AWAY, AWAY)
    let time = 0
    const patient = patientLedger(ledger, { elapsed: () => (time += 100), limit: 400 })
    await expect(patient.run([])).rejects.toBe(AWAY)
    expect(asked()).toBe(3)
  })

  it('does not ask again what the database has refused', async () => {
    const { ledger, asked } = failing(coded('23505'))
    await expect(patientLedger(ledger, { elapsed: () => 0 }).run([])).rejects.toThrow('23505')
    expect(asked()).toBe(1)
  })
})

it.each([
  ['a socket that was refused', coded('ECONNREFUSED'), true],
  ['a server that is starting', coded('57P03'), true],
  ['a connection that broke', new Error('Connection terminated unexpectedly'), true],
  ['a ledger that cannot be reached', AWAY, true],
  ['a Refusal of another kind', new Refusal([problem('ledger-newer', { version: 9, known: 3 })]), false],
  ['a wrong statement', coded('42601'), false],
  ['no error at all', 'ECONNREFUSED', false],
])('tells %s from what asking again does not mend', (_, error, away) => {
  expect(isDisconnection(error)).toBe(away)
})
