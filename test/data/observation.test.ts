import { describe, expect, test } from 'vitest'
import { HEADER, readRegions, readReturns, readRow, returns, told } from './packages.ts'

describe('codes', () => {
  const iso = { type: 'string', codes: 'iso3166-1' }

  test('a code that the list does not have is told with the one that was meant', async () => {
    const { problems } = await readRow('2020-01,fedassil,1,A,F,')
    expect(told(problems)).toEqual(['code-not-in-list returns.csv:2:9+8'])
    expect(problems[0]).toMatchObject({
      message: '"fedassil" in column organiser is not in the code list organisers',
      hint: 'did you mean "fedasil"?',
    })
  })

  test('an unknown note is told', async () => {
    expect(told((await readRow('2020-01,fedasil,1,A,F,dublin;balkan')).problems)).toEqual([
      'code-not-in-list returns.csv:2:23+13',
    ])
  })

  test('the total and the residual need no listing', async () => {
    const { data, problems } = await readRow('2020-01,_T,1,A,F,\n2020-01,_O,1,A,F,')
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations.map(({ key }) => key.organiser)).toEqual(['_T', '_O'])
  })

  test('countries are the codes of ISO 3166-1; NA is Namibia and XK is allowed', async () => {
    const { data, problems } = await readRegions('geo,value\nBE,1\nNA,2\nXK,3\n_O,4\n_T,10\n', iso)
    expect(problems).toEqual([])
    expect(data.datasets.get('regions')?.observations.map(({ key }) => key.geo)).toEqual(['BE', 'NA', 'XK', '_O', '_T'])
    expect(data.datasets.get('regions')?.dimensions).toEqual([{ name: 'geo', kind: 'region' }])
  })

  test.each([
    ['CS', 'region-not-current', '"RS"'],
    ['YU', 'region-not-current', '"RS"'],
    ['AN', 'region-not-current', '"CW"'],
    ['SU', 'region-not-current', '"RU"'],
    ['UK', 'region-not-current', '"GB"'],
    ['be', 'region-unknown', 'did you mean "BE"?'],
    ['XX', 'region-unknown', 'two capital letters'],
    ['ZZ', 'region-unknown', 'two capital letters'],
    ['EU', 'region-unknown', 'two capital letters'],
    ['BEL', 'region-unknown', 'two capital letters'],
    ['Belgium', 'region-unknown', 'two capital letters'],
  ])('the country code %s is refused', async (code, problem, hint) => {
    const { problems } = await readRegions(`geo,value\n${code},1\n`, iso)
    expect(told(problems)).toEqual([`${problem} regions.csv:2:1+${code.length}`])
    expect(problems[0]?.hint).toContain(hint)
  })

  test('a dimension may list its codes itself', async () => {
    const { data, problems } = await readRegions('geo,value\nnorth,1\nsuth,2\n_T,3\n', {
      type: 'string',
      constraints: { enum: ['north', 'south'] },
    })
    expect(told(problems)).toEqual(['code-unknown regions.csv:3:1+4'])
    expect(problems[0]?.hint).toBe('did you mean "south"?')
    expect(data.datasets.get('regions')?.dimensions).toEqual([{ name: 'geo', kind: 'code', codes: ['north', 'south'] }])
  })

  test('an empty dimension is told', async () => {
    expect(told((await readRow('2020-01,,1,A,F,')).problems)).toEqual(['cell-required returns.csv:2:9+1'])
  })

  test('a month that a spreadsheet damaged is told with what it probably was', async () => {
    const { problems } = await readRow('01/04/2020,fedasil,1,A,F,\n43831,fedasil,1,A,F,')
    expect(told(problems)).toEqual([
      'period-turned-into-date returns.csv:2:1+10',
      'period-turned-into-serial returns.csv:3:1+5',
    ])
    expect(problems[0]).toMatchObject({
      message: '"01/04/2020" in column period is not a month: a spreadsheet has turned it into a date',
      hint: 'it was probably 2020-04; give the column the format "text" before you fill it in, or the spreadsheet will do it again',
    })
  })
})

describe('numbers and their statuses', () => {
  test('an empty value needs a status that explains it', async () => {
    const { problems } = await readRow('2020-01,fedasil,,A,F,')
    expect(told(problems)).toEqual(['status-needs-value returns.csv:2:18+1'])
    expect(told((await readRow('2020-01,fedasil,,,,')).problems)).toEqual(['value-empty returns.csv:2:17+1'])
    expect(told((await readRow('2020-01,fedasil,,B,F,')).problems)).toEqual(['value-empty returns.csv:2:17+1'])
  })

  test.each(['O', 'M', 'L', 'K', 'H', 'B;O'])('status %s explains an empty value', async (status) => {
    const { data, problems } = await readRow(`2020-01,fedasil,,${status},F,`)
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations[0]).toMatchObject({
      value: null,
      suppressed: false,
      status: status.split(';'),
    })
  })

  test('a status that says "missing" beside a number is told', async () => {
    const { problems } = await readRow('2020-01,fedasil,5,M;B,F,')
    expect(told(problems)).toEqual(['status-denies-value returns.csv:2:19+3'])
    expect(problems[0]?.message).toBe('Status M says that there is no number, but the row has one')
  })

  test('a status without meaning is told', async () => {
    const { problems } = await readRow('2020-01,fedasil,5,p,F,\n2020-02,fedasil,5,Z,F,\n2020-03,fedasil,5,A,X,')
    expect(told(problems)).toEqual([
      'status-unknown returns.csv:2:19+1',
      'status-unknown returns.csv:3:19+1',
      'confidentiality-unknown returns.csv:4:21+1',
    ])
    expect(problems[0]).toMatchObject({
      message: '"p" is not an observation status (SDMX CL_OBS_STATUS)',
      hint: 'did you mean "P"?',
    })
  })

  test.each(['C', 'N', 'D', 'S'])('a number with confidentiality %s goes no further', async (secrecy) => {
    const { data, problems } = await readRow(`2020-01,fedasil,4711,A,${secrecy},`)
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations[0]).toMatchObject({ value: null, suppressed: true })
    expect(JSON.stringify([...data.datasets.values()])).not.toContain('4711')
  })

  test('a suppressed number may be left out, by its status or its confidentiality', async () => {
    const { data, problems } = await readRow('2020-01,fedasil,,Q,,\n2020-02,fedasil,,,C,')
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations.map(({ value, suppressed }) => [value, suppressed])).toEqual([
      [null, true],
      [null, true],
    ])
  })

  test('status Q beside a number is told without repeating the number', async () => {
    const { problems } = await readRow('2020-01,fedasil,4711,Q,,')
    expect(told(problems)).toEqual(['status-denies-value returns.csv:2:22+1'])
    expect(JSON.stringify(problems)).not.toContain('4711')
  })

  test('zero is a value, and minus zero is zero', async () => {
    const { data, problems } = await readRow('2020-01,fedasil,0,A,F,\n2020-02,fedasil,-0,A,F,')
    expect(problems).toEqual([])
    const values = data.datasets.get('returns')?.observations.map(({ value }) => value)
    expect(values?.map(String)).toEqual(['0', '0'])
    expect(values?.map((value) => value?.s)).toEqual([1, 1])
  })

  test('without status columns every number is normal and free', async () => {
    const { data } = await readRegions('geo,value\nBE,1\n', { type: 'string', codes: 'iso3166-1' })
    expect(data.datasets.get('regions')?.observations).toMatchObject([{ suppressed: false, status: [], notes: [] }])
  })

  test('a refused number is told once, not also as missing', async () => {
    const { problems } = await readRow('2020-01,fedasil,1\u202F827,A,F,')
    expect(told(problems)).toEqual(['number-grouped returns.csv:2:17+5'])
    expect(problems[0]?.message).toBe(
      '"1⟨U+202F⟩827" in column value has its digits in groups, separated by narrow non-breaking blanks (U+202F)',
    )
  })
})

describe('constraints', () => {
  const limited = (constraints: object, type = 'integer') => returns({}, { type, constraints })

  test.each([
    [{ minimum: 0 }, '-1', 'constraint-bound', 'is less than 0'],
    [{ maximum: 100 }, '101', 'constraint-bound', 'is more than 100'],
    [{ exclusiveMinimum: 0 }, '0', 'constraint-bound', 'is not more than 0'],
    [{ exclusiveMaximum: 5 }, '5', 'constraint-bound', 'is not less than 5'],
    [{ enum: [1, 2] }, '3', 'constraint-enum', 'not one of the values'],
  ])('%j refuses %s', async (constraints, value, code, message) => {
    const { problems } = await readRow(`2020-01,fedasil,${value},A,F,`, limited(constraints))
    expect(told(problems)).toEqual([`${code} returns.csv:2:17+${value.length}`])
    expect(problems[0]?.message).toContain(message)
  })

  test('bounds are exact for decimals', async () => {
    expect(
      (await readRow('2020-01,fedasil,0.30,A,F,', limited({ minimum: 0.3, maximum: 0.3 }, 'number'))).problems,
    ).toEqual([])
  })

  test('a unique value given twice is told with both lines', async () => {
    const csv = `${HEADER}\n2020-01,fedasil,7,A,F,\n2020-02,fedasil,7,A,F,\n`
    const { problems } = await readReturns(csv, limited({ unique: true }))
    expect(told(problems)).toEqual(['value-doubled returns.csv:3:17+1'])
    expect(problems[0]?.also).toEqual([{ file: 'data/test/returns.csv', line: 2 }])
  })

  test('a required value may not be left out even with a status', async () => {
    expect(told((await readRow('2020-01,fedasil,,O,F,', limited({ required: true }))).problems)).toEqual([
      'cell-required returns.csv:2:17+1',
    ])
  })

  test.each([
    [{ minLength: 2 }, 'x', 'constraint-length', 'has 1 character, but at least 2'],
    [{ maxLength: 2 }, 'xyz', 'constraint-length', 'has 3 characters, but at most 2'],
    [{ pattern: '[a-z]+' }, 'x1', 'constraint-pattern', 'does not have the form'],
  ])('the text constraint %j refuses %s', async (constraints, text, code, message) => {
    const { schema } = returns()
    const fields = [...schema.fields.slice(0, 5), { name: 'note', type: 'string' }]
    const dimension = { name: 'organiser', type: 'string', constraints }
    const resource = returns({
      schema: { ...schema, fields: [fields[0], dimension, ...fields.slice(2)], foreignKeys: [] },
    })
    const { problems } = await readRow(`2020-01,${text},1,A,F,`, resource)
    const [told] = problems.filter((one) => one.code === code)
    expect(told?.message).toContain(message)
    expect(told?.place).toMatchObject({ line: 2, column: 9 })
  })

  test('a bound on a period compares in time', async () => {
    const { schema } = returns()
    const [period, ...rest] = schema.fields
    const bounded = { ...period, constraints: { minimum: '2020-01' } }
    const { problems } = await readRow(
      '2019-12,fedasil,1,A,F,',
      returns({ schema: { ...schema, fields: [bounded, ...rest] } }),
    )
    expect(problems[0]?.message).toBe('"2019-12" in column period is less than 2020-01')
  })
})
