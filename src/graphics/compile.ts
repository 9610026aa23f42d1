/**
 * Vega-Lite to Vega, once for all drawings that differ in nothing but their rows. Compiling takes as long as all the rest
 * of drawing, and a batch draws the same charts for hundreds of editions or regions.
 */
import type { Spec } from './chart.ts'
import type { Engine } from './draw.ts'

type VegaSpec = import('vega').Spec
type Datasets = Readonly<Record<string, unknown>>

/** More than the charts of a factsheet times its documents; each holds some 100 kB, so that a batch of any length stays small. */
const MOST_KEPT = 64

/** By the whole text of a spec but its rows: specs that differ in one character are two. The oldest goes first. */
const kept = new Map<string, VegaSpec>()

/**
 * The Vega spec of a complete Vega-Lite spec, its rows inside. Vega-Lite never looks into the rows of named data, it only
 * puts them where the name stands in its result, which is done here instead. Throws the first thing that it warns of.
 */
export function compileSpec(spec: Spec, lite: Engine['lite']): VegaSpec {
  const { datasets = {}, ...chart } = spec as Spec & { readonly datasets?: Datasets }
  const key = JSON.stringify(chart)
  const known = kept.get(key) ?? compile(chart, lite)
  if (!kept.has(key)) keep(key, known)
  // A copy for each: a drawing must find nothing that another one left.
  const compiled = structuredClone(known)
  for (const data of compiled.data ?? [])
    if (Object.hasOwn(datasets, data.name)) Object.assign(data, { values: datasets[data.name] })
  return compiled
}

function compile(chart: Spec, lite: Engine['lite']): VegaSpec {
  const failures: string[] = []
  const compiled = lite.compile(chart as never, { logger: failingLogger(failures) }).spec
  if (failures.length > 0) throw new Error(failures[0])
  return compiled
}

function keep(key: string, compiled: VegaSpec): void {
  const [oldest] = kept.keys()
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(key, compiled)
}

/** Vega logs what it cannot do and goes on; we stop. */
export function failingLogger(failures: string[]) {
  const fail = (...words: readonly unknown[]) => {
    failures.push(words.map((one) => (one instanceof Error ? one.message : String(one))).join(' '))
    return logger
  }
  const ignore = () => logger
  const logger = { level: () => logger, error: fail, warn: fail, info: ignore, debug: ignore }
  return logger as never
}
