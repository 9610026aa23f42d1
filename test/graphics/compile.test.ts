import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Spec } from '../../src/graphics/chart.ts'
import { compileSpec } from '../../src/graphics/compile.ts'
import { draw, loadEngine } from '../../src/graphics/draw.ts'
import type { Fonts } from '../../src/graphics/fonts.ts'

type Row = Readonly<Record<string, unknown>>
type Complete = Spec & { readonly datasets: Readonly<Record<string, readonly Row[]>> }

const engine = await loadEngine()
const { lite, vega } = engine
const CHARTS = join(import.meta.dirname, '../factsheets/voluntary-return/expected/charts')
const charts = readdirSync(CHARTS).map((file) => ({
  file,
  spec: JSON.parse(readFileSync(join(CHARTS, file), 'utf8')) as Complete,
}))
const wide = { width: (text: string, size: number) => text.length * size * 0.6 } as unknown as Fonts

/** What the libraries draw of a spec in the way that their manuals show: rows inside, compiled anew. */
function plainly(spec: Spec): string {
  const { width } = vega.textMetrics
  vega.textMetrics.width = (item, text) => wide.width(String(text ?? '').trim(), item.fontSize ?? 11, 400)
  vega.resetSVGDefIds()
  const view = new vega.View(vega.parse(lite.compile(structuredClone(spec) as never).spec), { renderer: 'none' }).run()
  const [x, y] = view.origin()
  const { left = 0, right = 0, top = 0, bottom = 0 } = view.padding() as Partial<Record<string, number>>
  const size = view as unknown as { readonly _viewWidth: number; readonly _viewHeight: number }
  const [across, down] = [size._viewWidth + left + right, size._viewHeight + top + bottom]
  const renderer = new vega.SVGStringRenderer().initialize(null, across, down, [left + x, top + y])
  vega.textMetrics.width = width
  return renderer.render((view.scenegraph() as unknown as { root: unknown }).root).svg()
}
const drawn = (spec: Spec) => draw(spec, wide, engine).svg

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

  it.each(charts)('draws what the libraries draw of $file, with these rows and with others', ({ spec }) => {
    for (const one of [spec, ofOtherRows(spec), spec]) expect(drawn(one)).toBe(plainly(one))
  })

  it('is made anew for a spec that differs in anything but its rows', () => {
    expect(drawn(bar('a'))).not.toBe(drawn(bar('b')))
    expect(drawn(bar('b'))).toBe(plainly(bar('b')))
  })

  it('keeps nothing that a drawing did to it', () => {
    const first = compileSpec(bar('c'), engine)
    const before = JSON.stringify(first)
    new vega.View(first.runtime, { renderer: 'none' }).run()
    expect(JSON.stringify(compileSpec(bar('c'), engine))).toBe(before)
  })

  it('is right after more charts than are kept', () => {
    for (let index = 0; index < 130; index++) compileSpec(bar(`${index}`), engine)
    for (const index of [0, 65, 129]) expect(drawn(bar(`${index}`))).toBe(plainly(bar(`${index}`)))
  })

  it('throws what Vega-Lite warns of, each time', () => {
    const bad = { ...bar('d'), encoding: { nowhere: { field: 'a', type: 'quantitative' } } }
    for (const _ of [1, 2]) expect(() => compileSpec(bad, engine)).toThrow('nowhere')
  })
})
