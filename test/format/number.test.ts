import { Big } from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeLanguage } from '../../src/format/language.ts'
import { canonicalNumber, decimalMark, formatFigure, formatNumber } from '../../src/format/number.ts'
import { ar, de, en, figure, fr, nl } from './fixtures.ts'

const percent = (value: string | number | null, decimals = 0, signed = false) =>
  figure(value, { unit: 'percent', decimals, signed })

describe('the house style be-federal', () => {
  it.each([nl, fr, de])('prints the same characters in $code', (language) => {
    expect(formatNumber(new Big('1847'), 0, language)).toBe('1.847')
    expect(formatNumber(new Big('-1234567.85'), 1, language)).toBe('−1.234.567,9')
    expect(formatFigure(percent('23.88'), language)).toBe('24\u00a0%')
    expect(formatFigure(percent('-23.87', 1, true), language)).toBe('−23,9\u00a0%')
  })

  it('groups four digits also in a language where CLDR does not', () => {
    const spanish = (digits: number | null) =>
      makeLanguage('es', { locale: 'es-ES', style: { base: 'cldr', minimumGroupDigits: digits } })
    expect([1, 2, null].map((digits) => formatNumber(new Big(1847), 0, spanish(digits)))).toEqual([
      '1.847',
      '1847',
      '1847',
    ])
  })
})

describe('a number', () => {
  it('follows CLDR where no house style is declared', () => {
    expect(formatNumber(new Big('12345678.5'), 1, en)).toBe('12,345,678.5')
    expect(formatNumber(new Big(12345678), 0, makeLanguage('en', { locale: 'en-IN', style: 'cldr' }))).toBe(
      '1,23,45,678',
    )
    expect(formatFigure(percent(24), makeLanguage('tr', { locale: 'tr', style: 'cldr' }))).toBe('%24')
  })

  it('sets the percent space on the side where the language has its sign', () => {
    const turkish = makeLanguage('tr', { locale: 'tr', style: { base: 'cldr', percentSpace: '\u00a0' } })
    expect(formatFigure(percent(24), turkish)).toBe('%\u00a024')
  })

  it('keeps the direction marks of a right-to-left language', () => {
    expect(formatFigure(percent(-25, 0, true), ar)).toBe('\u200e-25\u200e%\u200e')
    const styled = makeLanguage('ar', { locale: 'ar', style: 'be-federal' })
    expect(formatFigure(percent(-25, 0, true), styled)).toBe('\u200e−25\u00a0\u200e%\u200e')
  })

  it('rounds half away from zero', () => {
    expect(['0.145', '1.005', '-2.5', '2.5'].map((value) => formatNumber(new Big(value), 2, nl))).toEqual([
      '0,15',
      '1,01',
      '−2,50',
      '2,50',
    ])
    expect(formatNumber(new Big('-2.5'), 0, nl)).toBe('−3')
  })

  it('is never minus zero, nor plus zero', () => {
    for (const value of ['-0.4', '-0', '0', '0.4'])
      expect(formatNumber(new Big(value), 0, nl, { signed: true })).toBe('0')
  })

  it('writes a plus before a growth when signed', () => {
    expect(formatNumber(new Big('4.25'), 1, fr, { signed: true })).toBe('+4,3')
  })

  it('can be read back, whatever its size, as the rounded value', () => {
    const numbers = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(8), fc.nat(6))
    fc.assert(
      fc.property(numbers, fc.constantFrom(nl, fr, de), ([digits, scale, decimals], language) => {
        const value = new Big(digits.toString()).times(new Big(10).pow(-scale))
        const text = formatNumber(value, decimals, language)
        const read = text.replaceAll('.', '').replace(',', '.').replace('−', '-')
        expect(new Big(read).eq(value.round(decimals, Big.roundHalfUp))).toBe(true)
        expect(text).toMatch(/^−?\d{1,3}(\.\d{3})*(,\d+)?$/)
        expect(text.split(',')[1]?.length ?? 0).toBe(decimals)
        expect(text).not.toMatch(/^−[0.,]*$/)
      }),
    )
  })

  it('has the same characters in every language of one house style', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(3), fc.boolean(), (value, decimals, signed) => {
        const one = percent(value / 1000, decimals, signed)
        expect(new Set([nl, fr, de].map((language) => formatFigure(one, language))).size).toBe(1)
      }),
    )
  })
})

describe('a figure', () => {
  it('is printed without a word for its unit', () => {
    expect(formatFigure(figure('1847'), fr)).toBe('1.847')
    expect(formatFigure(figure(4, { unit: 'points', signed: true }), nl)).toBe('+4')
  })

  it('prints a share that rounds to nothing as less than the last decimal', () => {
    expect(formatFigure(percent('0.162'), nl)).toBe('<1\u00a0%')
    expect(formatFigure(percent('0.0162', 1), nl)).toBe('<0,1\u00a0%')
    expect(formatFigure(percent('0.0162', 1), en)).toBe('<0.1%')
    expect(formatFigure(percent(0), nl)).toBe('0\u00a0%')
    expect(formatFigure(percent('0.5'), nl)).toBe('1\u00a0%')
  })

  it('prints a change that rounds to nothing as zero', () => {
    expect(formatFigure(percent('0.3', 0, true), nl)).toBe('0\u00a0%')
    expect(formatFigure(percent('-0.3', 0, true), nl)).toBe('0\u00a0%')
  })

  it('prints the rounded value that it carries, not another rounding of the exact one', () => {
    expect(formatFigure(figure('33.33', { unit: 'percent', rounded: new Big(34) }), nl)).toBe('34\u00a0%')
  })

  it('is a letter when there is no number, also when a suppressed one still has a value', () => {
    expect(formatFigure(figure(null, { status: ['O'] }), nl)).toBe('[x]')
    expect(formatFigure(figure(null, { status: ['M'] }), nl)).toBe('[z]')
    expect(formatFigure(figure(3, { suppressed: true }), nl)).toBe('[c]')
  })
})

describe('a canonical number', () => {
  it('has a point, no groups, no exponent and no minus zero', () => {
    expect(['1847.5', '1e30', '1e-9', '-0'].map((value) => canonicalNumber(new Big(value)))).toEqual([
      '1847.5',
      '1000000000000000000000000000000',
      '0.000000001',
      '0',
    ])
  })
})

describe('the decimal mark', () => {
  it('is that of the house style, else of the language', () => {
    expect([nl, en, makeLanguage('fr', { locale: 'fr-BE', style: 'cldr' })].map(decimalMark)).toEqual([',', '.', ','])
  })
})
