import { beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../src/draft.ts'
import { type Explanation, explain, reportExplanation } from '../src/explain.ts'
import { publishedFigures } from '../src/figures/figure.ts'
import { Refusal } from '../src/problem.ts'
import { FACTSHEETS, lastingDraftOf, quietWorld } from './e2e/drafting.ts'

const [shipped, waste] = FACTSHEETS
let draft: Draft
beforeAll(async () => {
  draft = await lastingDraftOf(shipped)
})
const explained = (ref: string) => explain(ref, draft, quietWorld(shipped.root))

describe('explain', () => {
  it('walks back from every figure that is published to cells that hold what they are said to hold', async () => {
    for (const { id, from } of publishedFigures(draft.figures)) {
      const { cells, formula } = await explained(id)
      expect(cells, id).toHaveLength(from.length)
      expect(formula, id).not.toBe('')
      for (const { place, row } of cells) expect(row, `${id} ${place}`).toMatch(/^[^,]+,.*\d/)
    }
  })

  it('gives the row of each cell as it stands in the file', async () => {
    const { cells } = await explained('history.2012.persons')
    expect(cells).toEqual([
      { place: expect.stringMatching(/returns-by-year\.csv:\d+:\d+$/), row: expect.stringMatching(/^2012,5656,/) },
    ])
  })

  it('gives the value as every language prints it', async () => {
    const { printed, value } = await explained('irregular_share')
    expect(Number(value)).toBeCloseTo(56.25, 1)
    expect(printed).toEqual({ nl: '56\u00A0%', fr: '56\u00A0%' })
  })

  it('finds a name and the cell that it stands for in the same spots', async () => {
    const [name, cell] = [await explained('total'), await explained('months.total.total')]
    const sorted = (one: Explanation) => Object.values(one.spots).map((spots) => spots.toSorted())
    expect(sorted(name)).toEqual(sorted(cell))
    expect(name.spots.nl).toEqual(expect.arrayContaining(['text lead', 'table months']))
  })

  it('finds a spot in each document for every named figure that is printed', async () => {
    const { spots } = await explained('change')
    expect(Object.keys(spots)).toEqual(draft.plans.map((plan) => plan.document))
    for (const where of Object.values(spots)) expect(where.length).toBeGreaterThan(0)
  })

  it.each([
    ['totl', 'total'],
    ['months.total.totl', 'total'],
    ['history.1999.persons', '2007'],
  ])('refuses %s and says what there is', async (ref, near) => {
    const error = await explained(ref).catch((reason: unknown) => reason)
    if (!(error instanceof Refusal)) throw new Error('not refused')
    expect(error.problems).toMatchObject([{ code: 'unknown-reference', hint: expect.stringContaining(near) }])
  })

  it('tells nothing of a suppressed figure: no value, no cell', async () => {
    const other = await lastingDraftOf(waste)
    const secret = publishedFigures(other.figures).find((one) => one.suppressed)
    if (!secret) throw new Error('nothing is suppressed')
    const explanation = await explain(secret.id, other, quietWorld(waste.root))
    expect(explanation).toMatchObject({ value: null, status: ['Q'], cells: [] })
  })
})

describe('the explanation for people', () => {
  const one: Explanation = {
    id: 'total',
    value: '1847',
    unit: 'persons',
    printed: { nl: '1.847' },
    formula: 'sum of a',
    status: [],
    notes: [],
    cells: [{ place: 'a.csv:2:6', row: '2020,1847' }],
    spots: { nl: ['text lead'], facing: [] },
  }

  it('is a few lines, each with what it says', () => {
    expect(reportExplanation(one)).toBe(`total = 1847 persons
printed as 1.847 (nl)
made as    sum of a
from 1 cell:
  a.csv:2:6  2020,1847
where it is printed:
  nl: text lead
  facing: nowhere`)
  })

  it('names status and notes when there are any, and says when there is no value', () => {
    const text = reportExplanation({ ...one, value: null, status: ['P'], notes: ['dublin'], cells: [] })
    expect(text).toContain('total = no value persons')
    expect(text).toMatch(/^status {5}P$/m)
    expect(text).toMatch(/^notes {6}dublin$/m)
    expect(text).toContain('from 0 cells:')
  })
})
