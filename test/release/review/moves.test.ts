/** Which numbers are called unusual, and in which order. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FiguresSpec, figuresShape } from '../../../src/figures/definition.ts'
import { type Move, UNUSUAL, unusualMoves } from '../../../src/release/review/moves.ts'
import { dataPackage, dataset, measured } from '../../figures/measuring.ts'

function movesOf(spec: object, text: string, unit?: string) {
  const { figures } = measured(spec, dataPackage(dataset('d', text, unit)))
  return unusualMoves(figures, z.strictObject(figuresShape).parse(spec) as FiguresSpec)
}

const BESIDE = {
  tables: {
    countries: {
      from: 'd',
      rows: { country: 'all' },
      columns: { now: { where: { year: 'edition' } }, old: { where: { year: 'edition' }, shift: '-1 year' } },
    },
  },
}
/** `BR 100 130`: a country, last year and this year. */
const beside = (...rows: readonly string[]) =>
  [
    'year country value status',
    ...rows.flatMap((row) => {
      const [code, old, now] = row.split(' ')
      return [
        `2019 ${code} ${old} ${old === '?' ? 'O' : 'A'}`,
        `2020 ${code} ${now} ${now?.startsWith('!') ? 'Q' : 'A'}`,
      ]
    }),
  ].join('\n')

const SERIES = { tables: { years: { from: 'd', rows: { year: { from: 2010 } }, columns: { n: {} } } } }
/** Values of the years up to the edition. */
const series = (...values: readonly (number | string)[]) =>
  [
    'year value status',
    ...values.map((value, index) => `${2021 - values.length + index} ${value} ${value === '?' ? 'O' : 'A'}`),
  ].join('\n')

const told = ({ now, old, percent }: Move) => `${now.id} ${old.value}→${now.value} ${percent?.toFixed(0)}`

describe('a column beside its own past', () => {
  it('has its greatest changes in percent first, and among equal ones the greatest in size', () => {
    const { large, looked } = movesOf(BESIDE, beside('BR 100 50', 'GE 1000 500', 'AL 100 180', 'MN 100 110'))
    expect(large.map(told)).toEqual([
      'countries.AL.now 100→180 80',
      'countries.GE.now 1000→500 -50',
      'countries.BR.now 100→50 -50',
    ])
    expect(looked).toBe(4)
  })

  it('keeps the order of the table among changes that are equal in every way', () => {
    const { large } = movesOf(BESIDE, beside('MN 100 150', 'BR 100 50', 'AL 100 150'))
    expect(large.map(({ now }) => now.id)).toEqual(['countries.MN.now', 'countries.BR.now', 'countries.AL.now'])
  })

  it('does not let 1 that becomes 3 stand at the top: small numbers stand apart, by their size', () => {
    const { large, small } = movesOf(BESIDE, beside('BR 1 3', 'GE 10 25', 'AL 0 12', 'MN 29 60', 'CO 30 60'))
    expect(large.map(({ now }) => now.id)).toEqual(['countries.CO.now'])
    expect(small.map(told)).toEqual([
      'countries.MN.now 29→60 107',
      'countries.GE.now 10→25 150',
      'countries.AL.now 0→12 undefined',
    ])
  })

  it('takes a number at the threshold, and none below it', () => {
    const at = 100 + UNUSUAL.percent
    const { large } = movesOf(BESIDE, beside(`BR 100 ${at}`, `GE 100 ${at - 1}`))
    expect(large.map(({ now }) => now.id)).toEqual(['countries.BR.now'])
  })

  it('says nothing of numbers that are missing or withheld, on either side', () => {
    const { looked, large, small } = movesOf(BESIDE, beside('BR 100 !300', 'GE ? 300', 'AL 100 101'))
    expect({ looked, large, small }).toEqual({ looked: 1, large: [], small: [] })
  })

  it('is found as well where the past is asked for as the previous period', () => {
    const columns = { now: { where: { year: 'edition' } }, old: { where: { year: 'previous' } } }
    const spec = { tables: { countries: { ...BESIDE.tables.countries, columns } } }
    expect(movesOf(spec, beside('BR 100 200')).large.map(told)).toEqual(['countries.BR.now 100→200 100'])
  })

  it('is told by the printed column that has the same numbers, where its own is not printed', () => {
    const columns = {
      shown: { sum: ['now'] },
      now: { where: { year: 'edition' }, publish: false },
      old: { where: { year: 'previous' } },
    }
    const spec = { tables: { countries: { ...BESIDE.tables.countries, columns } } }
    expect(movesOf(spec, beside('BR 100 200')).large.map(({ now }) => now.id)).toEqual(['countries.BR.shown'])
  })

  it('is not judged in a table that is not printed, nor in percentages', () => {
    const hidden = { tables: { countries: { ...BESIDE.tables.countries, publish: false } } }
    expect(movesOf(hidden, beside('BR 100 200')).looked).toBe(0)
    expect(movesOf(BESIDE, beside('BR 40 80'), 'percent').looked).toBe(0)
  })
})

describe('a series', () => {
  it('is judged by its last step only: older ones were published before', () => {
    const { large, looked } = movesOf(SERIES, series(100, 300, 150, 75, 80, 90, 95, 100, 100, 100, 150))
    expect(looked).toBe(1)
    expect(large.map(told)).toEqual(['years.2020.n 100→150 50'])
  })

  it('has a deviation from its own earlier changes, where there are enough of them', () => {
    const steady = [1000, 1010, 1000, 1010, 1000, 1010, 1000, 1010, 1000, 1010]
    const [move] = movesOf(SERIES, series(...steady, 1100)).large
    // +90 where it has always been ±10: unusual, though it is 9 % only.
    expect(Number(move?.percent)).toBeLessThan(UNUSUAL.percent)
    expect(Number(move?.deviation)).toBeGreaterThan(UNUSUAL.deviations)
    const short = { tables: { years: { ...SERIES.tables.years, rows: { year: { from: 2015 } } } } }
    expect(movesOf(short, series(1000, 1010, 1000, 1010, 1000, 1100)).large).toEqual([])
  })

  it('has none when it never changed by anything else', () => {
    const { large } = movesOf(SERIES, series(...Array.from({ length: 10 }, (_, index) => 100 + 10 * index), 300))
    expect(large.map(({ deviation }) => deviation)).toEqual([null])
  })

  it('begins after a gap, and is not judged across one', () => {
    expect(movesOf(SERIES, series(100, 110, 100, 110, 100, 110, 100, 110, 100, '?', 300)).looked).toBe(0)
    const [move] = movesOf(SERIES, series(100, 110, 100, '?', 100, 110, 100, 110, 100, 110, 300)).large
    expect(move?.deviation).toBeNull()
  })
})
