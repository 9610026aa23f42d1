import { describe, expect, it } from 'vitest'
import { absolute, relative } from '../../../src/release/site/address.ts'
import { languageIris } from '../../../src/release/site/language.ts'
import { titleOf } from '../../../src/release/site/links.ts'
import { jsonForScript, markup, raw } from '../../../src/release/site/markup.ts'
import { daysOf } from '../../../src/release/site/period.ts'
import { dayOf, formatSize, formatTime, wordsOf, zoneName } from '../../../src/release/site/words.ts'
import { ar, de, en, fr, nl } from '../../format/fixtures.ts'
import { publicly, textsFor, versionOf } from './fixtures.ts'

describe('a size', () => {
  it.each([
    [nl, 912, '1 kB'],
    [nl, 115_400, '115 kB'],
    [nl, 1_534_000, '1,5 MB'],
    [fr, 1_534_000, '1,5 Mo'],
    [fr, 48_200, '48 ko'],
    [de, 1_200_000_000, '1.200,0 MB'],
    [en, 999_400, '999 kB'],
    [ar, 412_345, '412 كيلوبايت'],
  ])('is printed in the house style, on one line', (language, bytes, expected) => {
    expect(formatSize(bytes, language)).toBe(expected.replaceAll(' ', '\u00a0'))
  })
})

describe('a moment', () => {
  const at = Temporal.ZonedDateTime.from('2021-07-01T11:00[Europe/Brussels]')

  it('has the time of its own zone, and a zone that is the same in summer and winter', () => {
    expect([nl, fr, de].map((language) => formatTime(at, language))).toEqual(['11:00', '11:00', '11:00'])
    expect(zoneName(at, nl)).toBe('Midden-Europese tijd')
    expect(zoneName(at.add({ months: 6 }), nl)).toBe('Midden-Europese tijd')
  })

  it('has the date of its zone, not of the machine', () => {
    expect(dayOf('2020-12-31T23:30:00Z', 'Europe/Brussels')).toBe('2021-01-01')
    expect(dayOf('2020-12-31T23:30:00Z', 'America/New_York')).toBe('2020-12-31')
  })
})

describe('a period', () => {
  it.each([
    ['2020', '2020-01-01', '2020-12-31'],
    ['2020-02', '2020-02-01', '2020-02-29'],
  ])('has its first and last day: %s', (edition, from, to) => {
    expect(daysOf(edition)).toEqual({ from, to })
  })
})

describe('an address', () => {
  it.each([
    ['a/nl/index.html', 'a/fr/index.html', '../fr/index.html'],
    ['a/nl/index.html', 'a/nl/feed.atom', 'feed.atom'],
    ['a/nl/index.html', 'index.html', '../../index.html'],
    ['index.html', 'a/nl/index.html', 'a/nl/index.html'],
    ['a/2020/1/x/y.html', 'a/2020/2/x/y.html', '../../2/x/y.html'],
    ['a/nl/index.html', 'a/2020/1/é ?.pdf', '../2020/1/%C3%A9%20%3F.pdf'],
  ])('leads from %s to %s', (from, to, expected) => {
    expect(relative(from, to)).toBe(expected)
  })

  it('is whole below the root of the site, and that of a folder is its page', () => {
    expect(absolute('https://a.example/b', 'c/nl/index.html')).toBe('https://a.example/b/c/nl/')
    expect(absolute('https://a.example/b/', 'index.html')).toBe('https://a.example/b/')
    expect(absolute('https://a.example', 'c/myindex.html')).toBe('https://a.example/c/myindex.html')
  })
})

describe('the authority table of languages', () => {
  it('has the terminological code of three letters', () => {
    const known = {
      'nl-BE': 'NLD',
      'fr-BE': 'FRA',
      'de-BE': 'DEU',
      en: 'ENG',
      ar: 'ARA',
      bg: 'BUL',
      cs: 'CES',
      da: 'DAN',
      el: 'ELL',
      es: 'SPA',
      et: 'EST',
      fi: 'FIN',
      ga: 'GLE',
      hr: 'HRV',
      hu: 'HUN',
      it: 'ITA',
      lt: 'LIT',
      lv: 'LAV',
      mt: 'MLT',
      pl: 'POL',
      pt: 'POR',
      ro: 'RON',
      sk: 'SLK',
      sl: 'SLV',
      sv: 'SWE',
      tr: 'TUR',
      uk: 'UKR',
      fa: 'FAS',
      ps: 'PUS',
      so: 'SOM',
      ti: 'TIR',
      zh: 'ZHO',
    }
    const iris = languageIris(Object.keys(known))
    for (const [locale, code] of Object.entries(known))
      expect(iris.get(locale), locale).toBe(`http://publications.europa.eu/resource/authority/language/${code}`)
  })
})

describe('markup', () => {
  it('escapes every text, and takes markup as it is', () => {
    const text = '<a href="x">\'&'
    expect(markup`<p title="${text}">${text}${raw('<br>')}${null}${[1, markup`<i>${'>'}</i>`]}</p>`.markup).toBe(
      '<p title="&lt;a href=&quot;x&quot;&gt;&#39;&amp;">&lt;a href=&quot;x&quot;&gt;&#39;&amp;<br>1<i>&gt;</i></p>',
    )
  })

  it('lets no text end a script element', () => {
    expect(jsonForScript({ a: '</script>' }).markup).toBe('{"a":"\\u003c/script>"}')
  })
})

describe('a file without a title', () => {
  const file = (path: string) => ({ path, kind: 'csv' as const, document: 'nl', bytes: 1, sha256: '' })

  it.each([
    ['csv/telling-2020-per-maand.csv', 'A/telling-2020.html', 'per maand'],
    ['csv/telling-2020-per-maand.excel.csv', 'telling-2020.html', 'per maand'],
    ['csv/anders.csv', 'telling-2020.html', 'anders'],
  ])('is called by its own part of its name: %s', (path, page, expected) => {
    expect(titleOf(file(path), file(page))).toBe(expected)
    expect(titleOf({ ...file(path), title: 'Titel' }, file(page))).toBe('Titel')
  })
})

describe('the words of a version', () => {
  const words = { nl: { title: 'Titel', description: 'Over', agency: 'Dienst' } }
  const version = versionOf({
    factsheet: 'a',
    edition: '2020',
    number: 1,
    kind: 'first',
    issued: '2021-01-01T00:00:00Z',
    words,
    sets: [],
  })

  it('are told in the language that is asked for, and of a withdrawn one in none', async () => {
    const [dutch, french] = await textsFor([nl, fr])
    if (!dutch || !french) throw new Error('no texts')
    expect(wordsOf(publicly(version), dutch)).toEqual(words.nl)
    expect(wordsOf(publicly(version), french)).toBeNull()
    expect(wordsOf(publicly(version, { withdrawn: { on: '2021-02-01', reason: {} } }), dutch)).toBeNull()
  })
})
