import { describe, expect, it } from 'vitest'
import { type Counted, isEqual, parityOf } from '../../../src/release/review/parity.ts'

const page = (
  document: string,
  values: Record<string, string>,
  change: Partial<Counted['printing']> = {},
): Counted => ({
  document,
  printing: { values: new Map(Object.entries(values)), notes: ['a'], ...change },
  expected: { rows: { months: 13 }, marks: { evolution: 14 } },
})

describe('the parity of documents', () => {
  it('counts what each shows', () => {
    const parity = parityOf([page('nl', { a: '1', b: '2' }), page('fr', { b: '2', a: '1' })])
    const counts = { figures: 2, notes: 1, tables: 1, graphics: 1 }
    expect(parity.tallies).toEqual([
      { document: 'nl', ...counts },
      { document: 'fr', ...counts },
    ])
    expect(isEqual(parity)).toBe(true)
  })

  it('is broken by another value of a figure, though there are as many', () => {
    const parity = parityOf([page('nl', { a: '1' }), page('fr', { a: '2' })])
    expect(parity.equal).toEqual({ figures: false, notes: true, tables: true, graphics: true })
    expect(isEqual(parity)).toBe(false)
  })

  it('is broken by a note, a table or a graphic that one of them lacks', () => {
    const first = page('nl', { a: '1' })
    expect(parityOf([first, page('fr', { a: '1' }, { notes: [] })]).equal.notes).toBe(false)
    expect(parityOf([first, { ...first, expected: { rows: {}, marks: { evolution: 14 } } }]).equal.tables).toBe(false)
    expect(parityOf([first, { ...first, expected: { rows: { months: 13 }, marks: {} } }]).equal.graphics).toBe(false)
  })
})
