import { beforeAll, describe, expect, it } from 'vitest'
import { readChart, readChartSchema } from '../../src/graphics/chart.ts'
import type { Problem } from '../../src/problem.ts'
import { drawChart, figuresOf, type Kit, readKit, table, worldWith } from './model.ts'

const things = table('things', { columns: ['persons'], rows: { a: [4], b: [8] } })
const figures = figuresOf(things)

const bar = (change: object = {}, mark: object = {}) => ({
  data: { name: 'things' },
  width: 200,
  mark: { type: 'bar', ...mark },
  encoding: {
    x: { field: 'row', type: 'nominal' },
    y: { field: 'persons', type: 'quantitative', axis: null },
    ...change,
  },
})

describe('a chart file', () => {
  let kit: Kit
  beforeAll(async () => {
    kit = await readKit()
  })
  const problemsOf = async (spec: object) => (await drawChart(kit, 'things', ['nl', 'fr'], { spec, figures })).problems

  it('is refused, with line and column, when it is not JSON', async () => {
    const problems: Problem[] = []
    const world = worldWith({ 'own/charts/x.vl.json': '{\n  "mark": "bar"\n  "data": {}\n}' })
    const chart = await readChart('x', 'own', await readChartSchema(world), world, (one) => problems.push(one))
    expect(chart).toBeNull()
    expect(problems[0]).toMatchObject({
      code: 'file-not-readable-as-yaml',
      place: { file: 'own/charts/x.vl.json', line: 3 },
    })
  })

  it('is told missing by its path', async () => {
    const problems: Problem[] = []
    const world = worldWith({})
    expect(
      await readChart('nowhere', 'own', await readChartSchema(world), world, (one) => problems.push(one)),
    ).toBeNull()
    expect(problems).toMatchObject([{ code: 'chart-missing' }])
    expect(problems[0]?.message).toContain('own/charts/nowhere.vl.json')
  })

  it('is checked against the Vega-Lite schema, with the place of the slip', async () => {
    const problems = await problemsOf(bar({}, { type: 'barr' }))
    expect(problems).toMatchObject([{ code: 'chart-not-vega-lite', place: { line: 7 }, hint: 'did you mean "bar"?' }])
  })

  it('may only say known things to us in usermeta', async () => {
    const problems = await problemsOf({ ...bar(), usermeta: { labels: { witdh: 4 } } })
    expect(problems).toMatchObject([{ code: 'chart-not-vega-lite' }])
  })

  it('may only draw the table of its graphic', async () => {
    expect(await problemsOf({ ...bar(), data: { name: 'thngs' } })).toMatchObject([
      { code: 'chart-data-unknown', hint: 'did you mean "things"?' },
    ])
    for (const data of [{ url: 'https://example.org/a.csv' }, { values: [{ a: 1 }] }])
      expect(await problemsOf({ ...bar(), data })).toMatchObject([{ code: 'chart-data-not-by-name' }])
  })

  it('is told a field that the table does not have', async () => {
    const problems = await problemsOf(bar({ y: { field: 'person', type: 'quantitative' } }))
    expect(problems).toMatchObject([
      { code: 'chart-field-unknown', hint: 'did you mean "persons"?', place: { line: 15 } },
    ])
  })

  it('may draw a field of its own making', async () => {
    const spec = {
      ...bar({ y: { field: 'double', type: 'quantitative', axis: null } }),
      transform: [{ calculate: '2 * datum.persons', as: 'double' }],
    }
    expect(await problemsOf(spec)).toEqual([])
  })

  it('is refused when it tells rows apart by their words', async () => {
    const problems = await problemsOf(bar({ x: { field: 'label', type: 'nominal' } }))
    expect(problems).toMatchObject([{ code: 'chart-encodes-label' }])
  })

  it('is told words and colours that do not exist, once for each language', async () => {
    const text = await problemsOf(bar({ x: { field: 'row', type: 'nominal', title: '@graphics.things.titel' } }))
    expect(text.map((one) => one.code)).toEqual(['chart-word-unknown', 'chart-word-unknown'])
    expect(text[0]).toMatchObject({ hint: 'did you mean "graphics.things.title"?', place: { line: 13 } })
    const colour = await problemsOf(bar({}, { color: '@theme.storng' }))
    expect(colour).toMatchObject([{ code: 'chart-colour-unknown', hint: 'did you mean "strong"?' }])
  })

  it('is warned of a colour that would not change on a dark page', async () => {
    expect(await problemsOf(bar({}, { color: '#ff0000' }))).toMatchObject([
      { code: 'chart-fixed-colour', severity: 'warning' },
    ])
  })

  it('is refused when it asks for a font that is not embedded', async () => {
    const spec = { ...bar({ text: { field: 'persons_text' } }, { type: 'text', font: 'Arial' }) }
    const codes = (await problemsOf(spec)).map((one) => one.code)
    expect(codes).toContain('font-unknown')
  })

  it('cannot be drawn when an expression of it fails, and says so', async () => {
    const problems = await problemsOf({ ...bar(), transform: [{ filter: 'datum.persons >' }] })
    expect(problems.map((one) => one.code)).toEqual(['chart-fails'])
  })
})
