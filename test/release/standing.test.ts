import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/release/difference.ts'
import { type Standing, withoutWithheld } from '../../src/release/standing.ts'
import { dataPackage, dataset, measured } from '../figures/measuring.ts'

const change = (figure: string, old: string | null, now: string | null, withheld = false): Change => {
  const plain = { unit: 'persons', decimals: 0, signed: false, input: true, printed: true }
  return { figure, old, new: now, withheld, ...plain }
}
const standing = (...versions: readonly Change[][]): Standing => ({
  number: versions.length + 1,
  issued: null,
  first: null,
  zone: 'UTC',
  embargo: null,
  amendments: versions.map((changes, index) => {
    return { number: versions.length + 1 - index, kind: 'correction', issued: null, reason: null, changes }
  }),
})
const { figures } = measured(
  { tables: { t: { from: 'd', rows: { year: { from: 2019 } }, columns: { n: {} } } } },
  dataPackage(dataset('d', 'year value status\n2019 !5 Q\n2020 7 A')),
)

describe('what versions have told of a number that is withheld by now', () => {
  it.each([
    ['its row is still printed', 't.2019.n'],
    ['its row is gone', 't.2018.n'],
  ])('is told no more, where %s', (_, id) => {
    const { amendments } = withoutWithheld(standing([change(id, null, null, true)], [change(id, '4', '5')]), figures)
    expect(amendments.flatMap(({ changes }) => changes.map((one) => [one.old, one.new]))).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('is told again once it was released', () => {
    const released = standing([change('t.2020.n', null, '7')], [change('t.2020.n', null, null, true)])
    expect(withoutWithheld(released, figures).amendments[0]?.changes[0]?.new).toBe('7')
  })
})
