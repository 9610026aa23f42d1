/** A complete spec becomes a scene and an SVG. Vega is imported only when something is drawn: that takes 0.15 s. */
import type { Spec } from './chart.ts'
import { compileSpec, failingLogger } from './compile.ts'
import type { Fonts } from './fonts.ts'

/** One mark of the scene with its data, or a group of marks. */
export interface Item {
  readonly bounds: Box
  readonly datum?: Readonly<Record<string, unknown>>
  readonly items?: readonly Mark[]
  readonly x?: number
  readonly y?: number
  readonly text?: unknown
  readonly opacity?: number
  readonly font?: string
}
export interface Mark {
  readonly marktype: string
  readonly role?: string
  readonly name?: string
  readonly items: readonly Item[]
}
export interface Box {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface Drawing {
  /** As Vega writes it. */
  readonly svg: string
  readonly scene: Mark
  readonly width: number
  readonly height: number
  /** Where the scene's zero lies in the drawing. */
  readonly origin: readonly [number, number]
}

/** The two libraries that draw. */
export interface Engine {
  readonly vega: Vega
  readonly lite: typeof import('vega-lite')
}

/** What Vega exports, but its types do not say. */
export type Vega = typeof import('vega') & {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number }
  readonly SVGStringRenderer: new () => Renderer
}
interface TextItem {
  readonly fontSize?: number
  readonly fontWeight?: unknown
}
interface Renderer {
  initialize(element: null, width: number, height: number, origin: readonly [number, number]): Renderer
  render(scene: unknown): Renderer
  svg(): string
}
/** Size of the scene without its padding, as Vega's own renderers read it. */
interface Sized {
  readonly _viewWidth: number
  readonly _viewHeight: number
}

let loaded: Promise<Engine> | undefined

/** Loads the libraries, once: even of what is there, each import asks Node's loader again. */
export function loadEngine(): Promise<Engine> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Engine> {
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')])
  return { vega: vega as unknown as Vega, lite }
}

/**
 * Draws a spec. Text is measured, and the ids of clip paths are counted, by state that is global in Vega: both are
 * set here and left again without giving way to other work in between, so that graphics drawn side by side do not mix.
 * Throws what Vega reports.
 */
export function draw(spec: Spec, fonts: Fonts, engine: Engine): Drawing {
  const { vega } = engine
  const before = vega.textMetrics.width
  vega.textMetrics.width = (item, text) => fonts.width(String(text ?? '').trim(), item.fontSize ?? 11, weightOf(item))
  vega.resetSVGDefIds()
  try {
    const failures: string[] = []
    const logger = failingLogger(failures)
    const { runtime, rows } = compileSpec(spec, engine)
    const view = new vega.View(runtime, { logger, loader: offline(), renderer: 'none' })
    for (const [name, values] of Object.entries(rows)) view.data(name, [...values])
    view.run()
    if (failures.length > 0) throw new Error(failures[0])
    return render(view, vega)
  } finally {
    vega.textMetrics.width = before
  }
}

/** CSS weight of a text: Vega passes on words as well as numbers. */
function weightOf(item: TextItem): number {
  const weight = item.fontWeight
  return weight === 'bold' ? 700 : weight === undefined || weight === 'normal' ? 400 : Number(weight)
}

function render(view: import('vega').View, vega: Vega): Drawing {
  const { left = 0, right = 0, top = 0, bottom = 0 } = view.padding() as Partial<Record<string, number>>
  const [x, y] = view.origin()
  const sized = view as unknown as Sized
  const [width, height] = [sized._viewWidth + left + right, sized._viewHeight + top + bottom]
  const origin = [left + x, top + y] as const
  const { root } = view.scenegraph() as unknown as { root: unknown }
  const renderer = new vega.SVGStringRenderer().initialize(null, width, height, origin).render(root)
  return { svg: renderer.svg(), scene: plainMark(root as Mark), width, height, origin }
}

/** Without what Vega keeps for itself, which points from every part to every other: a drawing is kept from build to build. */
function plainMark({ marktype, role, name, items }: Mark): Mark {
  return {
    marktype,
    ...(role !== undefined && { role }),
    ...(name !== undefined && { name }),
    items: items.map(plainItem),
  }
}

function plainItem({ bounds, datum, items, x = 0, y = 0, text, opacity = 1, font }: Item): Item {
  const { x1, y1, x2, y2 } = bounds
  return {
    bounds: { x1, y1, x2, y2 },
    ...(datum && { datum: plainDatum(datum) }),
    ...(items && { items: items.map(plainMark) }),
    x,
    y,
    ...(text !== undefined && { text }),
    opacity,
    ...(font !== undefined && { font }),
  }
}

/** The scene's data may hold parts of the scene, e.g. of an axis; what speaks of a row is text and numbers. */
function plainDatum(datum: NonNullable<Item['datum']>): NonNullable<Item['datum']> {
  return Object.fromEntries(Object.entries(datum).filter(([, value]) => typeof value !== 'object'))
}

/** A chart reads nothing from anywhere. */
function offline(): import('vega').Loader {
  const refuse = () => Promise.reject(new Error('a chart may not read files or addresses'))
  return { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as import('vega').Loader
}
