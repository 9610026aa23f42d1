import { describe, expect, test } from 'vitest'
import { cast } from '../../src/data/cast.ts'
import { field, read } from './cells.ts'

const INTEGER = field('integer')
const NUMBER = field('number')
const DUTCH = field('number', { decimalChar: ',', groupChar: '.' })
const GROUPED = field('integer', { groupChar: '.' })

describe('integers', () => {
  test.each([
    ['1827', '1827'],
    ['0', '0'],
    ['-12', '-12'],
    ['-0', '0'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['', null],
    ['1.827', 'number-ambiguous'],
    ['1,827', 'number-ambiguous'],
    ['1.234.567', 'number-grouped'],
    ['1 827', 'number-grouped'],
    ['1\u00A0827', 'number-grouped'],
    ['1\u202F827', 'number-grouped'],
    ["1'827", 'number-grouped'],
    ['1\u2019827', 'number-grouped'],
    ['1.827,5', 'number-grouped'],
    ['12,0', 'number-not-whole'],
    ['12.0', 'number-not-whole'],
    ['1e3', 'number-exponent'],
    ['1.83E+03', 'number-exponent'],
    ['20%', 'number-percent'],
    ['20 %', 'number-percent'],
    ['(12)', 'number-brackets'],
    ['\u221212', 'number-minus'],
    ['\u201312', 'number-minus'],
    ['12-', 'number-minus'],
    ['+12', 'number-plus'],
    ['007', 'number-leading-zero'],
    ['NA', 'number-placeholder'],
    ['-', 'number-placeholder'],
    [':', 'number-placeholder'],
    ['jan/20', 'number-turned-into-date'],
    ['1-dec', 'number-turned-into-date'],
    ['#N/A', 'cell-spreadsheet-error'],
    ['#REF!', 'cell-spreadsheet-error'],
    ['#WAARDE!', 'cell-spreadsheet-error'],
    ['TRUE', 'number-malformed'],
    ['12 personen', 'number-malformed'],
    ['\u0661\u0662', 'number-malformed'],
    ['0x10', 'number-malformed'],
    ['Infinity', 'number-malformed'],
    ['--1', 'number-malformed'],
    [' 12', 'cell-padded'],
    ['12\u00A0', 'cell-padded'],
    [' ', 'cell-only-blanks'],
    ['1\u200B2', 'cell-invisible-character'],
    ['1\uFFFD', 'cell-character-lost'],
  ])('reads %j as %j', (text, expected) => {
    expect(read(text, INTEGER)).toBe(expected)
  })

  test.each([
    ['1.827', '1827'],
    ['1827', '1827'],
    ['-1.234.567', '-1234567'],
    ['1.82', 'number-group-position'],
    ['18.27', 'number-group-position'],
    ['1827.000', 'number-group-position'],
    ['0.827', 'number-not-whole'],
    ['.827', 'number-group-position'],
    ['1.827,5', 'number-not-whole'],
    ['1,827', 'number-ambiguous'],
  ])('with groups of a full stop, reads %j as %j', (text, expected) => {
    expect(read(text, GROUPED)).toBe(expected)
  })
})

describe('numbers', () => {
  test.each([
    ['12.5', '12.5'],
    ['-0.0', '0'],
    ['0.125', '0.125'],
    ['1827.125', '1827.125'],
    ['1.827', 'number-ambiguous'],
    ['12,5', 'number-decimal-mark'],
    ['1,827.5', 'number-grouped'],
    ['.5', 'number-bare-mark'],
    ['5.', 'number-bare-mark'],
    ['1.2.3', 'number-grouped'],
  ])('without declared characters, reads %j as %j', (text, expected) => {
    expect(read(text, NUMBER)).toBe(expected)
  })

  test.each([
    ['1.827,5', '1827.5'],
    ['1827,5', '1827.5'],
    ['1.827', '1827'],
    ['0,145', '0.145'],
    ['12.5', 'number-group-position'],
    ['1.827,5,1', 'number-grouped'],
  ])('with a decimal comma and groups of a full stop, reads %j as %j', (text, expected) => {
    expect(read(text, DUTCH)).toBe(expected)
  })

  test('a declared decimal full stop makes 1.827 a fraction', () => {
    expect(read('1.827', field('number', { decimalChar: '.' }))).toBe('1.827')
  })

  test('a declared decimal comma does not make 1.827 a fraction', () => {
    expect(read('1.827', field('number', { decimalChar: ',' }))).toBe('number-ambiguous')
  })
})

describe('periods', () => {
  test.each([
    ['2020-04', '2020-04'],
    ['2020-13', 'period-malformed'],
    ['2020-4', 'period-malformed'],
    ['202004', 'period-malformed'],
    ['2020', 'period-malformed'],
    ['jan/20', 'period-turned-into-date'],
    ['janv.-20', 'period-turned-into-date'],
    ['1 januari 2020', 'period-turned-into-date'],
    ['01/01/2020', 'period-turned-into-date'],
    ['2020-01-01', 'period-turned-into-date'],
    ['2020-01-01 00:00:00', 'period-turned-into-date'],
    ['43831', 'period-turned-into-serial'],
    ['99999', 'period-malformed'],
  ])('reads the month %j as %j', (text, expected) => {
    expect(read(text, field('yearmonth'))).toBe(expected)
  })

  test.each([
    ['43831', 'it was probably 2020-01'],
    ['01/04/2020', 'it was probably 2020-04'],
    ['4/1/2020', 'it was probably 2020-04'],
    ['2020-04-01', 'it was probably 2020-04'],
    ['14/04/2020', 'write it as 2020-04'],
    ['jan/20', 'write it as 2020-04'],
    ['2020-4', 'write 2020-04'],
    ['04/2020', 'write 2020-04'],
  ])('says how to repair the month %j', (text, hint) => {
    const result = cast(text, field('yearmonth'))
    expect('fault' in result && result.fault.hint).toContain(hint)
  })

  test.each([
    ['2020', '2020'],
    ['20', 'period-malformed'],
    ['2020-01', 'period-malformed'],
    ['01/01/2020', 'period-turned-into-date'],
    ['43831', 'period-turned-into-serial'],
  ])('reads the year %j as %j', (text, expected) => {
    expect(read(text, field('year'))).toBe(expected)
  })

  test.each([
    ['2020-02-29', '2020-02-29'],
    ['2021-02-29', 'period-malformed'],
    ['0000-01-01', 'period-malformed'],
    ['29/02/2020', 'period-malformed'],
  ])('reads the day %j as %j', (text, expected) => {
    expect(read(text, field('date'))).toBe(expected)
  })
})

describe('other types', () => {
  test.each([
    ['string', 'NA', 'NA'],
    ['string', '007', '007'],
    ['string', '#FFAA00', '#FFAA00'],
    ['string', 'Brazilië', 'Brazilië'],
    ['boolean', 'true', 'true'],
    ['boolean', 'TRUE', 'boolean-malformed'],
    ['list', 'B;P', 'B;P'],
    ['list', 'B;;P', 'list-malformed'],
    ['list', 'B; P', 'list-malformed'],
    ['list', 'B;', 'list-malformed'],
    ['list', 'B;B', 'list-item-doubled'],
  ] as const)('reads the %s %j as %j', (type, text, expected) => {
    expect(read(text, field(type))).toBe(expected)
  })
})
