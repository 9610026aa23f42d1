import { describe, expect, it } from 'vitest'
import { legendOf, statusCodes, statusLetters } from '../../src/format/status.ts'
import { Refusal } from '../../src/problem.ts'
import { figure, nl, textsIn } from './fixtures.ts'

describe('status letters', () => {
  it('follow SDMX precedence, and the normal status has none', () => {
    expect(statusLetters(figure(5, { status: ['P', 'E', 'B'] }))).toEqual(['[b]', '[e]', '[p]'])
    expect(statusLetters(figure(5, { status: ['A'] }))).toEqual([])
  })

  it.each([
    [['O'], '[x]'],
    [['L'], '[x]'],
    [[], '[x]'],
    [['M'], '[z]'],
    [['M', 'O'], '[x]'],
    [['Q'], '[c]'],
  ] as const)('stand for a number with status %j as %s', (status, letter) => {
    expect(statusLetters(figure(null, { status }))).toEqual([letter])
  })

  it('say nothing of a suppressed number itself, such as that it is provisional', () => {
    expect(statusCodes(figure(null, { suppressed: true, status: ['E', 'P'] }))).toEqual(['c'])
  })

  it('say a break beside a suppressed value', () => {
    expect(statusLetters(figure(null, { suppressed: true, status: ['B', 'Q'] }))).toEqual(['[c]', '[b]'])
    expect(statusCodes(figure(null, { suppressed: true, status: ['B', 'Q'] }))).toEqual(['c', 'B'])
  })
})

describe('the legend', () => {
  it('explains each letter once, in the order given', async () => {
    const texts = await textsIn(nl, 'status:\n  P: voorlopig\n  x: niet beschikbaar')
    expect(legendOf(['O', 'L', 'A', 'P'], texts)).toEqual(['[x] niet beschikbaar', '[p] voorlopig'])
  })

  it('refuses a letter that has no text', async () => {
    const texts = await textsIn(nl, 'status:\n  P: voorlopig')
    expect(() => legendOf(['E'], texts)).toThrow(Refusal)
  })
})
