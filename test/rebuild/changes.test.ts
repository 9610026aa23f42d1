import { describe, expect, it } from 'vitest'
import { changesIn } from '../../src/rebuild/changes.ts'

const CSV = [
  'month,organiser,value,obs_status,conf_status',
  '2020-01,FED,61,A,F',
  '2020-02,FED,,A,C',
  '2020-03,FED,7,A,F',
]
const csv = (line: number, row: string | null) => CSV.flatMap((one, at) => (at + 1 === line ? (row ?? []) : one))
const changed = (now: readonly string[], before: readonly string[] = CSV, file = 'data/a/one.csv') =>
  changesIn(file, before.join('\n'), now.join('\n'))

describe('what has changed in a table', () => {
  it('is told by line, column and both values', async () => {
    expect(await changed(csv(2, '2020-01,FED,63,A,F'))).toEqual(['line 2: value 61 to 63'])
    expect(await changed(csv(2, '2020-01,IOM,63,P,F'))).toEqual([
      'line 2: organiser FED to IOM, value 61 to 63, obs_status A to P',
    ])
    expect(await changed(csv(2, '2020-01,FED,,A,F'))).toEqual(['line 2: value 61 to nothing'])
  })

  it.each([
    ['that is kept from publication', csv(3, '2020-02,FED,5,A,F')],
    ['that was kept from publication', csv(2, '2020-01,FED,,A,C')],
    ['with a status that says so', csv(2, '2020-01,FED,,Q,F')],
    ['that is not as wide as it was', csv(2, '2020-01,FED,63')],
    ['with quotes', csv(2, '2020-01,"FED",63,A,F')],
  ])('is told by line alone for a row %s', async (_, now) => {
    expect(await changed(now)).toEqual([expect.stringMatching(/^line \d has changed$/)])
  })

  it('is told of rows that are new, and of rows that are gone, with the numbers of the text as it is', async () => {
    expect(await changed([...CSV, '2020-04,FED,9,A,F'])).toEqual(['line 5 is new'])
    expect(await changed(csv(2, null))).toEqual(['before line 2, a line is gone'])
    expect(await changed(['a', 'c'], ['a', 'b', 'c'], 'x.txt')).toEqual(['before line 2, a line is gone'])
  })

  it('is told under the declared dialect and behind a byte order mark', async () => {
    const semicolons = ['\uFEFFvalue;month', '1;2020-01']
    expect(await changed(['\uFEFFvalue;month', '2;2020-01'], semicolons)).toEqual(['line 2: value 1 to 2'])
  })

  it('is cut where values are long, and counted where changes are many', async () => {
    const long = 'x'.repeat(100)
    expect(await changed(['text', long], ['text', 'a'])).toEqual([`line 2: text a to ${'x'.repeat(40)}…`])
    const rows = Array.from({ length: 9 }, (_, at) => `${at}`)
    const words = await changed(['n', ...rows.map((one) => `${one}0`)], ['n', ...rows])
    expect(words).toHaveLength(6)
    expect(words.at(-1)).toBe('and 4 more lines')
  })
})

describe('what has changed in any other file', () => {
  it('is told by line', async () => {
    expect(await changed(['a: 1', 'b: 3'], ['a: 1', 'b: 2'], 'text/fr.yaml')).toEqual(['line 2 has changed'])
  })

  it('is only its line ends, when no line is another', async () => {
    expect(await changesIn('a.yaml', 'a\nb\n', 'a\r\nb\r\n')).toEqual(['only its line ends have changed'])
  })

  it('is that it is new, or gone', async () => {
    expect(await changesIn('a.yaml', null, 'a')).toEqual(['new, or not kept by the last build'])
    expect(await changesIn('a.yaml', 'a', null)).toEqual(['no longer there'])
  })
})
