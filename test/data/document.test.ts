import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { checkShape, readDocument } from '../../src/data/document.ts'
import { listener } from '../memory-world.ts'

const Column = z.union([
  z.strictObject({ sum: z.array(z.string()).min(2) }),
  z.strictObject({ change: z.tuple([z.string(), z.string()]), as: z.enum(['percent', 'points']) }),
  z.strictObject({ where: z.record(z.string(), z.string()).optional() }),
])
const Shape = z.strictObject({
  columns: z.record(z.string().regex(/^[a-z]+$/, 'a name is of small letters'), Column).optional(),
  pages: z.int().min(1).max(40).optional(),
  title: z.string().max(5).optional(),
})

/** What is told of a text, as `line:column message`. */
function told(text: string): readonly string[] {
  const { tell, problems } = listener()
  const document = readDocument(text, 'f.yaml', tell)
  if (document) checkShape(document, Shape, tell)
  return problems.map(
    ({ place, message, hint }) => `${place?.line}:${place?.column} ${message}${hint ? ` (${hint})` : ''}`,
  )
}

describe('a shape that a file does not have', () => {
  it.each([
    ['pages: none', '1:8 pages: must be a number'],
    ['pages: 0', '1:8 pages: must be at least 1'],
    ['pages: 41', '1:8 pages: must be at most 40'],
    ['title: too long', '1:8 title: must have at most 5 characters'],
    ['columns: [a]', '1:10 columns: must be a group of keys with their values'],
    ['titel: a', '1:1 Unknown key "titel" (did you mean "title"?)'],
    ['columns: { A: {} }', '1:12 columns.A: a name is of small letters'],
  ])('%s is told in plain words', (text, message) => {
    expect(told(text)).toEqual([message])
  })
})

describe('of several shapes', () => {
  it.each([
    ['change: [a, b]', '1:12 columns.x.as is missing'],
    ['change: [a, b], as: percentage', '1:37 columns.x.as: must be one of: percent, points'],
    ['change: [a, b], as: points, wher: 1', '1:45 Unknown key "wher" in columns.x (there is: change, as)'],
    ['sum: [a]', '1:22 columns.x.sum: must have at least 2 items'],
    ['wher: {}', '1:17 Unknown key "wher" in columns.x (did you mean "where"?)'],
  ])('{ %s } is taken for the one that it looks like', (column, message) => {
    expect(told(`columns: { x: { ${column} } }`)).toEqual([message])
  })
})

describe('a document in JSON', () => {
  const read = (text: string) => {
    const { tell, problems } = listener()
    return { document: readDocument(text, 'f.json', tell), problems }
  }

  it('has the value that the reader of YAML gives it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const yaml = parseDocument(text, { uniqueKeys: true })
        if (yaml.errors.length === 0) expect(read(text).document?.value).toEqual(yaml.toJS())
        expect(read(text).document?.value).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each(['{"a": 1, "a": 2}', '{"b": {"a": 1, "\\u0061": 2}}', '[{"a": [], "b": "\\"a\\":", "a": 3}]'])(
    'tells a key that is there twice: %s',
    (text) => {
      expect(read(text).problems).toMatchObject([{ code: 'file-not-readable-as-yaml' }])
    },
  )

  it('takes no text with a colon for a key', () => {
    const text = '{"a": "\\"b\\": \\\\", "c:": ["d", ":"], "" : {}}'
    expect(read(text)).toMatchObject({ document: { value: { a: '"b": \\', 'c:': ['d', ':'], '': {} } }, problems: [] })
  })

  it('knows the place of its values and keys', () => {
    const { document } = read('{\n  "a": [1, {"b": 22}]\n}')
    expect(document?.place(['a', 1, 'b'])).toEqual({ file: 'f.json', line: 2, column: 18 })
    expect(document?.place(['a', 1, 'b'], 'key')).toEqual({ file: 'f.json', line: 2, column: 13 })
  })
})
