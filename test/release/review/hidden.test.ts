/** Numbers that a version told and nobody may be shown any more. */
import { describe, expect, it } from 'vitest'
import { publishedFigures } from '../../../src/figures/figure.ts'
import { recordOf } from '../../../src/figures/record.ts'
import { compareFigures } from '../../../src/release/compare.ts'
import { cellsUsed, cellsWithheld, compareObservations, observedIn } from '../../../src/release/observed.ts'
import { hiddenFigures, withoutHidden } from '../../../src/release/review/hidden.ts'
import { dataPackage, dataset, measured } from '../../figures/measuring.ts'

const spec = (top: number) => ({
  tables: {
    countries: {
      from: 'd',
      where: { year: 'edition' },
      rows: { country: { top, rest: '_O' } },
      columns: { n: {} },
      total: true,
    },
  },
})
const state = (rows: string, top = 9) => {
  const data = dataPackage(dataset('d', `year country value status\n${rows}`))
  const { figures } = measured(spec(top), data)
  return { figures, records: publishedFigures(figures).map(recordOf), observed: observedIn(data, cellsUsed(figures)) }
}

const BEFORE = '2020 BR 100 A\n2020 GE 17 A\n2020 MN 13 A\n2020 _O 50 A\n2020 _T 180 A'
const AFTER = '2020 BR 100 A\n2020 GE !17 Q\n2020 MN !13 Q\n2020 _O 50 A\n2020 _T 180 A'

function compared(before: ReturnType<typeof state>, now: ReturnType<typeof state>) {
  const observations = compareObservations(before.observed, now.observed)
  const cells = cellsWithheld(before.observed, observations)
  const hidden = hiddenFigures(before.records, now.figures, cells)
  const changes = compareFigures(before.records, now.figures, observations, cells)
  return { hidden: [...hidden], changes, shown: withoutHidden(changes, hidden) }
}

describe('what is withheld by now', () => {
  it('is hidden in what it was, and in what it is', () => {
    const { hidden, shown } = compared(state(BEFORE), state(AFTER))
    expect(hidden).toEqual(expect.arrayContaining(['countries.GE.n', 'countries.MN.n']))
    expect(hidden).not.toContain('countries.BR.n')
    expect(JSON.stringify(shown)).not.toMatch(/"17"|"13"/)
  })

  it('is hidden as well where its row is not printed any more', () => {
    const { hidden, shown, changes } = compared(state(BEFORE), state(AFTER, 1))
    expect(changes.filter(({ withheld }) => withheld).map(({ figure }) => figure)).toContain('countries.GE.n')
    expect(JSON.stringify(changes)).not.toMatch(/"17"|"13"/)
    expect(hidden).toEqual(expect.arrayContaining(['countries.GE.n', 'countries.MN.n']))
    expect(JSON.stringify(shown)).not.toMatch(/"17"|"13"/)
  })

  it('hides nothing else: a number that only changed is told', () => {
    const { hidden, shown } = compared(state(BEFORE), state(BEFORE.replace('GE 17', 'GE 18').replace('180', '181')))
    expect(hidden).toEqual([])
    expect(shown.map(({ figure, old, new: now }) => [figure, old, now])).toContainEqual(['countries.GE.n', '17', '18'])
  })
})
