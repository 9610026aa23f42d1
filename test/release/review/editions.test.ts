import { describe, expect, it } from 'vitest'
import { publishedFigures } from '../../../src/figures/figure.ts'
import { recordOf } from '../../../src/figures/record.ts'
import { compareEditions } from '../../../src/release/review/editions.ts'
import { dataPackage, dataset, measured } from '../../figures/measuring.ts'

const SPEC = {
  tables: {
    countries: { from: 'c', where: { year: 'edition' }, rows: { country: 'all' }, columns: { n: {} }, total: true },
    years: { from: 'y', rows: { year: { from: 2018 } }, columns: { n: {} } },
  },
  figures: { total: 'countries.total.n' },
}
const figuresOf = (edition: string, countries: string, years: string) => {
  const data = dataPackage(
    dataset('c', `year country value status\n${countries}`),
    dataset('y', `year value status\n${years}`),
  )
  return measured(SPEC, data, edition).figures
}
const BEFORE = publishedFigures(figuresOf('2019', '2019 BR 100 A\n2019 GE 20 A', '2018 90 A\n2019 120 A')).map(recordOf)

describe('an edition beside the one before', () => {
  it('has its figures by their names, with what they were and by how much they moved', () => {
    const now = figuresOf('2020', '2020 BR 150 A\n2020 AL 10 A', '2018 90 A\n2019 120 A\n2020 160 A')
    const { own, past } = compareEditions(BEFORE, now)
    expect(own.map(({ figure, old, percent }) => [figure.id, old?.toFixed(), percent?.toFixed(0)])).toEqual([
      ['countries.BR.n', '100', '50'],
      ['countries.total.n', '120', '33'],
      ['total', '120', '33'],
    ])
    expect(past).toEqual([])
  })

  it('tells apart what was said of an earlier period, and is said otherwise now', () => {
    const now = figuresOf('2020', '2020 BR 150 A', '2018 95 A\n2019 120 A\n2020 150 A')
    expect(compareEditions(BEFORE, now).past.map(({ figure, old }) => [figure.id, old?.toFixed()])).toEqual([
      ['years.2018.n', '90'],
    ])
  })

  it('does not tell the old number where it is withheld now', () => {
    const now = figuresOf('2020', '2020 BR !150 Q\n2020 GE !20 Q\n2020 _T 170 A', '2018 !90 Q\n2019 !120 Q\n2020 170 A')
    const { own, past } = compareEditions(BEFORE, now)
    expect(own.find(({ figure }) => figure.id === 'countries.BR.n')).toMatchObject({ old: null, percent: null })
    expect(past).toEqual([])
  })
})
