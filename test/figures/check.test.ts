import { describe, expect, it } from 'vitest'
import { dataPackage, dataset, measured } from './measuring.ts'

const table = (from: string, extra: object = {}) => ({
  from,
  rows: { year: { from: 2019 } },
  columns: { n: {} },
  ...extra,
})
const a = dataset('a', 'year value\n2019 40\n2020 30')
const b = dataset('b', 'year value\n2019 40\n2020 31')

describe('checks', () => {
  it('names both numbers, both places and the difference', () => {
    const { problems } = measured(
      { tables: { a: table('a'), b: table('b') }, checks: [{ equal: ['a.edition', 'b.edition'] }] },
      dataPackage(a, b),
    )
    expect(problems).toMatchObject([
      {
        code: 'check-failed',
        message: 'a.edition is 30 (one cell) but b.edition is 31 (one cell): a difference of 1',
        place: { file: 'a.csv', line: 3 },
        also: [{ file: 'b.csv', line: 3 }, { file: 'factsheet.yaml#checks.0' }],
      },
    ])
  })

  it('compares row by row with *', () => {
    const { problems } = measured(
      { tables: { a: table('a'), b: table('b') }, checks: [{ equal: ['a.*', 'b.*'] }] },
      dataPackage(a, b),
    )
    expect(problems.map((one) => one.message.slice(0, 24))).toEqual(['a.2020 is 30 (one cell) '])
  })

  it('accepts a difference that was declared', () => {
    const checks = [{ equal: ['a.edition', 'b.edition'], difference: 1, note: 'explained' }]
    expect(measured({ tables: { a: table('a'), b: table('b') }, checks }, dataPackage(a, b)).problems).toEqual([])
  })

  it('compares what is printed where that is asked', () => {
    const exact = dataset('a', 'year value\n2019 1\n2020 2.4')
    const printed = dataset('b', 'year value\n2019 1\n2020 2')
    const tables = { a: table('a'), b: table('b') }
    const check = { equal: ['a.edition', 'b.edition'] }
    expect(measured({ tables, checks: [check] }, dataPackage(exact, printed)).problems).toHaveLength(1)
    expect(measured({ tables, checks: [{ ...check, printed: true }] }, dataPackage(exact, printed)).problems).toEqual(
      [],
    )
  })

  it('suggests the nearest name for a reference that is not there', () => {
    const { problems } = measured(
      { tables: { months: table('a') }, checks: [{ equal: ['month.total', 'months.2019'] }] },
      dataPackage(a),
    )
    expect(problems.map((one) => [one.code, one.hint])).toEqual([['unknown-reference', 'did you mean "months"?']])
  })
})

describe('suppression', () => {
  const data = (cells: string) => dataPackage(dataset('d', `kind value\n${cells}`))
  const spec = {
    tables: { t: { from: 'd', rows: { kind: 'all' }, columns: { n: {}, s: { share: 'n' } }, total: true } },
  }

  it('refuses a single suppressed row beside a published total', () => {
    const { problems } = measured(spec, data('a 10\nb !3\nc 7\n_T 20'))
    expect(problems.map((one) => one.code)).toEqual(['suppression-recoverable'])
    expect(JSON.stringify(problems)).not.toContain('!3')
  })

  it('lets two suppressed rows stand beside the stated total, and suppresses their shares', () => {
    const { problems, at, figures } = measured(spec, data('a 10\nb !3\nc !7\n_T 20'))
    expect(problems).toEqual([])
    expect([at('t.total.n'), at('t.b.n'), at('t.b.s'), at('t.a.s')]).toEqual(['20', null, null, '50'])
    expect(figures.tables.get('t')?.rows[1]?.figures['s']?.suppressed).toBe(true)
  })

  it('suppresses a total that is not stated, as it would give the row away', () => {
    const { at, figures } = measured(spec, data('a 10\nb !3\nc !7'))
    expect(at('t.total.n')).toBeNull()
    expect(figures.tables.get('t')?.rows.at(-1)?.figures['n']?.suppressed).toBe(true)
  })

  it('refuses a number withheld in one table and printed in another that must be equal', () => {
    const rows = { kind: 'all' }
    const tables = { t: { from: 'd', rows, columns: { n: {} } }, u: { from: 'e', rows, columns: { n: {} } } }
    const both = dataPackage(dataset('d', 'kind value\na !3\nb 4'), dataset('e', 'kind value\na 3\nb 4'))
    const { problems } = measured({ tables, checks: [{ equal: ['t.a', 'u.a'] }] }, both)
    expect(problems.map((one) => one.code)).toEqual(['suppression-recoverable'])
  })
})

describe('named figures', () => {
  const history = dataset('h', 'year value\n2018 50\n2019 40\n2020 50')
  const tables = { h: { from: 'h', rows: { year: { from: 2018 } }, columns: { n: {} } } }

  it('finds the highest with all its rows when they are tied, and the second', () => {
    const figures = { top: { highest: 'h.*.n' }, second: { highest: 'h.*.n', place: 2 }, low: { lowest: 'h.*' } }
    const result = measured({ tables, figures }, dataPackage(history))
    expect(result.figures.named.get('top')?.at.map((one) => one.code)).toEqual(['2018', '2020'])
    expect([result.at('top'), result.at('second'), result.at('low')]).toEqual(['50', '40', '40'])
  })

  it('names no highest or lowest where a row has no number, since it could be that one', () => {
    const gap = dataset('h', 'year value status\n2018 50 A\n2019 ? L\n2020 40 A')
    const { figures } = measured({ tables, figures: { low: { lowest: 'h.*' } } }, dataPackage(gap))
    expect(figures.named.get('low')).toMatchObject({ value: null, rounded: null })
  })

  it('makes figures from figures, in any order, and tells a circle', () => {
    const figures = { change: { change: ['now', 'before'], as: 'percent' }, now: 'h.edition', before: 'h.previous' }
    expect(measured({ tables, figures }, dataPackage(history)).at('change')).toBe('25')
    const circle = { a: { sum: ['b'] }, b: { sum: ['a'] } }
    expect(measured({ tables, figures: circle }, dataPackage(history)).problems.map((one) => one.code)).toEqual([
      'circular-figure',
    ])
  })
})
