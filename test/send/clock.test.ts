import { expect, it } from 'vitest'
import { clockFrom } from '../../src/send/clock.ts'
import { NINE } from '../release/ledger/books.ts'

it('a clock goes on from the one reading of the world', () => {
  let elapsed = 5000
  const clock = clockFrom({ now: NINE, elapsed: () => elapsed })
  expect(clock.now().equals(NINE)).toBe(true)
  elapsed += 1500.7
  expect(clock.now().equals(NINE.add({ milliseconds: 1500 }))).toBe(true)
})
