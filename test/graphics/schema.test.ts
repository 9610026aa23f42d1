import { Ajv } from 'ajv'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readChartSchema } from '../../src/graphics/chart.ts'
import { issuesOf, type Schema } from '../../src/graphics/schema.ts'
import { disk, TABLE_OF, worldWith } from './model.ts'

type Json = Record<string, unknown>

describe('the Vega-Lite schema', () => {
  let schema: Schema
  let byAjv: (value: unknown) => boolean
  const shipped: Json[] = []
  beforeAll(async () => {
    schema = await readChartSchema(worldWith({}))
    byAjv = new Ajv({ strict: false, validateFormats: false }).compile(schema as object)
    for (const id of Object.keys(TABLE_OF)) {
      const bytes = await disk.read(`templates/voluntary-return/charts/${id}.vl.json`)
      shipped.push(JSON.parse(new TextDecoder().decode(bytes)))
    }
  })

  it('accepts every chart that ships with the project, as ajv does', () => {
    for (const spec of shipped) {
      expect(issuesOf(spec, schema)).toEqual([])
      expect(byAjv(spec)).toBe(true)
    }
  })

  it('names a misspelt value, where it stands and what was meant', () => {
    const spec = { data: { name: 'a' }, mark: 'bar', encoding: { x: { field: 'row', type: 'nominall' } } }
    expect(issuesOf(spec, schema)).toMatchObject([
      { path: ['encoding', 'x', 'type'], reason: '"nominall" is not allowed here', hint: 'did you mean "nominal"?' },
    ])
  })

  it('names a misspelt key deep in a layer', () => {
    const layer = [{ mark: { type: 'bar', colour: 'red' }, encoding: { y: { field: 'a', type: 'quantitative' } } }]
    expect(issuesOf({ data: { name: 'a' }, layer }, schema)).toEqual([
      {
        path: ['layer', 0, 'mark', 'colour'],
        key: true,
        reason: 'Vega-Lite has no "colour" here',
        hint: 'did you mean "color"?',
      },
    ])
  })

  it('says what kind of value is needed', () => {
    const issues = issuesOf({ data: { name: 'a' }, mark: 'bar', encoding: 4 }, schema)
    expect(issues[0]?.path).toEqual(['encoding'])
    expect(issues[0]?.reason).toContain('a group in { }')
  })

  it('agrees with ajv on charts changed at random', () => {
    const values = fc.constantFrom<unknown>(null, 0, -3, 'bar', 'x', true, [], {}, { expr: 'a' }, [1, 2], 'nominal')
    const keys = fc.constantFrom('mark', 'type', 'field', 'filter', 'value', 'scale', 'axis', 'width', 'colour', 'x')
    const change = fc.record({ of: fc.nat(3), at: fc.nat(), key: keys, value: values, add: fc.boolean() })
    fc.assert(
      fc.property(change, ({ of, at, key, value, add }) => {
        const spec = structuredClone(shipped[of] ?? {})
        const groups = groupsIn(spec)
        const group = groups[at % groups.length] ?? spec
        const existing = Object.keys(group)
        group[add ? key : (existing[at % Math.max(1, existing.length)] ?? key)] = value
        expect(issuesOf(spec, schema).length === 0).toBe(byAjv(spec))
      }),
      { numRuns: 400 },
    )
  })
})

function groupsIn(value: unknown): Json[] {
  if (value === null || typeof value !== 'object') return []
  const below = Object.values(value).flatMap(groupsIn)
  return Array.isArray(value) ? below : [value as Json, ...below]
}
