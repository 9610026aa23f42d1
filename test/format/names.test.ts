import { describe, expect, it } from 'vitest'
import { cldrVersion, formsOf, type NamedDimension, nameOf } from '../../src/format/names.ts'
import { Refusal } from '../../src/problem.ts'
import { fr, nl, textsIn } from './fixtures.ts'

const destination: NamedDimension = { dimension: 'destination', dimensionKind: 'region', codelist: 'countries' }
const organiser: NamedDimension = { dimension: 'organiser', dimensionKind: 'code', codelist: 'agencies' }
const month: NamedDimension = { dimension: 'period', dimensionKind: 'month' }

const FRENCH = `
names:
  destination:
    BR: { name: Brésil, to: au Brésil }
    GE: { to: en Géorgie }
    _O: autres pays
  countries: { BR: Brésil (liste), MD: Moldavie (liste) }
  agencies: { oe: OE }
  _O: autres
  _T: total
`

describe('a name', () => {
  it('comes from the dimension, then the code list, then CLDR', async () => {
    const texts = await textsIn(fr, FRENCH)
    expect(['BR', 'MD', 'GE', 'UA'].map((code) => nameOf(destination, code, texts))).toEqual([
      'Brésil',
      'Moldavie (liste)',
      'Géorgie',
      'Ukraine',
    ])
    expect(nameOf(organiser, 'oe', texts)).toBe('OE')
  })

  it('of a country may be another one than that of CLDR', async () => {
    expect(nameOf(destination, 'BY', await textsIn(nl, 'names: { destination: { BY: Wit-Rusland } }'))).toBe(
      'Wit-Rusland',
    )
    expect(nameOf(destination, 'BY', await textsIn(nl, 'title: x'))).toBe('Belarus')
  })

  it('of the total and the residual is shared unless the dimension has its own', async () => {
    const texts = await textsIn(fr, FRENCH)
    expect(nameOf(destination, '_O', texts)).toBe('autres pays')
    expect(nameOf(organiser, '_O', texts)).toBe('autres')
    expect(nameOf(month, '_T', texts)).toBe('total')
  })

  it('has the forms that the text file gives, never a bare name in the place of a form', async () => {
    const texts = await textsIn(fr, FRENCH)
    expect(nameOf(destination, 'BR', texts, 'to')).toBe('au Brésil')
    expect(formsOf(destination, 'BR', texts)).toEqual(['name', 'to'])
    expect(formsOf(destination, 'UA', texts)).toEqual(['name'])
    expect(() => nameOf(destination, 'UA', texts, 'to')).toThrow(/no form "to" in fr/)
  })

  it('is its own short form when there is no other', async () => {
    const texts = await textsIn(fr, FRENCH)
    expect(nameOf(destination, 'BR', texts, 'short')).toBe('Brésil')
    expect(nameOf(month, '2020-04', texts, 'short')).toBe('avr. 2020')
  })

  it.each(['CS', 'YU', 'AN', 'UK', 'XX', 'br', 'ZZZ'])('is refused for the country code %s', async (code) => {
    const texts = await textsIn(nl, 'title: x')
    expect(() => nameOf(destination, code, texts)).toThrow(Refusal)
  })

  it('is never the bare code', async () => {
    const texts = await textsIn(nl, 'title: x')
    expect(() => nameOf(organiser, 'oe', texts)).toThrow('There is no name for organiser oe in nl')
    expect(() => nameOf(organiser, '_T', texts)).toThrow(Refusal)
  })
})

describe('the release of CLDR', () => {
  it('is known, for the manifest', () => {
    expect(cldrVersion()).toMatch(/^CLDR \d+(\.\d+)*, ICU \d+/)
  })
})
