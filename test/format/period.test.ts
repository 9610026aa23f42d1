import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeLanguage } from '../../src/format/language.ts'
import { formatList } from '../../src/format/list.ts'
import { capitaliseFirst, formatDate, formatPeriod, formatRange } from '../../src/format/period.ts'
import { ar, de, en, fr, nl } from './fixtures.ts'

describe('a period', () => {
  it('is named in lower case where the language does', () => {
    expect([nl, fr, de].map((language) => formatPeriod('2020-04', 'month', language))).toEqual([
      'april 2020',
      'avril 2020',
      'April 2020',
    ])
  })

  it.each([
    ['ja', '2020年4月'],
    ['zh-TW', '2020年4月'],
    ['ko', '2020년 4월'],
  ])('is written in full in %s', (locale, words) => {
    expect(formatPeriod('2020-04', 'month', makeLanguage('x', { locale, style: 'cldr' }))).toBe(words)
  })

  it('has a short form, and one without its year', () => {
    expect(formatPeriod('2020-04', 'month', fr, 'short')).toBe('avr. 2020')
    expect(formatPeriod('2020-04', 'month', fr, 'month')).toBe('avril')
    expect(formatPeriod('2020-04', 'month', fr, 'month-short')).toBe('avr.')
    expect(formatPeriod('2020', 'year', fr, 'short')).toBe('2020')
  })

  it.each(['America/New_York', 'Pacific/Auckland'])('does not move in time zone %s', (zone) => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      expect(new Date(2020, 0, 1).getTimezoneOffset()).not.toBe(0)
      expect(formatPeriod('2020-01', 'month', nl)).toBe('januari 2020')
      expect(formatDate('2020-01-01', nl)).toBe('1 januari 2020')
    } finally {
      process.env.TZ = before ?? 'UTC'
    }
  })

  it('is Gregorian also where the locale has another calendar', () => {
    expect(formatPeriod('2020', 'year', makeLanguage('th', { locale: 'th', style: 'cldr' }))).toBe('2020')
  })

  it.each(['2020', '2020-13', '2020-4', 'april'])('refuses "%s" as a month', (code) => {
    expect(() => formatPeriod(code, 'month', nl)).toThrow(RangeError)
  })
})

describe('a date', () => {
  it('writes the first of the month as the house style does', () => {
    expect(formatDate('2021-01-01', fr)).toBe('1er janvier 2021')
    expect(formatDate('2021-01-11', fr)).toBe('11 janvier 2021')
    expect(formatDate('2021-01-01', nl)).toBe('1 januari 2021')
  })
})

describe('a range', () => {
  it('has the dash of the house style, close between single words', () => {
    for (const language of [nl, fr, de]) expect(formatRange('2007', '2020', 'year', language)).toBe('2007–2020')
    expect(formatRange('2020-04', '2020-06', 'month', fr)).toBe('avril–juin 2020')
    expect(formatRange('2020-12', '2021-03', 'month', nl)).toBe('december 2020 – maart 2021')
  })

  it('is one period when both ends are the same', () => {
    expect(formatRange('2020', '2020', 'year', nl)).toBe('2020')
  })

  it('has the dash of CLDR without a house style', () => {
    expect(formatRange('2007', '2020', 'year', en)).toBe(
      new Intl.DateTimeFormat('en-GB', { year: 'numeric' }).formatRange(new Date(2007, 5), new Date(2020, 5)),
    )
  })
})

describe('the first letter', () => {
  it('becomes a capital by the rules of the language', () => {
    const turkish = makeLanguage('tr', { locale: 'tr', style: 'cldr' })
    expect(capitaliseFirst('ijsland', nl)).toBe('IJsland')
    expect(capitaliseFirst('ijma', fr)).toBe('Ijma')
    expect(capitaliseFirst('istanbul', turkish)).toBe('İstanbul')
    expect(capitaliseFirst('état', fr)).toBe('État')
    expect(capitaliseFirst('e\u0301tat', fr)).toBe('E\u0301tat')
  })

  it('is what the segmenter calls the first letter, of any text', () => {
    const segmenter = new Intl.Segmenter('fr-BE')
    const upper = (text: string) => {
      const [letter = ''] = [...segmenter.segment(text)].map(({ segment }) => segment)
      return letter.toLocaleUpperCase('fr-BE') + text.slice(letter.length)
    }
    const start = fc.string({
      unit: fc.constantFrom(...'aé\u0301\u200D\u00AD\r\n \u00A9ß\u02FF\u0300', '👩', 'क', '्'),
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.oneof(start, fc.string({ unit: 'binary', maxLength: 6 })), (text) => {
        expect(capitaliseFirst(text, fr)).toBe(upper(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves alone what has no case, and nothing', () => {
    expect(capitaliseFirst('أبريل', ar)).toBe('أبريل')
    expect(capitaliseFirst('', nl)).toBe('')
  })
})

describe('a list', () => {
  it('is joined as the language does', () => {
    const words = ['a', 'b', 'c']
    expect([nl, fr, en].map((language) => formatList(words, language))).toEqual([
      'a, b en c',
      'a, b et c',
      'a, b and c',
    ])
    expect(formatList(words, nl, 'or')).toBe('a, b of c')
  })

  it('can do without a conjunction', () => {
    expect([nl, fr, de, en].map((one) => formatList(['a', 'b', 'c'], one, 'none'))).toEqual(Array(4).fill('a, b, c'))
    expect(formatList(['1', '2', '3'], ar, 'none')).toBe('1، 2، 3')
    expect(formatList(['a'], nl, 'none')).toBe('a')
  })
})
