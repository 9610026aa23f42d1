import { Big } from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { change, largestRemainder, round, share, sum } from '../../src/figures/arithmetic.ts'
import type { Figure } from '../../src/figures/figure.ts'

function figure(value: string | null, extra: Partial<Figure> = {}): Figure {
  const exact = value === null ? null : new Big(value)
  return {
    id: 'f',
    value: exact,
    rounded: exact && round(exact, extra.decimals ?? 0),
    unit: 'persons',
    decimals: 0,
    status: [],
    suppressed: false,
    notes: [],
    signed: false,
    formula: '',
    from: [],
    at: [],
    ...extra,
  }
}
const made = (decimals = 0) => ({ id: 'made', unit: 'percent', decimals, formula: '' })

describe('round', () => {
  it.each([
    ['0.5', 0, '1'],
    ['1.5', 0, '2'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['0.145', 2, '0.15'],
    ['1.005', 2, '1.01'],
    ['-0.4', 0, '0'],
  ])('rounds %s to %i decimals as %s, half away from zero', (value, decimals, expected) => {
    expect(round(new Big(value), decimals).valueOf()).toBe(expected)
  })

  it('never gives -0, and is never further off than half a unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (n, decimals) => {
        const exact = new Big(n).div(997)
        const rounded = round(exact, decimals)
        expect(rounded.valueOf()).not.toBe('-0')
        expect(rounded.minus(exact).abs().lte(new Big(10).pow(-decimals).div(2))).toBe(true)
      }),
    )
  })
})

describe('change', () => {
  it('gives no percentage from zero and none from a missing value', () => {
    expect(change(made(), figure('5'), figure('0'), 'percent').value).toBeNull()
    expect(change(made(), figure('5'), figure(null), 'percent').value).toBeNull()
    expect(change(made(), figure('5'), figure('0'), 'absolute').value?.toFixed()).toBe('5')
  })

  it('computes the model’s fall of 23.87 %, printed as 24', () => {
    const fall = change(made(), figure('1847'), figure('2426'), 'percent')
    expect([fall.value?.toFixed(2), fall.rounded?.toFixed()]).toEqual(['-23.87', '-24'])
  })
})

describe('what a result takes over from its parts', () => {
  it('is suppressed when a part is, and gives no number', () => {
    const total = sum(made(), [figure('3'), figure(null, { suppressed: true, status: ['Q'] })])
    expect([total.suppressed, total.value, total.rounded]).toEqual([true, null, null])
    expect(share(made(), figure(null, { suppressed: true }), figure('9')).suppressed).toBe(true)
  })

  it('is missing, not zero, when a part is missing', () => {
    expect(sum(made(), [figure('3'), figure(null, { status: ['O'] })])).toMatchObject({ value: null, status: ['O'] })
  })

  it('takes over notes and provisional flags, but not a break in one of the parts', () => {
    const total = sum(made(), [
      figure('1', { notes: ['a'], status: ['B'] }),
      figure('2', { notes: ['a', 'b'], status: ['P'] }),
    ])
    expect([total.notes, total.status]).toEqual([['a', 'b'], ['P']])
  })

  it('remembers every cell once', () => {
    const cell = { file: 'a.csv', line: 2, column: 3 }
    expect(sum(made(), [figure('1', { from: [cell] }), figure('2', { from: [{ ...cell }] })]).from).toEqual([cell])
  })
})

describe('largestRemainder', () => {
  it('adds to 100 for any counts, and moves no share by a whole unit or more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 }), (counts) => {
        const whole = counts.reduce((a, b) => a + b, 0)
        fc.pre(whole > 0)
        const shares = counts.map((count, i) =>
          share({ ...made(), id: String(i) }, figure(String(count)), figure(String(whole))),
        )
        const moved = largestRemainder(shares, (one) => one.id)
        expect(moved.reduce((all, one) => all.plus(one.rounded ?? 0), new Big(0)).toFixed()).toBe('100')
        for (const one of moved)
          expect(
            one.rounded
              ?.minus(one.value ?? 0)
              .abs()
              .lt(1),
          ).toBe(true)
      }),
    )
  })
})
