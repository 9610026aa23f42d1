import { beforeAll, describe, expect, it } from 'vitest'
import { fieldsOf, longRows, type Wording, wideRows } from '../../src/graphics/rows.ts'
import { figuresOf, type Kit, readKit, table } from './model.ts'

describe('rows for a chart', () => {
  let kit: Kit
  let wording: Wording
  beforeAll(async () => {
    kit = await readKit()
    wording = {
      figures: figuresOf(),
      texts: [kit.texts.nl],
      label: (row) => row.id,
      noteMark: (note) => `(${note})`,
    }
  })

  const things = table('things', {
    columns: ['persons', 'share'],
    rows: {
      '2019': [{ value: 1847, notes: ['n'], status: ['P'] }, 19.87],
      '2020': [{ value: null, status: ['O'] }, 0.2],
      c: [{ value: null, suppressed: true, status: [] }, 56.25],
      _O: [{ value: 5, status: ['B'] }, 1],
    },
    total: [1852, 100],
  })

  it('carry the rounded value, and the text as our formatter prints it', () => {
    const [first] = wideRows(things, wording)
    expect(first).toMatchObject({ persons: 1847, persons_text: '1.847', share: 20, share_text: '20\u00A0%' })
    expect(wideRows(things, wording)[1]).toMatchObject({ share: 0, share_text: '<1\u00A0%' })
  })

  it('leave out the total, keep the residual, and say which row is which', () => {
    const rows = wideRows(things, wording)
    expect(rows.map((row) => row['row'])).toEqual(['2019', '2020', 'c', '_O'])
    expect(rows.map((row) => row['role'])).toEqual(['body', 'body', 'body', 'rest'])
    expect(rows.map((row) => row['edition'])).toEqual([false, true, false, false])
    expect(rows.map((row) => row['break'])).toEqual([false, false, false, true])
  })

  it('keep a missing value missing, with a place for its mark', () => {
    expect(wideRows(things, wording)[1]).toMatchObject({ persons: null, persons_at: 0, persons_text: '[x]' })
  })

  it('never hold a suppressed value', () => {
    const secret = table('things', { columns: ['persons'], rows: { a: [{ value: 3333, suppressed: true }] } })
    for (const rows of [wideRows(secret, wording), longRows(secret, wording)]) {
      expect(JSON.stringify(rows)).not.toMatch(/3\.?333/)
      expect(JSON.stringify(rows)).toContain('[c]')
    }
  })

  it('keep note marks and status letters apart from the number', () => {
    const [first] = wideRows(things, wording)
    expect(first).toMatchObject({
      persons_label: '1.847\u00A0[p]\u00A0(n)',
      persons_marks: '(n)',
      persons_status: '[p]',
    })
    expect(first).toMatchObject({ marks: '(n)' })
  })

  it('do not repeat a note that the whole column carries', () => {
    const [persons, share] = things.columns
    if (!persons || !share) throw new Error('two columns')
    const noted = { ...things, columns: [{ ...persons, notes: ['n'] }, share] }
    expect(wideRows(noted, wording)[0]).toMatchObject({ persons_label: '1.847\u00A0[p]', marks: '' })
  })

  it('come one a cell in the long form, each with the name of its column', () => {
    const rows = longRows(things, wording)
    expect(rows).toHaveLength(8)
    expect(rows[1]).toMatchObject({
      row: '2019',
      series: 'share',
      series_label: 'S',
      value: 20,
      value_label: '20\u00A0%',
    })
  })

  it('have exactly the fields that a chart file is checked against', () => {
    expect(Object.keys(wideRows(things, wording)[0] ?? {}).toSorted()).toEqual(fieldsOf(things, false).toSorted())
    expect(Object.keys(longRows(things, wording)[0] ?? {}).toSorted()).toEqual(fieldsOf(things, true).toSorted())
  })

  it('word a number once when two languages print it alike', () => {
    const two = { ...wording, texts: [kit.texts.nl, kit.texts.fr] }
    expect(wideRows(things, two)[0]).toMatchObject({ persons_text: '1.847' })
    const apart = { ...wording, texts: [kit.texts.nl, kit.texts.ar] }
    expect(wideRows(things, apart)[0]).toMatchObject({ persons_text: '1.847 / 1,847' })
  })
})
