import { describe, expect, test } from 'vitest'
import { HEADER, readReturns, told } from './packages.ts'

const ROW = '2020-01,fedasil,222,A,F,'
const CSV = `${HEADER}\n${ROW}\n`

async function problemsOf(csv: string | Uint8Array): Promise<string[]> {
  return told((await readReturns(csv)).problems)
}

const dated = (row: string) => `${HEADER}\n${ROW}\n${row}\n`

describe('rows', () => {
  test('a short row is told where it ends, a long one at its first cell too many', async () => {
    expect(await problemsOf(dated('2020-02,fedasil,1'))).toEqual(['row-ragged returns.csv:3:18+1'])
    expect(await problemsOf(dated('2020-02,fedasil,1,5,A,F,,'))).toEqual(['row-ragged returns.csv:3:25+1'])
  })

  test('a ragged row says how many cells it has', async () => {
    const { problems } = await readReturns(dated('2020-02,fedasil,1'))
    expect(problems[0]?.message).toBe('This row has 3 cells, but the header has 6')
  })

  test('empty lines and rows of delimiters are warnings, and lines are still counted right', async () => {
    const { problems } = await readReturns(`${HEADER}\n\n${ROW}\n,,,,,\n   \n2020-02,fedasil,x,A,F,\n\n`)
    expect(told(problems)).toEqual([
      'row-empty returns.csv:2:1+1',
      'row-empty returns.csv:4:1+5',
      'row-empty returns.csv:5:1+3',
      'number-placeholder returns.csv:6:17+1',
      'row-empty returns.csv:7:1+1',
    ])
    expect(problems[0]?.severity).toBe('warning')
  })

  test('a row with the same key as another is told with both lines', async () => {
    const { data, problems } = await readReturns(dated('2020-01,fedasil,223,A,F,'))
    expect(told(problems)).toEqual(['row-doubled returns.csv:3:1+7'])
    expect(problems[0]?.message).toBe('This row repeats line 2: both are for period 2020-01, organiser fedasil')
    expect(problems[0]?.also).toEqual([{ file: 'data/test/returns.csv', line: 2 }])
    expect(data.datasets.get('returns')?.observations).toHaveLength(1)
  })

  test('columns are counted with the quotes, lines with the line ends inside quotes', async () => {
    const csv = `${HEADER}\r\n"2020-01","fedasil",x,A,F,""\r\n2020-02,"fed\r\nasil",x,A,F,\r\n2020-03,"a ""b""",1,A,F,\r\n`
    expect(await problemsOf(csv)).toEqual([
      'number-placeholder returns.csv:2:21+1',
      'cell-invisible-character returns.csv:3:9+4',
      'number-placeholder returns.csv:4:7+1',
      'code-not-in-list returns.csv:5:9+9',
    ])
  })

  test('columns are counted in UTF-16 units', async () => {
    expect(await problemsOf(dated('2020-02,😀,x,A,F,'))).toEqual([
      'code-not-in-list returns.csv:3:9+2',
      'number-placeholder returns.csv:3:12+1',
    ])
  })

  test('a quote that is never closed is told where it opens', async () => {
    expect(await problemsOf(`${CSV}2020-02,"fedasil,1,A,F,\n2020-03,fedasil,1,A,F,\n`)).toEqual([
      'quote-not-closed returns.csv:3:9',
    ])
  })

  test('a quote that is never closed in a large file does not swallow the memory', async () => {
    const rest = '2020-03,fedasil,1,A,F,\n'.repeat(20_000)
    expect(await problemsOf(`${CSV}2020-02,"fedasil,1,A,F,\n${rest}`)).toEqual(['quote-not-closed returns.csv:3:9'])
  })

  test('a line without end is told', async () => {
    expect(await problemsOf(`${CSV}${'x'.repeat(200_000)}\n`)).toEqual(['row-too-long returns.csv:3:1'])
  })

  test('a quote inside a cell is told, and the rows behind it are read', async () => {
    expect(
      await problemsOf(`${CSV}2020-02,fed"asil,1,A,F,\n2020-03,"fed"asil,1,A,F,\n2020-04,fedasil,x,A,F,\n`),
    ).toEqual([
      'quote-in-wrong-place returns.csv:3:9+8',
      'quote-in-wrong-place returns.csv:4:9+9',
      'number-placeholder returns.csv:5:17+1',
    ])
  })
})
