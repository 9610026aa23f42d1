import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { byArea } from '../../src/figures/area.ts'
import { areasOf } from '../../src/figures/areas.ts'
import { type FiguresSpec, figuresShape } from '../../src/figures/definition.ts'
import { indexAreas, refuseAcrossAreas } from '../../src/figures/disclosure.ts'
import type { Position } from '../../src/figures/figure.ts'
import { listener } from '../memory-world.ts'
import { dataPackage, dataset, measured } from './measuring.ts'

const LOANS = dataset(
  'loans',
  `town kind value
   _T books 60
   _T films 12
   east books 10
   east films 1
   west books 20
   west films 4
   south books 30
   south films 7`,
)
const SIZES = dataset('sizes', 'kind value\nbooks 3\nfilms 4')
const data = dataPackage(LOANS, SIZES)
const own = { from: 'loans', rows: { kind: 'all' }, columns: { n: {} } }
const whole = { ...own, where: { town: '_T' } }
const spec = { areas: { dimension: 'town' }, tables: { own, whole }, figures: {} }

function areas(changed: object, from = data) {
  const { tell, problems } = listener()
  const full = z.strictObject(figuresShape).parse({ ...spec, ...changed }) as FiguresSpec
  const place = (path: readonly (string | number)[]) => ({
    file: `factsheet.yaml#${path.join('.')}`,
    line: 1,
    column: 1,
  })
  const found = areasOf({ spec: full, data: from, place, tell })
  return { codes: found?.map((one) => one.code) ?? null, found, problems }
}

const told = (changed: object) =>
  areas(changed).problems.map(({ code, message, place }) => [code, message, place?.file])

describe('the areas of a factsheet', () => {
  it('are all codes of the dimension in their order, without the total', () => {
    expect(areas({})).toMatchObject({ codes: ['east', 'west', 'south'], problems: [] })
  })

  it('are only those that are listed, in the order of the list', () => {
    expect(areas({ areas: { dimension: 'town', codes: ['south', 'east'] } }).codes).toEqual(['south', 'east'])
  })

  it('are none when nothing is said of them', () => {
    expect(areas({ areas: undefined }).codes).toEqual([])
  })

  it.each([
    ['a dimension that no dataset has', { areas: { dimension: 'twon' } }, 'areas-dimension-unknown', 'areas.dimension'],
    ['a code that is not there', { areas: { dimension: 'town', codes: ['est'] } }, 'unknown-area', 'areas.codes.0'],
    [
      'a table with a row for each area',
      { tables: { own: { ...own, where: { kind: 'books' }, rows: { town: 'all' } } } },
      'areas-as-rows',
      'tables.own.rows.town',
    ],
    [
      'a table that names one',
      { tables: { own, east: { ...own, where: { town: 'east' } } } },
      'area-named',
      'tables.east.where.town',
    ],
    ['no table that reads them', { tables: { sizes: { ...own, from: 'sizes' } } }, 'areas-not-read', 'areas.dimension'],
    ['a figure called area', { figures: { area: 'own.books.n' } }, 'figure-named-area', 'figures.area'],
  ])('are refused with %s', (_, changed, code, at) => {
    expect(areas(changed).codes).toBeNull()
    expect(told(changed)).toEqual([[code, expect.any(String), `factsheet.yaml#${at}`]])
  })

  it('without a row in a dataset that is read for them are named', () => {
    const gap = dataset('loans', 'town kind value\n_T books 3\neast books 3')
    const from = dataPackage({ ...gap, dimensions: LOANS.dimensions })
    expect(areas({}, from).problems.map((one) => one.message)).toEqual([
      'loans.csv has no row for town west, south, but they are areas of this factsheet',
    ])
  })
})

const town = (code: string): Position => ({ dimension: 'town', dimensionKind: 'code', code })

describe('the figures of an area', () => {
  it('are of itself, and of the whole where a table says so', () => {
    const { figures, problems, at } = measured(spec, byArea(data, 'town')('west'), '2020', town('west'))
    expect(problems).toEqual([])
    expect([at('own.books.n'), at('own.films.n'), at('whole.books.n'), at('whole.films.n')]).toEqual([
      '20',
      '4',
      '60',
      '12',
    ])
    expect(figures.area?.code).toBe('west')
  })

  it('see no observation of another area, in the order of the file, and all of a dataset without areas', () => {
    const seen = byArea(data, 'town')('south')
    expect(seen.datasets.get('loans')?.observations.map((one) => one.key.town)).toEqual(['_T', '_T', 'south', 'south'])
    expect(seen.datasets.get('sizes')).toBe(SIZES)
  })
})

describe('a figure suppressed in one area', () => {
  const across = (text: string, code: string) => {
    const hiding = dataset('loans', text)
    const from = dataPackage({ ...hiding, dimensions: LOANS.dimensions })
    const { tell, problems } = listener()
    const all = ['east', 'west', 'south'].map(town)
    const { figures } = measured(spec, byArea(from, 'town')(code), '2020', town(code))
    refuseAcrossAreas(figures, indexAreas(from, all), tell)
    return problems.map((one) => [one.code, one.place?.line])
  }
  const rows = (west: string, south: string) =>
    `town kind value\n_T books 60\n_T films 12\neast books 10\neast films 1\nwest books ${west}\nwest films 4\nsouth books ${south}\nsouth films 7`

  it('is refused when the documents of the others and of the whole give it away', () => {
    expect(across(rows('!20', '30'), 'west')).toEqual([['suppression-recoverable-across', 6]])
    expect(across(rows('!20', '30'), 'east')).toEqual([])
  })

  it('is safe beside a second one', () => {
    expect(across(rows('!20', '!30'), 'west')).toEqual([])
  })
})
