/** The colours of pages and graphics, each for a light page, a dark page and paper, and the type sizes of graphics. */
import { z } from 'zod'
import { checkShape, type Document, readDocument } from '../data/document.ts'
import type { Place, Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { checkPairs, colourIn, type Mode, type Pairs, ROLES } from './pairs.ts'

const Colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'a colour is written as # and six hexadecimal digits')
const Shade = z
  .strictObject({ light: Colour, dark: Colour, print: Colour.optional() })
  .describe('On a light page, on a dark page, and on paper when that is not as on a light page')
const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a colour is named in small letters')
const Colours = z.record(Name, Shade)
// 11.4 px are 8.55 pt on paper: 1 px = 1/96 inch.
const Size = z.number().min(11.4)

export const ThemeSpec = z.strictObject({
  colours: Colours.refine((all) => 'ground' in all && 'ink' in all, 'needs at least `ground` and `ink`'),
  contrast: z
    .partialRecord(z.enum(ROLES), z.record(Name, z.array(Name)))
    .describe('What each colour does, and on which colours it stands or which it touches'),
  decoration: z.array(Name).default([]).describe('Colours that say nothing: whoever does not see them misses nothing'),
  text: z.strictObject({ size: Size, small: Size }),
})
/** What a factsheet's own theme may say: single colours, and what new ones are for. */
const OwnTheme = ThemeSpec.partial().extend({ colours: Colours.optional() })

export interface Theme {
  readonly colours: Readonly<Record<string, z.infer<typeof Shade>>>
  readonly pairs: Pairs
  readonly decoration: readonly string[]
  /** px. */
  readonly text: z.infer<typeof ThemeSpec>['text']
}

/** A theme file: the shared one, or the factsheet's own that is laid over it. */
interface Layer {
  readonly document: Document
  readonly spec: z.infer<typeof OwnTheme>
}

/**
 * Reads the theme, and over it the factsheet's own where there is one; tells their errors and every pair of colours with
 * too little contrast; null when unusable.
 */
export async function readTheme(file: string, world: World, tell: Tell, ownFile?: string): Promise<Theme | null> {
  const shared = await readLayer(file, ThemeSpec, world, tell)
  const own = ownFile && (await world.files.exists(ownFile)) ? await readLayer(ownFile, OwnTheme, world, tell) : null
  if (!shared) return null
  const layers: readonly Layer[] = own ? [shared, own] : [shared]
  const theme: Theme = {
    colours: { ...shared.spec.colours, ...own?.spec.colours },
    pairs: layers.flatMap(pairsOf),
    decoration: layers.flatMap(({ spec }) => spec.decoration ?? []),
    text: own?.spec.text ?? shared.spec.text,
  }
  checkPairs(theme, (name, mode) => placeIn(layers, name, mode), tell)
  return theme
}

async function readLayer<T>(file: string, shape: z.ZodType<T>, world: World, tell: Tell) {
  const document = readDocument(new TextDecoder().decode(await world.files.read(file)), file, tell)
  const spec = document && checkShape(document, shape, tell)
  return spec && { document, spec }
}

function pairsOf({ document, spec }: Layer): Pairs {
  return ROLES.flatMap((role) =>
    Object.entries(spec.contrast?.[role] ?? {}).flatMap(([colour, grounds]) =>
      grounds.map((ground, index) => {
        const place = document.place(['contrast', role, colour, index])
        return { role, colour, ground, place }
      }),
    ),
  )
}

/** Where the last of the layers that know a colour writes it. */
function placeIn(layers: readonly Layer[], name: string, mode: Mode | 'name'): Place {
  const layer = layers.findLast(({ spec }) => Object.hasOwn(spec.colours ?? {}, name))
  const { file = '', place } = layer?.document ?? {}
  const written = mode === 'print' && !layer?.spec.colours?.[name]?.print ? 'light' : mode
  const path = mode === 'name' ? ['colours', name] : ['colours', name, written]
  return place?.(path, mode === 'name' ? 'key' : 'value') ?? { file }
}

/** The property of the page that holds a colour of the theme. */
export const COLOUR_PROPERTY = '--colour-'

/** A colour as graphics write it: a property of the page, so that a dark page can change it; the light one as default. */
export function paint(name: string, theme: Theme): string | undefined {
  const light = colourIn(theme.colours, name, 'light')
  return light && `var(${COLOUR_PROPERTY}${name}, ${light})`
}

/** CSS that gives each colour its value: light, dark where the reader asks for it, and on paper light or its own. */
export function themeCss({ colours }: Theme): string {
  const all = (mode: Mode) =>
    Object.entries(colours)
      .flatMap(([name, { [mode]: colour }]) => (colour === undefined ? [] : [`${COLOUR_PROPERTY}${name}:${colour}`]))
      .join(';')
  const print = all('print')
  const onPaper = print === '' ? '' : `@media print{:root{${print}}}\n`
  return `:root{${all('light')}}\n@media screen and (prefers-color-scheme:dark){:root{${all('dark')}}}\n${onPaper}`
}

/**
 * Vega-Lite configuration of the house: no grid, no axis line, no title, nothing cut or turned. Labels keep to their
 * full length (Vega cuts at 180 px) and none is dropped where it touches its neighbour: that is told as a problem.
 */
export function themeConfig(theme: Theme, family: string): object {
  const ink = paint('ink', theme)
  const text = { font: family, fontSize: theme.text.size, fill: ink, limit: 0 }
  const label = { labelFont: family, labelFontSize: theme.text.size, labelColor: ink, labelLimit: 0 }
  const title = { titleFont: family, titleFontSize: theme.text.size, titleColor: ink, titleLimit: 0, title: null }
  const bare = { domain: false, ticks: false, grid: false, domainColor: ink, tickColor: ink, gridColor: ink }
  return {
    aria: false,
    background: null,
    font: family,
    view: { stroke: null, fill: null },
    axis: { ...bare, ...label, ...title, labelAngle: 0, labelOverlap: false, labelPadding: 4 },
    axisQuantitative: { tickCount: 4 },
    legend: { ...label, ...title, orient: 'top' },
    header: { ...label, ...title },
    title: { font: family, color: ink, limit: 0 },
    mark: { color: paint('strong', theme) ?? ink },
    // Vega-Lite draws these at 0.7 of their colour, which undoes the contrast of the theme.
    ...Object.fromEntries(['tick', 'point', 'circle', 'square'].map((mark) => [mark, { opacity: 1 }])),
    text,
    rule: { stroke: ink, strokeWidth: 1 },
  }
}
