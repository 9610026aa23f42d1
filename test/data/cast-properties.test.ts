import { Big } from 'big.js'
import fc from 'fast-check'
import { test } from 'vitest'
import { cast } from '../../src/data/cast.ts'
import type { Field } from '../../src/data/field.ts'
import { field, read } from './cells.ts'

const INTEGER = field('integer')
const GROUPED = field('integer', { groupChar: '.' })
const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const group = (whole: string, mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark)

test('every integer printed canonically is read back exactly', () => {
  fc.assert(fc.property(digits, (one) => read(String(one), INTEGER) === String(one)))
})

test('every decimal is read back exactly under each pair of declared characters', () => {
  const marks = fc.constantFrom(['.', ','], [',', '.'], [',', ' '], ['.', '\u00A0'], [',', '\u202F'])
  fc.assert(
    fc.property(digits, fc.nat({ max: 999_999 }), marks, (whole, decimals, [decimalChar = '.', groupChar = ',']) => {
      const text = `${group(String(whole), groupChar)}${decimalChar}${decimals}`
      const value = new Big(`${whole}.${decimals}`)
      return read(text, field('number', { decimalChar, groupChar })) === (value.eq(0) ? '0' : value.toFixed())
    }),
  )
})

test('a text is either the canonical spelling of its number or refused', () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789-+.,'\u00A0\u202F eE%()\u2212"), maxLength: 9 })
  fc.assert(
    fc.property(text, (one) => {
      const result = cast(one, INTEGER)
      if ('fault' in result) return true
      return result.value === null ? one === '' : /^(?:-?[1-9]\d*|-?0)$/.test(one)
    }),
    { numRuns: 5000 },
  )
})

test('a group character in the wrong place is never read as another number', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 9 }), fc.nat({ max: 9 }), (whole, at) => {
      const plain = String(whole)
      const text = `${plain.slice(0, at)}.${plain.slice(at)}`
      const result = read(text, GROUPED)
      return text === group(plain, '.') ? result === plain : /^number-/.test(result ?? '')
    }),
    { numRuns: 2000 },
  )
})

test('any text at all gives a value or a problem with a sentence', () => {
  const type = fc.constantFrom<Field['type'][]>(
    'string',
    'integer',
    'number',
    'year',
    'yearmonth',
    'date',
    'boolean',
    'list',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), type, (text, one) => {
      const result = cast(text, field(one))
      return 'fault' in result ? result.fault.message.length > 10 && result.fault.hint !== undefined : true
    }),
  )
})
