import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Big } from 'big.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DataPackage, Observation } from '../../src/data/dataset.ts'
import { readPackage } from '../../src/data/package.ts'
import { realWorld, SILENT } from '../../src/world.ts'
import { listener } from '../memory-world.ts'

const ROOT = join(import.meta.dirname, '../..')
const { tell, problems } = listener()
let data: DataPackage

beforeAll(async () => {
  data = await readPackage('data/voluntary-return', realWorld(ROOT, SILENT), tell)
})

type Key = Readonly<Record<string, string>>

const observations = (dataset: string): readonly Observation[] => data.datasets.get(dataset)?.observations ?? []

function find(dataset: string, key: Key): readonly Observation[] {
  return observations(dataset).filter((one) => Object.entries(key).every(([name, code]) => one.key[name] === code))
}

const numberOf = (dataset: string, key: Key) => find(dataset, key)[0]?.value?.toFixed()

const sum = (all: readonly Observation[]) =>
  all.reduce((total, { value }) => total.plus(value ?? 0), new Big(0)).toFixed()

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'))

describe('the shipped package', () => {
  test('loads without a problem', () => {
    expect(problems).toEqual([])
    expect(
      Object.fromEntries([...data.datasets.values()].map(({ name, observations: all }) => [name, all.length])),
    ).toEqual({
      'returns-by-month': 48,
      'returns-by-organiser': 4,
      'returns-by-year': 14,
      'returns-by-destination': 12,
      'returns-by-category': 4,
      'shares-by-category': 3,
    })
  })

  test('has no cell that is suppressed, empty or uncertain', () => {
    for (const { name } of data.datasets.values())
      for (const one of observations(name)) {
        expect(one.value).not.toBeNull()
        expect(one.status).toEqual(one.key.year === '2013' ? ['B'] : ['A'])
      }
  })

  test('every month of 2020 is the sum of its organisers', () => {
    for (const month of MONTHS) {
      const period = `2020-${month}`
      const parts = find('returns-by-month', { period }).filter(({ key }) => key.organiser !== '_T')
      expect(parts).toHaveLength(2)
      expect(sum(parts)).toBe(numberOf('returns-by-month', { period, organiser: '_T' }))
    }
  })

  test('the months add up to the stated totals of the year', () => {
    const year = (one: string, organiser: string) =>
      sum(MONTHS.flatMap((month) => find('returns-by-month', { period: `${one}-${month}`, organiser })))
    for (const [one, organiser, total] of [
      ['2020', 'fedasil', '1827'],
      ['2020', 'immigration-office', '20'],
      ['2020', '_T', '1847'],
      ['2019', '_T', '2426'],
    ] as const) {
      expect(year(one, organiser)).toBe(total)
      expect(numberOf('returns-by-organiser', { year: one, organiser })).toBe(total)
    }
  })

  test.each(['returns-by-destination', 'returns-by-category'])('%s adds up to its stated total', (dataset) => {
    const total = observations(dataset).filter(({ key }) => Object.values(key).includes('_T'))
    const parts = observations(dataset).filter((one) => !total.includes(one))
    expect(sum(total)).toBe('1847')
    expect(sum(parts)).toBe('1847')
  })

  test('the series agrees with the edition and the year before', () => {
    expect(numberOf('returns-by-year', { year: '2020' })).toBe('1847')
    expect(numberOf('returns-by-year', { year: '2019' })).toBe('2426')
  })

  test('the stated shares are those of the categories', () => {
    for (const { key, value } of observations('shares-by-category')) {
      const persons = new Big(numberOf('returns-by-category', { category: key.category ?? '' }) ?? 0)
      expect(persons.times(100).div(1847).toFixed(0)).toBe(value?.toFixed())
    }
    expect(sum(observations('shares-by-category'))).toBe('100')
  })

  test('notes stand on exactly the years that the model marks', () => {
    const marked = (note: string) =>
      observations('returns-by-year').flatMap(({ key, notes }) => (notes.includes(note) ? [key.year] : []))
    expect(marked('dublin')).toEqual(['2013', '2014', '2015', '2016', '2017', '2018', '2019', '2020'])
    expect(marked('balkan-bus')).toEqual(['2011'])
    expect(data.codelists.get('notes')?.codes.map(({ code, attributes }) => [code, attributes.amount])).toEqual([
      ['dublin', ''],
      ['balkan-bus', '300'],
    ])
  })

  test('its README tells of every file', async () => {
    const readme = await readFile(join(ROOT, 'data/voluntary-return/README.md'), 'utf8')
    for (const file of data.files) expect(readme).toContain(file.split('/').at(-1))
  })
})
