import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figure, Figures } from '../src/figures/figure.ts'
import { sha256 } from '../src/keep.ts'
import {
  documentName,
  figuresOutput,
  fileName,
  jsonOutput,
  manifestOutput,
  type Output,
  tableOutputs,
} from '../src/outputs.ts'
import { figure } from './format/fixtures.ts'
import { smallFigures, smallTexts } from './html/speaking.ts'

const jsonOf = ({ bytes }: Output) => JSON.parse(new TextDecoder().decode(bytes))

describe('file names', () => {
  it.each([
    ['Vrijwillige terugkeer in 2020', 'vrijwillige-terugkeer-in-2020'],
    ['Les retours d’été : Çà & là', 'les-retours-d-ete-ca-la'],
    ['  Größe/Maß…  ', 'große-maß'],
    ['النفايات المفروزة 2023', 'النفايات-المفروزة-2023'],
    ['../../etc/passwd', 'etc-passwd'],
  ])('of "%s" is %s', (words, name) => {
    expect(fileName(words)).toBe(name)
  })

  it('never hold what a path or an address would understand, and stay as they are when made again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        const name = fileName(words)
        expect(name).toMatch(/^[\p{L}\p{N}-]*$/u)
        expect(fileName(name)).toBe(name)
      }),
    )
  })

  it('of a facing document has both languages', async () => {
    expect(documentName(await smallTexts('nl', 'fr'), smallFigures())).toBe('terugkeer-2020_retours-2020')
  })
})

describe('the sheets', () => {
  it('are two for each published table, named in the language', async () => {
    const [fr] = await smallTexts('fr')
    if (!fr) throw new Error('no texts')
    const outputs = tableOutputs(fr, smallFigures())
    expect(outputs.map((one) => one.path)).toEqual(['csv/retours-2020-pays.csv', 'csv/retours-2020-pays.excel.csv'])
    expect(new Set(outputs.map((one) => one.document))).toEqual(new Set(['fr']))
  })

  it('are not made of a table that is not published', async () => {
    const [fr] = await smallTexts('fr')
    const figures = smallFigures()
    const table = figures.tables.get('countries')
    if (!fr || !table) throw new Error('no table')
    expect(tableOutputs(fr, { ...figures, tables: new Map([['countries', { ...table, publish: false }]]) })).toEqual([])
  })
})

describe('figures.json', () => {
  const named = (...figures: readonly Figure[]): Figures => ({
    edition: '2020',
    area: null,
    tables: new Map(),
    named: new Map(figures.map((one) => [one.id, one])),
  })

  it('has each figure with its exact and its printed value as text, and the cells that it came from', () => {
    const share = figure('23.8666', {
      id: 'share',
      unit: 'percent',
      decimals: 1,
      status: ['P'],
      notes: ['dublin'],
      formula: 'share of a in b',
      from: [{ file: 'a.csv', line: 2, column: 6 }],
    })
    expect(jsonOf(figuresOutput('x', named(share)))).toEqual({
      factsheet: 'x',
      edition: '2020',
      figures: [
        {
          id: 'share',
          value: '23.8666',
          rounded: '23.9',
          unit: 'percent',
          decimals: 1,
          status: ['P'],
          notes: ['dublin'],
          formula: 'share of a in b',
          from: ['a.csv:2:6'],
        },
      ],
    })
  })

  it('keeps every digit of a number that JavaScript would round', () => {
    const large = jsonOf(figuresOutput('x', named(figure('9007199254740993', { id: 'a' }))))
    expect(large.figures[0]).toMatchObject({ value: '9007199254740993', rounded: '9007199254740993' })
  })

  it('says of a suppressed figure that it is, and nothing else', () => {
    const secret = figure(null, { id: 'a', suppressed: true, status: ['P'] })
    expect(jsonOf(figuresOutput('x', named(secret))).figures[0]).toMatchObject({
      value: null,
      rounded: null,
      status: ['Q'],
    })
  })

  it('leaves out columns that are not published', () => {
    const ids = jsonOf(figuresOutput('x', smallFigures())).figures.map((one: Figure) => one.id)
    expect(ids).toEqual(expect.arrayContaining(['countries.BR.persons', 'brazil', 'change']))
    expect(ids.filter((id: string) => id.endsWith('.hidden'))).toEqual([])
  })
})

describe('manifest.json', () => {
  it('has every input and output by path, with its hash, whatever order they came in', () => {
    const outputs = [jsonOutput('b.json', {}), jsonOutput('a.json', {})]
    const inputs = new Map([
      ['data/b.csv', 'bb'],
      ['data/a.csv', 'aa'],
    ])
    const made = { factsheet: 'x', edition: '2020', engine: 'diptych 1', browser: 'Chromium 1' }
    expect(jsonOf(manifestOutput(made, [...inputs], outputs))).toMatchObject({
      ...made,
      versions: { node: process.versions.node },
      inputs: [
        { path: 'data/a.csv', sha256: 'aa' },
        { path: 'data/b.csv', sha256: 'bb' },
      ],
      outputs: [
        { path: 'a.json', bytes: 3, sha256: sha256('{}\n') },
        { path: 'b.json', bytes: 3, sha256: sha256('{}\n') },
      ],
    })
  })
})

describe('sha256', () => {
  it('is the one of FIPS 180-4', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
