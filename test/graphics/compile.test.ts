import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Spec } from '../../src/graphics/chart.ts'
import { compileSpec } from '../../src/graphics/compile.ts'
import { loadEngine } from '../../src/graphics/draw.ts'

type Row = Readonly<Record<string, unknown>>
type Complete = Spec & { readonly datasets: Readonly<Record<string, readonly Row[]>> }

const { lite } = await loadEngine()
const CHARTS = join(import.meta.dirname, '../factsheets/voluntary-return/expected/charts')
const charts = readdirSync(CHARTS).map((file) => ({
  file,
  spec: JSON.parse(readFileSync(join(CHARTS, file), 'utf8')) as Complete,
}))
/** What Vega-Lite makes of a spec without us. */
const compiled = (spec: Spec) => lite.compile(structuredClone(spec) as never).spec

/** The same chart of other rows: other values, other words, one row less. */
function ofOtherRows(spec: Complete): Complete {
  const other = (rows: readonly Row[]) =>
    rows.slice(1).map((row, index) => ({ ...row, label: `<${index}>`, persons: index ** 3, share_at: null }))
  const datasets = Object.entries(spec.datasets).map(([name, rows]) => [name, other(rows)] as const)
  return { ...spec, datasets: Object.fromEntries(datasets) }
}

const bar = (title: string): Complete => ({
  data: { name: 'rows' },
  datasets: { rows: [{ a: 1 }] },
  mark: 'bar',
  title,
  encoding: { x: { field: 'a', type: 'quantitative' } },
})

describe('a compiled chart', () => {
  it('is found in the expected charts', () => {
    expect(charts.length).toBeGreaterThan(10)
  })

  it.each(charts)('is what Vega-Lite makes of $file, with these rows and with others', ({ spec }) => {
    for (const one of [spec, ofOtherRows(spec), { ...spec, datasets: {} }, spec])
      expect(compileSpec(one, lite)).toEqual(compiled(one))
  })

  it('is made anew for a spec that differs in anything but its rows', () => {
    const [first, second] = [compileSpec(bar('a'), lite), compileSpec(bar('b'), lite)]
    expect(first).not.toEqual(second)
    expect(second).toEqual(compiled(bar('b')))
  })

  it('keeps nothing that a drawing did to it', () => {
    const first = compileSpec(bar('c'), lite)
    first.marks = []
    for (const data of first.data ?? []) Object.assign(data, { name: 'spoilt' })
    expect(compileSpec(bar('c'), lite)).toEqual(compiled(bar('c')))
  })

  it('is right after more charts than are kept', () => {
    for (let index = 0; index < 130; index++) compileSpec(bar(`${index}`), lite)
    for (const index of [0, 65, 129]) expect(compileSpec(bar(`${index}`), lite)).toEqual(compiled(bar(`${index}`)))
  })

  it('throws what Vega-Lite warns of, each time', () => {
    const bad = { ...bar('d'), encoding: { nowhere: { field: 'a', type: 'quantitative' } } }
    for (const _ of [1, 2]) expect(() => compileSpec(bad, lite)).toThrow('nowhere')
  })
})
