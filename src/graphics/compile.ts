/**
 * Vega-Lite to what Vega runs, once for all drawings that differ in nothing but their rows. Compiling takes twice as long as
 * all the rest of drawing, and a batch draws the same charts for hundreds of editions or regions.
 */
import type { Spec } from './chart.ts'
import type { Engine, Vega } from './draw.ts'

type Runtime = ReturnType<Vega['parse']> & { readonly eventConfig?: unknown }
type Datasets = Readonly<Record<string, readonly object[]>>

/** A chart without its rows, and the names that those have in it. */
interface Compiled {
  readonly runtime: Runtime
  readonly names: ReadonlySet<string>
}

/** More than the charts of a factsheet times its documents; each holds some 100 kB, so that a batch of any length stays small. */
const MOST_KEPT = 64

/** By the whole text of a spec but its rows: specs that differ in one character are two. The oldest goes first. */
const kept = new Map<string, Compiled>()

/**
 * A complete Vega-Lite spec as Vega runs it, and its rows, which are to be given to the view. Vega-Lite never looks into the
 * rows of named data. Throws the first thing that it warns of.
 */
export function compileSpec(spec: Spec, engine: Engine): { readonly runtime: Runtime; readonly rows: Datasets } {
  const { datasets = {}, ...chart } = spec as Spec & { readonly datasets?: Datasets }
  const key = JSON.stringify(chart)
  const known = kept.get(key) ?? compile(chart, engine)
  if (!kept.has(key)) keep(key, known)
  const rows = Object.fromEntries(Object.entries(datasets).filter(([name]) => known.names.has(name)))
  // A view changes nothing of what it runs but these settings: a copy for each, so that it finds nothing of another one.
  return { runtime: { ...known.runtime, eventConfig: structuredClone(known.runtime.eventConfig) }, rows }
}

function compile(chart: Spec, { lite, vega }: Engine): Compiled {
  const failures: string[] = []
  const compiled = lite.compile(chart as never, { logger: failingLogger(failures) }).spec
  if (failures.length > 0) throw new Error(failures[0])
  return { runtime: vega.parse(compiled), names: new Set(compiled.data?.map(({ name }) => name)) }
}

function keep(key: string, compiled: Compiled): void {
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
