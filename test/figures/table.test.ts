import { describe, expect, it } from 'vitest'
import { dataPackage, dataset, measured } from './measuring.ts'

const years = dataset('years', 'year value\n2018 30\n2019 40\n2020 30')
const byKind = dataset('kinds', 'year kind value\n2020 a 1\n2020 b 1\n2020 c 1\n2020 _T 3')

function months(values: Readonly<Record<string, number>>, year: string): string {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
    .filter((period) => values[period.slice(5)] !== undefined)
    .map((period) => `${period} x ${values[period.slice(5)]}`)
    .join('\n')
}
const everyMonth = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [String(i + 1).padStart(2, '0'), i + 1]))

describe('rows', () => {
  it('takes the twelve months of the edition, in order', () => {
    const data = dataPackage(dataset('m', `period who value\n${months(everyMonth, '2020')}`))
    const { figures, problems } = measured(
      { tables: { t: { from: 'm', where: { who: 'x' }, rows: { period: 'all' }, columns: { n: {} }, total: true } } },
      data,
    )
    expect(problems).toEqual([])
    expect(figures.tables.get('t')?.rows.map((row) => row.id)).toEqual([
      ...Array.from({ length: 12 }, (_, i) => `2020-${String(i + 1).padStart(2, '0')}`),
      'total',
    ])
  })

  it('tells missing months once a column, by name, instead of leaving a gap', () => {
    const { '03': _, '07': __, ...ten } = everyMonth
    const data = dataPackage(dataset('m', `period who value\n${months(ten, '2020')}`))
    const spec = { from: 'm', where: { who: 'x' }, rows: { period: 'all' }, columns: { n: {} } }
    const { problems } = measured({ tables: { t: spec } }, data)
    expect(problems.map((one) => one.message)).toEqual([
      'm.csv has no row for period 2020-03, 2020-07, who x; table t needs them in column n',
    ])
  })

  it('takes the periods from one to another', () => {
    const spec = { from: 'years', rows: { year: { from: 2019, to: 'edition' } }, columns: { n: {} } }
    expect(
      measured({ tables: { t: spec } }, dataPackage(years))
        .figures.tables.get('t')
        ?.rows.map((row) => row.id),
    ).toEqual(['2019', '2020'])
  })

  it('ranks the highest, keeps the residual last whatever its size, and breaks ties by code', () => {
    const data = dataPackage(dataset('d', 'country value\nBE 5\nFR 9\nAL 5\n_O 60\nZW 1'))
    const spec = { from: 'd', rows: { country: { top: 3, rest: '_O' } }, columns: { n: {} }, total: true }
    const { figures, at } = measured({ tables: { t: spec } }, data)
    expect(figures.tables.get('t')?.rows.map((row) => row.id)).toEqual(['FR', 'AL', 'BE', '_O', 'total'])
    expect(at('t._O.n')).toBe('61')
    expect(at('t.total.n')).toBe('80')
  })

  it('adds the rows beyond the top to a residual that the data do not state', () => {
    const data = dataPackage(dataset('d', 'country value\nBE 5\nFR 9\nAL 4'))
    const spec = {
      from: 'd',
      rows: { country: { top: 1, rest: '_O' } },
      columns: { n: {}, s: { share: 'n' } },
      total: true,
    }
    const { at } = measured({ tables: { t: spec } }, data)
    expect([at('t.FR.n'), at('t._O.n'), at('t.total.n'), at('t._O.s')]).toEqual(['9', '9', '18', '50'])
  })
})

describe('columns', () => {
  it('sums, shifts and compares', () => {
    const spec = {
      from: 'years',
      rows: { year: { codes: ['edition'] } },
      columns: {
        now: {},
        before: { shift: '-1 year' },
        both: { sum: ['now', 'before'] },
        change: { change: ['now', 'before'], as: 'percent', decimals: 1 },
        difference: { change: ['now', 'before'], as: 'absolute' },
      },
    }
    const { at } = measured({ tables: { t: spec } }, dataPackage(years))
    expect(['both', 'change', 'difference'].map((column) => at(`t.2020.${column}`))).toEqual(['70', '-25', '-10'])
  })

  it('shifts the period wherever it stands, in the rows or in a condition', () => {
    const data = dataPackage(dataset('k', 'year kind value\n2019 a 5\n2019 b 6\n2020 a 7\n2020 b 8\n2019 _T 11'))
    const columns = { before: { where: { year: 'edition' }, shift: '-1 year' } }
    const { at, problems } = measured(
      { tables: { t: { from: 'k', rows: { kind: 'all' }, columns, total: true } } },
      data,
    )
    expect([at('t.a.before'), at('t.b.before'), at('t.total.before'), problems]).toEqual(['5', '6', '11', []])
  })

  it('refuses a shift where nothing is a period', () => {
    const data = dataPackage(dataset('k', 'kind value\na 5'))
    const spec = { from: 'k', rows: { kind: 'all' }, columns: { n: { shift: '-1 year' } } }
    expect(measured({ tables: { t: spec } }, data).problems.map((one) => one.code)).toEqual(['shift-without-period'])
  })

  it('compares shares in percentage points', () => {
    const shares = dataset('s', 'year value\n2019 20\n2020 24', 'percent')
    const columns = { now: {}, before: { shift: '-1 year' }, change: { change: ['now', 'before'], as: 'points' } }
    const { figures } = measured(
      { tables: { t: { from: 's', rows: { year: { codes: ['2020'] } }, columns } } },
      dataPackage(shares),
    )
    expect(figures.tables.get('t')?.rows[0]?.figures['change']).toMatchObject({ unit: 'points', signed: true })
  })

  it('tells a column that would mean several observations', () => {
    const { problems } = measured(
      { tables: { t: { from: 'kinds', rows: { year: { codes: ['2020'] } }, columns: { n: {} } } } },
      dataPackage(byKind),
    )
    expect(problems.map((one) => one.code)).toEqual(['open-dimension'])
  })

  it('tells columns made from each other, and suggests a column for one that is not there', () => {
    const rows = { year: { codes: ['2020'] } }
    const circle = { a: { sum: ['b'] }, b: { sum: ['a'] } }
    const typo = { persons: {}, s: { share: 'person' } }
    const { problems } = measured(
      { tables: { t: { from: 'years', rows, columns: circle }, u: { from: 'years', rows, columns: typo } } },
      dataPackage(years),
    )
    expect(problems.map((one) => [one.code, one.hint])).toEqual([
      ['circular-columns', undefined],
      ['unknown-column', 'did you mean "persons"?'],
    ])
  })

  it('ranks rows with shared places and never ranks the residual', () => {
    const data = dataPackage(dataset('d', 'country value\nBE 5\nFR 9\nAL 5\n_O 60'))
    const { at } = measured(
      { tables: { t: { from: 'd', rows: { country: { top: 9, rest: '_O' } }, columns: { n: {}, r: { rank: 'n' } } } } },
      data,
    )
    expect(['FR', 'AL', 'BE', '_O'].map((code) => at(`t.${code}.r`))).toEqual(['1', '2', '2', null])
  })

  it('prints a note that every figure of a column has in its header', () => {
    const data = dataPackage(dataset('y', 'year value status note\n2019 1 - n\n2020 2 - n'))
    const rows = { year: { from: 2019 } }
    expect(
      measured({ tables: { t: { from: 'y', rows, columns: { v: {} } } } }, data).figures.tables.get('t')?.columns[0]
        ?.notes,
    ).toEqual(['n'])
  })
})

describe('shares', () => {
  const spec = (rounding: string) => ({
    tables: {
      t: {
        from: 'kinds',
        where: { year: 2020 },
        rows: { kind: 'all' },
        columns: { n: {}, s: { share: 'n', rounding } },
        total: true,
      },
    },
  })

  it('rounds each share by itself and notices that they do not add up', () => {
    const { at, figures } = measured(spec('plain'), dataPackage(byKind))
    expect(['a', 'b', 'c', 'total'].map((code) => at(`t.${code}.s`))).toEqual(['33', '33', '33', '100'])
    expect(figures.tables.get('t')?.roundingGap).toEqual(['s'])
  })

  it('adds to 100 by largest remainder where that is declared', () => {
    const { at, figures } = measured(spec('largest-remainder'), dataPackage(byKind))
    expect(['a', 'b', 'c'].map((code) => at(`t.${code}.s`))).toEqual(['34', '33', '33'])
    expect(figures.tables.get('t')?.roundingGap).toEqual([])
  })

  it('has no share of nothing', () => {
    const none = dataset('kinds', 'year kind value\n2020 a 0\n2020 b 0')
    expect(measured(spec('plain'), dataPackage(none)).at('t.a.s')).toBeNull()
  })
})

describe('stated totals', () => {
  it('refuses a sum that differs from the total that the data state, with both numbers and the difference', () => {
    const wrong = dataset('kinds', 'year kind value\n2020 a 1\n2020 b 1\n2020 _T 3')
    const table = { from: 'kinds', where: { year: 2020 }, rows: { kind: 'all' }, columns: { n: {} }, total: true }
    const { problems } = measured({ tables: { t: table } }, dataPackage(wrong))
    expect(problems).toMatchObject([
      {
        code: 'total-differs-from-stated',
        message: 'In table t, column n, the 2 numbers add up to 2, but the stated total is 3 (difference -1)',
        place: { file: 'kinds.csv', line: 4 },
      },
    ])
  })
})
