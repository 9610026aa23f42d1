import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figures, Table } from '../../src/figures/figure.ts'
import { type Flavour, tableSheet } from '../../src/format/sheet.ts'
import { smallFigures, smallTexts } from '../html/speaking.ts'
import { figure, nl, textsIn } from './fixtures.ts'

async function sheet(flavour: Flavour, code = 'nl'): Promise<string> {
  const figures = smallFigures()
  const [texts] = await smallTexts(code)
  const table = figures.tables.get('countries')
  if (!texts || !table) throw new Error('no table')
  return tableSheet(table, figures, texts, flavour)
}

describe('the canonical sheet', () => {
  it('has commas, points, codes, names, no group marks, and a column for each status', async () => {
    expect((await sheet('canonical')).split('\r\n')).toEqual([
      'code,Land,2020,2019,Aandeel,2020 (status)',
      'BR,Brazilië,1480,2000,95,',
      'GE,Georgië,120,100,5,[p]',
      'AL,Albanië,,10,0,[x]',
      '',
    ])
  })

  it('has the words of its language', async () => {
    expect(await sheet('canonical', 'fr')).toMatch(/^code,Pays,2020,2019,Part,2020 \(statut\)\r\nBR,Brésil,/)
  })
})

describe('the sheet for a spreadsheet', () => {
  it('has a byte order mark and semicolons', async () => {
    const text = await sheet('spreadsheet')
    expect(text.startsWith('\uFEFFcode;Land;')).toBe(true)
    expect(parse(text, { bom: true, delimiter: ';' })).toEqual(parse(await sheet('canonical')))
  })
})

/** A table of one row with these texts and this value in it. */
async function oneRow(label: string, value: string, flavour: Flavour): Promise<string> {
  const texts = await textsIn(
    nl,
    `tables: { t: { rows: Rij, columns: { c: Kolom } } }\nwords: { total: totaal, status: status }\nnames: { kind: { a: ${JSON.stringify(label)} } }`,
  )
  const cell = figure(value, { decimals: 1 })
  const table: Table = {
    id: 't',
    dimension: 'kind',
    dimensionKind: 'code',
    columns: [{ id: 'c', unit: 'persons', decimals: 1, publish: true, notes: [], kind: 'value' }],
    rows: [{ id: 'a', role: 'body', figures: { c: cell } }],
    publish: true,
    roundingGap: [],
  }
  const figures: Figures = { edition: '2020', area: null, tables: new Map([['t', table]]), named: new Map() }
  return tableSheet(table, figures, texts, flavour)
}

describe('cells', () => {
  it('have the decimal mark of the language in a spreadsheet, a point elsewhere', async () => {
    expect(await oneRow('x', '1234.5', 'canonical')).toContain('a,x,1234.5\r\n')
    expect(await oneRow('x', '1234.5', 'spreadsheet')).toContain('a;x;1234,5\r\n')
    expect(await oneRow('x', '-0.5', 'spreadsheet')).toContain('a;x;-0,5\r\n')
  })

  it.each(['=1+1', '+x', '@SUM(A1)', '-x'])('never run as a formula: %s', async (label) => {
    expect(await oneRow(label, '1', 'canonical')).toContain(`a,'${label},`)
  })

  it('come back from any label as they were written', async () => {
    const label = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() === text && !/^[=+@\-\t\r]|[{}<>']/.test(text))
    await fc.assert(
      fc.asyncProperty(label, async (text) => {
        const [, row] = parse(await oneRow(text, '1', 'spreadsheet'), { bom: true, delimiter: ';' })
        expect(row).toEqual(['a', text, '1,0'])
      }),
      { numRuns: 60 },
    )
  })
})
