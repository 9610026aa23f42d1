import { describe, expect, it } from 'vitest'
import { reconciliations } from '../../src/figures/reconciliation.ts'
import { dataPackage, dataset, measured } from './measuring.ts'

const table = (from: string) => ({ from, rows: { year: { from: 2019 } }, columns: { n: {} } })
const tables = { a: table('a'), b: table('b') }
const seen = (first: string, second: string, equal: readonly string[]) => {
  const { figures } = measured({ tables }, dataPackage(dataset('a', first), dataset('b', second)))
  const [one] = reconciliations(figures, [{ equal: [...equal], printed: false }])
  return { skipped: one?.skipped, lines: one?.lines.map((line) => line.map(({ id, value }) => `${id} ${value}`)) }
}

describe('what a check has looked at', () => {
  const a = 'year value\n2019 40\n2020 30'

  it('is every number by the cell that it stands in, whatever the check calls it', () => {
    expect(seen(a, a, ['a.edition', 'b.2020.n'])).toEqual({ skipped: 0, lines: [['a.2020.n 30', 'b.2020.n 30']] })
  })

  it('is one line for each row of a column', () => {
    expect(seen(a, a, ['a.*', 'b.*']).lines).toEqual([
      ['a.2019.n 40', 'b.2019.n 40'],
      ['a.2020.n 30', 'b.2020.n 30'],
    ])
  })

  it('leaves out, and counts, lines in which a number is withheld or missing', () => {
    const { skipped, lines } = seen(a, 'year value status\n2019 !40 Q\n2020 30 A', ['a.*', 'b.*'])
    expect({ skipped, lines }).toEqual({ skipped: 1, lines: [['a.2020.n 30', 'b.2020.n 30']] })
  })
})
