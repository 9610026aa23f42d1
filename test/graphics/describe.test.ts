import { beforeAll, describe, expect, it } from 'vitest'
import { describe as describeGraphic, type Kind, kindOf, mainColumn } from '../../src/graphics/describe.ts'
import { figuresOf, type Kit, readKit, table } from './model.ts'

describe('the text alternative', () => {
  let kit: Kit
  beforeAll(async () => {
    kit = await readKit()
  })

  function told(id: string, tableId: string, column: string, language: 'nl' | 'fr' = 'nl', own = figuresOf()) {
    const found = own.tables.get(tableId)
    if (!found) throw new Error(tableId)
    const kind: Kind = 'bar'
    return describeGraphic({ id, kind, table: found, column, figures: own }, kit.texts[language])
  }

  it('says what is shown, the highest, the lowest, the change, and where the numbers are', () => {
    expect(told('evolution', 'history', 'persons')).toBe(
      'Staafdiagram: Evolutie. Hoogste: 2012 (5.656). Laagste: 2020 (1.847). Van 2.593 in 2007 naar 1.847 in 2020. De cijfers staan in de tabel “H”.',
    )
  })

  it('says it in the words and the number style of each language', () => {
    const text = told('months', 'months', 'total', 'fr')
    expect(text).toContain('Maximum : janvier (223).')
    expect(text).not.toMatch(/januari|Hoogste/)
  })

  it('tells ties together', () => {
    expect(told('months', 'months', 'fedasil')).toContain('Hoogste: januari en februari (222).')
  })

  it('tells rows that look equal after rounding as tied', () => {
    const close = table('things', { columns: ['persons'], rows: { a: [4.2], c: [4.4], long: [3] } })
    expect(told('things', 'things', 'persons', 'nl', figuresOf(close))).toContain('Hoogste: Congo en Andorra (4).')
  })

  it('tells a share that rounds to nothing as more than none at all', () => {
    const shares = table('things', { columns: ['share'], rows: { a: [60], long: [0.2], c: [0] } })
    expect(told('things', 'things', 'share', 'nl', figuresOf(shares))).toContain('Laagste: Andorra (0\u00A0%).')
  })

  it('never ranks the residual, though it is the largest', () => {
    const text = told('destinations', 'destinations', 'persons')
    expect(text).toContain('Hoogste: Brazilië (480). Laagste: Rusland (58).')
    expect(text).not.toContain('618')
  })

  it('tells the parts of a whole, the residual among them', () => {
    expect(told('categories', 'categories', 'share')).toContain(
      'Verdeling: Verzoekers om internationale bescherming 20\u00A0%, Uitgeprocedeerde verzoekers 24\u00A0% en Migranten zonder wettig verblijf 56\u00A0%.',
    )
  })

  it('leaves out what is missing, and never tells a suppressed value', () => {
    const gaps = table('things', {
      columns: ['persons'],
      rows: { a: [{ value: 999, suppressed: true }], b: [null], c: [7], long: [3] },
    })
    const text = told('things', 'things', 'persons', 'nl', figuresOf(gaps))
    expect(text).toContain('Zonder cijfer: Congo en Congo. Hoogste: Andorra (7).')
    expect(text).not.toContain('999')
  })

  it('says so when all rows have the same value, and when there is none', () => {
    const same = table('things', { columns: ['persons'], rows: { a: [0], c: [0] } })
    expect(told('things', 'things', 'persons', 'nl', figuresOf(same))).toContain('Overal 0: Congo en Andorra.')
    const none = table('things', { columns: ['persons'], rows: { a: [null] } })
    expect(told('things', 'things', 'persons', 'nl', figuresOf(none))).toContain('Geen gegevens.')
  })

  it('tells no course of a series that is the same throughout', () => {
    const zeros = table('history', { columns: ['persons'], kind: 'year', rows: { 2019: [0], 2020: [0] } })
    const text = told('evolution', 'history', 'persons', 'nl', figuresOf(zeros))
    expect(text).toContain('Overal 0: 2019 en 2020. De cijfers')
  })

  it('takes the kind of chart and the column from what the spec draws first', () => {
    const two = table('things', { columns: ['persons', 'share'], rows: { a: [1, 2] } })
    const layer = [
      { mark: 'rule' },
      { mark: { type: 'line' }, encoding: { y: { field: 'share' }, text: { field: 'persons_text' } } },
      { mark: 'bar', encoding: { y: { field: 'persons' } } },
    ]
    expect(kindOf({ layer })).toBe('line')
    expect(mainColumn({ layer }, two)).toBe('share')
  })
})
