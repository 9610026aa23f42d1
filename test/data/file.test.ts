import { describe, expect, test } from 'vitest'
import { codelist, descriptor, HEADER, LISTS, notes, readFiles, readReturns, returns, told } from './packages.ts'

const ROW = '2020-01,fedasil,222,A,F,'
const CSV = `${HEADER}\n${ROW}\n`

async function problemsOf(csv: string | Uint8Array, resource?: object): Promise<string[]> {
  return told((await readReturns(csv, resource)).problems)
}

const declared = (encoding: string) => returns({ encoding })
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
const dated = (row: string) => `${HEADER}\n${ROW}\n${row}\n`

describe('files', () => {
  test('a right file gives its observations and no problem', async () => {
    const { data, problems } = await readReturns(CSV)
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations).toMatchObject([
      {
        key: { period: '2020-01', organiser: 'fedasil' },
        suppressed: false,
        status: ['A'],
        notes: [],
        place: { file: 'data/test/returns.csv', line: 2, column: 17, length: 3 },
      },
    ])
    expect(data.datasets.get('returns')?.observations[0]?.value?.toFixed()).toBe('222')
    expect(data.files).toEqual(
      ['datapackage.json', 'returns.csv', 'organisers.csv', 'notes.csv'].map((name) => `data/test/${name}`),
    )
  })

  test('a missing file is told where the descriptor names it, with the name that is nearest', async () => {
    const { problems } = await readFiles({
      'data/test/datapackage.json': descriptor(codelist('organisers')),
      'data/test/organizers.csv': 'code\nx\n',
    })
    expect(told(problems)).toEqual(['file-missing datapackage.json:6:15', 'file-not-described organizers.csv'])
    expect(problems[0]).toMatchObject({
      message: 'There is no file data/test/organisers.csv',
      hint: 'did you mean "organizers.csv"?',
    })
  })

  test('an empty file and a header alone are told', async () => {
    expect(await problemsOf('')).toEqual(['file-empty returns.csv'])
    expect(await problemsOf(`${HEADER}\n`)).toEqual(['table-without-rows returns.csv:1'])
  })

  test('a workbook named .csv is recognised', async () => {
    expect(await problemsOf(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0))).toEqual(['file-is-workbook returns.csv'])
  })

  test('problems of one file are capped, and the rest is counted', async () => {
    const rows = Array.from({ length: 300 }, () => '2020-01,fedasil,x,,,').join('\n')
    const { problems } = await readReturns(`${HEADER}\n${rows}\n`)
    expect(problems).toHaveLength(201)
    expect(problems.at(-1)?.message).toMatch(/^This file has \d+ more problems; the first 200 are shown$/)
    expect(problems.at(-1)?.severity).toBe('error')
  })

  test('problems of several files are told in one run', async () => {
    const { problems } = await readFiles({
      'data/test/datapackage.json': descriptor(returns(), codelist('organisers'), notes),
      'data/test/returns.csv': `${HEADER}\n2020-01,fedasil,1 000,,,\n2020-02,fedasil,1,X,,\n`,
      'data/test/organisers.csv': 'code\nfedasil\nfedasil\n',
      'data/test/notes.csv': 'code,amount\ndublin,"about 3"\n',
    })
    expect(told(problems)).toEqual([
      'row-doubled organisers.csv:3:1+7',
      'number-malformed notes.csv:2:8+9',
      'number-grouped returns.csv:2:17+5',
      'status-unknown returns.csv:3:19+1',
    ])
  })
})

describe('encodings', () => {
  const accented = CSV.replace('222,A,F,', '222,A,F,Brazilië')
  const listed = (csv: Uint8Array | string, resource: object = returns()) =>
    readFiles({
      ...LISTS,
      'data/test/notes.csv': 'code,amount\nBrazilië,\n',
      'data/test/datapackage.json': descriptor(resource, codelist('organisers'), notes),
      'data/test/returns.csv': csv,
    })

  test('a byte order mark is a warning and no part of the header', async () => {
    const { problems } = await readReturns(`\uFEFF${CSV}`)
    expect(told(problems)).toEqual(['file-has-byte-order-mark returns.csv:1:1'])
    expect(problems[0]?.severity).toBe('warning')
  })

  test('Windows-1252 is named with the word, and then read', async () => {
    const { data, problems } = await listed(Buffer.from(accented, 'latin1'))
    expect(told(problems)).toEqual(['file-not-utf8 returns.csv:2:32'])
    expect(problems[0]?.message).toBe(
      'This file is not UTF-8: it is probably Windows-1252, in which this word is "Brazilië" (byte EB)',
    )
    expect(problems[0]?.hint).toContain('"encoding": "windows-1252"')
    expect(data.datasets.get('returns')?.observations[0]?.notes).toEqual(['Brazilië'])
  })

  test('Windows-1252 is decoded where it is declared', async () => {
    const { data, problems } = await listed(Buffer.from(accented, 'latin1'), declared('windows-1252'))
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations[0]?.notes).toEqual(['Brazilië'])
  })

  test('UTF-8 that is declared as Windows-1252 is told instead of read as "BraziliÃ«"', async () => {
    const { problems } = await listed(accented, declared('windows-1252'))
    expect(told(problems)).toEqual(['file-in-other-encoding returns.csv:1:1'])
    expect(problems[0]?.message).toBe('This file is UTF-8, not Windows-1252')
  })

  test('UTF-16 is named, with and without a byte order mark', async () => {
    expect(await problemsOf(utf16(CSV))).toEqual(['file-in-other-encoding returns.csv:1:1'])
    expect(await problemsOf(utf16(CSV).subarray(2))).toEqual(['file-in-other-encoding returns.csv:1:1'])
    expect(await problemsOf(utf16(CSV).swap16())).toEqual(['file-in-other-encoding returns.csv:1:1'])
  })

  test('UTF-16 is decoded where it is declared, without a warning about its mark', async () => {
    expect(await problemsOf(utf16(CSV), declared('utf-16le'))).toEqual([])
    expect(await problemsOf(utf16(CSV).swap16(), declared('utf-16be'))).toEqual([])
  })

  test('a character that was lost before is told', async () => {
    expect(await problemsOf(dated('2020-02,fedasil,1,A,F,Brazili\uFFFD'))).toEqual([
      'cell-character-lost returns.csv:3:23+8',
    ])
  })

  test('a file that ends inside a character is told', async () => {
    const bytes = Buffer.from(`${CSV}2020-02,fedasil,1,A,F,é`).subarray(0, -1)
    expect(await problemsOf(bytes)).toContain('file-cut-off returns.csv:3:23')
  })
})

describe('delimiters and headers', () => {
  test('another delimiter is named, and the rest is still checked', async () => {
    const { problems } = await readReturns(`${CSV}2020-02,fedasil,x,A,F,\n`.replaceAll(',', ';'))
    expect(told(problems)).toEqual(['wrong-delimiter returns.csv:1:1+50', 'number-placeholder returns.csv:3:17+1'])
    expect(problems[0]).toMatchObject({ message: 'The cells are separated by semicolons, not by commas' })
    expect(problems[0]?.hint).toContain('"delimiter": ";"')
  })

  test('a declared semicolon is read', async () => {
    expect(await problemsOf(CSV.replaceAll(',', ';'), returns({ dialect: { delimiter: ';' } }))).toEqual([])
  })

  test.each([['\n'], ['\r\n'], ['\r']])(
    'a separator line of a spreadsheet is told and passed over, line end %j',
    async (end) => {
      const csv = `sep=,\n${CSV}2020-02,fedasil,x,A,F,\n`.replaceAll('\n', end)
      expect(await problemsOf(csv)).toEqual([
        'separator-line returns.csv:1:1+5',
        'number-placeholder returns.csv:4:17+1',
      ])
    },
  )

  test('a missing header is told, and the first row is data', async () => {
    const { data, problems } = await readReturns(`${ROW}\n2020-02,fedasil,1,A,F,\n`)
    expect(told(problems)).toEqual(['header-missing returns.csv:1:1+7'])
    expect(data.datasets.get('returns')?.observations).toHaveLength(2)
  })

  test('an unknown column is told with the one that was meant, and read as that', async () => {
    const { data, problems } = await readReturns(CSV.replace('organiser', 'Organizer'))
    expect(told(problems)).toEqual(['column-unknown returns.csv:1:8+9'])
    expect(problems[0]).toMatchObject({ message: 'Unknown column "Organizer"', hint: 'did you mean "organiser"?' })
    expect(data.datasets.get('returns')?.observations).toHaveLength(1)
  })

  test('a column too many, a doubled one and one without a name are told', async () => {
    const csv = `period,organiser,value,value,obs_status,conf_status,note,colour,\n2020-01,fedasil,2,3,A,F,,red,\n`
    expect(await problemsOf(csv)).toEqual([
      'column-doubled returns.csv:1:24+5',
      'column-unknown returns.csv:1:58+6',
      'column-without-name returns.csv:1:65+1',
    ])
  })

  test('a missing column is told once, not in every row', async () => {
    const { problems } = await readReturns(
      'period,organiser,obs_status,conf_status,note\n2020-01,fedasil,A,F,\n2020-02,fedasil,A,F,\n',
    )
    expect(told(problems)).toEqual(['column-missing returns.csv:1'])
    expect(problems[0]?.message).toBe('The column "value" is missing')
  })

  test('columns in another order are a problem, unless the schema says that any order will do', async () => {
    const csv = 'organiser,period,value,obs_status,conf_status,note\nfedasil,2020-01,222,A,F,\n'
    expect(await problemsOf(csv)).toEqual(['columns-out-of-order returns.csv:1:1+9'])
    const { schema } = returns()
    expect(await problemsOf(csv, returns({ schema: { ...schema, fieldsMatch: 'equal' } }))).toEqual([])
  })
})
