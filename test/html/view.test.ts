import { describe, expect, it } from 'vitest'
import { graphicView, keyViews, rowName, sideOf, tableView } from '../../src/html/view.ts'
import { ar, nl, textsIn } from '../format/fixtures.ts'
import { smallFigures, smallTexts } from './speaking.ts'

async function view(codes: readonly string[], change = (figures: ReturnType<typeof smallFigures>) => figures) {
  const figures = change(smallFigures())
  const table = figures.tables.get('countries')
  if (!table) throw new Error('no table')
  return tableView(table, [], figures, await smallTexts(...codes))
}

describe('a table as templates see it', () => {
  it('has labels in each language of the document, each with its own id', async () => {
    const { captions, heads, firstHead, lastHead } = await view(['nl', 'fr'])
    expect(captions).toEqual([
      { lang: 'nl-BE', code: 'nl', id: 'table-countries-caption-nl', words: 'Landen' },
      { lang: 'fr-BE', code: 'fr', id: 'table-countries-caption-fr', words: 'Pays' },
    ])
    expect(heads.map((one) => one.words)).toEqual(['Land', 'Pays'])
    expect([firstHead.words, lastHead.words]).toEqual(['Land', 'Pays'])
  })

  it('says words that are the same in both languages once', async () => {
    const { columns, rows } = await view(['nl', 'fr'])
    expect(columns.map((one) => one.labels.map((label) => label.words))).toEqual([
      ['2020'],
      ['2019'],
      ['Aandeel', 'Part'],
    ])
    expect(rows.map((one) => one.labels.map((label) => label.words))).toEqual([
      ['Brazilië', 'Brésil'],
      ['Georgië', 'Géorgie'],
      ['Albanië', 'Albanie'],
    ])
  })

  it('leaves out columns that are not published', async () => {
    const { columns, rows } = await view(['nl'])
    expect(columns.map((one) => one.id)).not.toContain('hidden')
    expect(rows.map((one) => one.cells.length)).toEqual([3, 3, 3])
  })

  it('prints a note of a whole column in its header, and not again in its cells', async () => {
    const { columns, rows } = await view(['nl'], (figures) => {
      const table = figures.tables.get('countries')
      if (!table) throw new Error('no table')
      const marked = table.columns.map((one) => (one.id === 'persons' ? { ...one, notes: ['dublin'] } : one))
      return { ...figures, tables: new Map([['countries', { ...table, columns: marked }]]) }
    })
    expect(columns[0]?.notes).toEqual(['dublin'])
    expect(rows.flatMap((one) => one.cells.flatMap((cell) => cell.notes))).toEqual([])
  })

  it('knows that something hangs beside its numbers', async () => {
    expect((await view(['nl'])).hanging).toBe(true)
  })
})

/** Words of one's own in the place of those of the small factsheet. */
const SAID = `tables: { countries: { caption: Landen, rows: Land, columns: { persons: a, previous: b, share: c }, heading: Waarheen, remark: "Uit Albanië {albania}." } }
key: { brazil: keerden terug, albania: uit Albanië }`

describe('what only some texts have', () => {
  it('is empty where they have it not', async () => {
    const { heading, remark } = await view(['nl', 'fr'])
    expect([heading, remark]).toEqual([[], null])
    expect(keyViews(smallFigures(), await smallTexts('nl', 'fr'))).toEqual([])
  })

  it('is a heading, and no remark on a figure that is missing', async () => {
    const figures = smallFigures()
    const table = figures.tables.get('countries')
    const { heading, remark } = tableView(table as NonNullable<typeof table>, [], figures, [await textsIn(nl, SAID)])
    expect([heading.map(({ words }) => words), remark]).toEqual([['Waarheen'], null])
  })

  it('is a key figure for each that has a value', async () => {
    const keys = keyViews(smallFigures(), [await textsIn(nl, SAID)])
    expect(keys.map(({ figure, message, left }) => [figure.id, message, left.words])).toEqual([
      ['brazil', 'key.brazil', 'keerden terug'],
    ])
  })
})

describe('the name of a row', () => {
  const table = {
    id: 'months',
    dimension: 'period',
    dimensionKind: 'month',
    columns: [],
    rows: [],
    publish: true,
    roundingGap: [],
  } as const
  const row = (id: string, role: 'body' | 'total' = 'body') => ({ id, role, figures: {} })

  it('starts with a capital, and a month of a year goes without its year', async () => {
    const [nl] = await smallTexts('nl')
    if (!nl) throw new Error('no texts')
    const figures = smallFigures()
    expect(rowName(row('2020-04'), table, figures, nl)).toBe('April')
    expect(rowName(row('2020-04'), table, { ...figures, edition: '2020-04' }, nl)).toBe('April 2020')
    expect(rowName(row('total', 'total'), table, figures, nl)).toBe('Totaal')
  })
})

describe('a side', () => {
  it('has its language, its direction and its own name', async () => {
    const [nl] = await smallTexts('nl')
    if (!nl) throw new Error('no texts')
    expect(sideOf(nl)).toEqual({ lang: 'nl-BE', code: 'nl', dir: 'ltr', name: 'Nederlands' })
    expect(sideOf(await textsIn(ar, 'title: x'))).toMatchObject({ dir: 'rtl', name: 'العربية' })
  })
})

describe('a graphic', () => {
  it('has its title in each language', async () => {
    const { titles } = graphicView('map', 'countries', smallFigures(), await smallTexts('nl', 'fr'))
    expect(titles.map((one) => `${one.id} ${one.words}`)).toEqual(['graphic-map-nl Kaart', 'graphic-map-fr Carte'])
  })
})
