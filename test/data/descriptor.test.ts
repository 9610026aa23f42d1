import { describe, expect, test } from 'vitest'
import { codelist, descriptor, notes, readFiles, returns, told } from './packages.ts'

const CSV = {
  'data/test/returns.csv': 'period,organiser,value,obs_status,conf_status,note\n2020-01,fedasil,222,A,F,\n',
  'data/test/organisers.csv': 'code\nfedasil\n',
  'data/test/notes.csv': 'code,amount\ndublin,\n',
}

async function read(...resources: object[]) {
  return readFiles({ ...CSV, 'data/test/datapackage.json': descriptor(...resources) })
}

type Field = Readonly<Record<string, unknown>>

/** The `returns` dataset with one field changed, and its code lists. */
async function withField(name: string, changes: Field) {
  const { schema } = returns()
  const fields = schema.fields.map((field) => (field.name === name ? { ...field, ...changes } : field))
  return read(returns({ schema: { ...schema, fields } }), codelist('organisers'), notes)
}

async function withSchema(changes: object) {
  const { schema } = returns()
  return read(returns({ schema: { ...schema, ...changes } }), codelist('organisers'), notes)
}

const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code)

describe('the file', () => {
  test('a missing descriptor is told, and gives an empty package', async () => {
    const { data, problems } = await readFiles({})
    expect(told(problems)).toEqual(['package-missing datapackage.json'])
    expect(data.datasets.size).toBe(0)
  })

  test('what is no JSON is told with line and column', async () => {
    const { problems } = await readFiles({ 'data/test/datapackage.json': '{\n  "name": "x",\n}' })
    expect(told(problems)).toEqual(['package-not-json datapackage.json:3:1'])
  })

  test('a file that is cut off is told', async () => {
    const { problems } = await readFiles({ 'data/test/datapackage.json': '{\n  "name": "x"' })
    expect(codes(problems)).toEqual(['package-not-json'])
  })

  test('a comment, which YAML would allow, is told', async () => {
    const { problems } = await readFiles({ 'data/test/datapackage.json': '{ "name": "x" # test\n}' })
    expect(told(problems)).toEqual(['package-not-json datapackage.json:1:15'])
  })

  test('a key that stands twice is told at the second, and the last counts', async () => {
    const text = descriptor(codelist('organisers')).replace('"name": "test"', '"name": "test",\n  "name": "other"')
    const { problems } = await readFiles({
      'data/test/datapackage.json': text,
      'data/test/organisers.csv': 'code\na\n',
    })
    expect(told(problems)).toEqual(['package-key-doubled datapackage.json:3:3'])
  })

  test('JSON indented with tabs is read', async () => {
    const text = JSON.stringify(JSON.parse(descriptor(codelist('organisers'))), null, '\t')
    const { problems } = await readFiles({
      'data/test/datapackage.json': text,
      'data/test/organisers.csv': 'code\na\n',
    })
    expect(problems).toEqual([])
  })
})

describe('the shape', () => {
  test('an unknown key is told with the one that was meant, and the tables are still checked', async () => {
    const { data, problems } = await withField('value', { constraints: { requird: true }, type: 'integer' })
    expect(codes(problems)).toEqual(['unknown-key'])
    expect(problems[0]).toMatchObject({
      hint: 'did you mean "required"?',
      place: { file: 'data/test/datapackage.json' },
    })
    expect(data.datasets.get('returns')?.observations).toHaveLength(1)
  })

  test('unknown keys of package, resource, dialect and schema are told with their places', async () => {
    const text = `{
  "name": "test", "titel": "x",
  "resources": [
    { "name": "organisers", "path": "organisers.csv", "encodng": "utf-8",
      "dialect": { "delimeter": ";" },
      "schema": { "fields": [{ "name": "code", "type": "string" }], "primarykey": "code" } }
  ]
}`
    const { problems } = await readFiles({ ...CSV, 'data/test/datapackage.json': text })
    const unknown = problems.filter(({ code }) => code === 'unknown-key')
    expect(told(unknown).sort()).toEqual([
      'unknown-key datapackage.json:2:19',
      'unknown-key datapackage.json:4:55',
      'unknown-key datapackage.json:5:20',
      'unknown-key datapackage.json:6:69',
    ])
    expect(unknown.map(({ hint }) => hint).sort()).toEqual(
      ['title', 'encoding', 'delimiter', 'primaryKey'].map((key) => `did you mean "${key}"?`).sort(),
    )
  })

  test.each([
    [{ encoding: 'utf-9' }, 'encoding-unknown'],
    [{ path: '../other/returns.csv' }, 'path-outside-package'],
    [{ path: '/etc/returns.csv' }, 'path-outside-package'],
    [{ path: 'https://example.org/returns.csv' }, 'path-outside-package'],
    [{ dialect: { delimiter: '#' } }, 'value-not-allowed'],
    [{ dialect: { delimiter: ',', header: false } }, 'value-not-allowed'],
    [{ name: 'Returns by month' }, 'value-not-allowed'],
  ])('the resource property %j is refused', async (changes, code) => {
    expect(codes((await read(returns(changes), codelist('organisers'), notes)).problems)).toContain(code)
  })

  test('missing values other than the empty cell are refused: NA is Namibia', async () => {
    const { problems } = await withSchema({ missingValues: ['', 'NA'] })
    expect(codes(problems)).toEqual(['value-not-allowed'])
    expect(problems[0]?.message).toContain('a missing value is an empty cell')
  })

  test('two tables with one name or one path are told with both places', async () => {
    const { problems } = await read(codelist('organisers'), codelist('organisers'))
    expect(codes(problems).slice(0, 2)).toEqual(['resource-doubled', 'resource-doubled'])
    expect(problems[0]?.also).toHaveLength(1)
  })

  test('a table that is neither dataset nor code list is told', async () => {
    const schema = { fields: [{ name: 'code', type: 'string' }] }
    expect(codes((await read({ name: 'organisers', path: 'organisers.csv', schema })).problems)).toContain(
      'resource-neither',
    )
  })
})

describe('fields', () => {
  test.each<[string, Field, string]>([
    ['value', { type: 'any' }, 'field-type-not-supported'],
    ['value', { type: 'geopoint' }, 'field-type-not-supported'],
    ['value', { type: 'string' }, 'measure-type'],
    ['value', { unit: undefined }, 'measure-without-unit'],
    ['period', { type: 'date' }, 'dimension-type'],
    ['organiser', { unit: 'persons' }, 'property-not-for-type'],
    ['value', { codes: 'iso3166-1' }, 'property-not-for-type'],
    ['value', { delimiter: ';' }, 'property-not-for-type'],
    ['organiser', { decimalChar: ',' }, 'property-not-for-type'],
    ['note', { delimiter: ',' }, 'attribute-type'],
    ['note', { type: 'integer', delimiter: undefined }, 'attribute-type'],
    ['value', { type: 'number', groupChar: '.' }, 'group-char-is-decimal-char'],
    ['value', { constraints: { minimum: 'abc' } }, 'constraint-not-of-type'],
    ['value', { constraints: { minimum: 0.5 } }, 'constraint-not-of-type'],
    ['value', { constraints: { enum: ['x'] } }, 'constraint-not-of-type'],
    ['value', { constraints: { maxLength: 3 } }, 'property-not-for-type'],
    ['period', { constraints: { minimum: '2020' } }, 'constraint-not-of-type'],
    ['organiser', { constraints: { minimum: 'a' } }, 'property-not-for-type'],
    ['organiser', { constraints: { pattern: '(' } }, 'constraint-bad-pattern'],
  ])('the field %s with %j is refused', async (name, changes, code) => {
    const { problems } = await withField(name, changes)
    const found = problems.find((one) => one.code === code)
    expect(codes(problems)).toContain(code)
    expect(found?.place).toMatchObject({ file: 'data/test/datapackage.json', line: expect.any(Number) })
  })

  test('the place of a bad constraint is the place of its value', async () => {
    const { problems } = await withField('value', { constraints: { minimum: 'abc' } })
    expect(told(problems)).toEqual(['constraint-not-of-type datapackage.json:22:26'])
    expect(problems[0]?.message).toBe('"abc" is no integer, so that it cannot limit the field value')
  })

  test('statuses may be declared as strings, and are lists all the same', async () => {
    const { data, problems } = await withField('obs_status', { type: 'string', delimiter: undefined })
    expect(problems).toEqual([])
    expect(data.datasets.get('returns')?.observations[0]?.status).toEqual(['A'])
  })

  test('a column outside the vocabulary is told with the one that was meant', async () => {
    const { problems } = await withField('obs_status', { name: 'obs_staus' })
    expect(codes(problems)).toContain('field-without-role')
    expect(problems[0]?.hint).toContain('did you mean "obs_status"?')
  })

  test('a field that stands twice is told', async () => {
    expect(codes((await withField('note', { name: 'obs_status' })).problems)).toContain('field-doubled')
  })
})

describe('keys', () => {
  const reference = (resource: string, fields = 'code') => ({
    foreignKeys: [{ fields: 'organiser', reference: { resource, fields } }],
  })

  test.each([
    [{ primaryKey: ['period', 'zzz'] }, 'key-field-unknown'],
    [{ primaryKey: undefined }, 'dataset-without-key'],
    [{ primaryKey: ['period', 'organiser', 'value'] }, 'key-not-a-dimension'],
    [reference('organizers'), 'foreign-key-resource-unknown'],
    [reference('organisers', 'name'), 'foreign-key-not-to-code-list'],
    [reference('returns'), 'foreign-key-not-to-code-list'],
    [
      { foreignKeys: [{ fields: 'organizer', reference: { resource: 'organisers', fields: 'code' } }] },
      'foreign-key-field-unknown',
    ],
    [{ foreignKeys: [] }, 'dimension-without-codes'],
  ])('the schema property %j is refused', async (changes, code) => {
    expect(codes((await withSchema(changes)).problems)).toContain(code)
  })

  test('a foreign key to a table that does not exist says which there is', async () => {
    const { problems } = await withSchema(reference('organizers'))
    expect(problems[0]?.hint).toBe('did you mean "organisers"?')
  })

  test('notes need a code list of notes', async () => {
    const { schema } = returns()
    const { problems } = await read(
      returns({ schema: { ...schema, foreignKeys: schema.foreignKeys.slice(0, 1) } }),
      codelist('organisers'),
    )
    expect(codes(problems)).toContain('notes-not-listed')
  })

  test('a code list may refer to itself and to another, whichever comes first', async () => {
    const parent = { name: 'parent', type: 'string' }
    const tree = (target: string) => ({
      name: 'places',
      path: 'places.csv',
      schema: {
        fields: [{ name: 'code', type: 'string' }, parent],
        primaryKey: 'code',
        foreignKeys: [{ fields: 'parent', reference: { resource: target, fields: 'code' } }],
      },
    })
    const places = { 'data/test/places.csv': 'code,parent\nnorth,\ntown,nord\nvillage,fedasil\n' }
    const readTree = (target: string) =>
      readFiles({
        ...CSV,
        ...places,
        'data/test/datapackage.json': descriptor(tree(target), codelist('organisers'), notes),
      })
    expect(told((await readTree('')).problems)).toEqual([
      'file-not-described returns.csv',
      'code-not-in-list places.csv:3:6+4',
      'code-not-in-list places.csv:4:9+7',
    ])
    expect(told((await readTree('organisers')).problems)).toEqual([
      'file-not-described returns.csv',
      'code-not-in-list places.csv:3:6+4',
    ])
  })
})
