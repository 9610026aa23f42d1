/** The colours and type sizes that every graphic shares, each colour for a light and for a dark page. */
import { z } from 'zod'
import { checkShape, readDocument } from '../data/document.ts'
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { contrast } from './contrast.ts'

const Colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'a colour is written as # and six hexadecimal digits')
const Shade = z.strictObject({ light: Colour, dark: Colour })
const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a colour is named in small letters')

export const ThemeSpec = z.strictObject({
  colours: z.record(Name, Shade).refine((all) => 'ground' in all && 'ink' in all, 'needs at least `ground` and `ink`'),
  contrast: z
    .array(z.strictObject({ pair: z.tuple([Name, Name]), least: z.number().min(1).max(21) }))
    .describe('Pairs that touch each other, and the contrast that they must keep (WCAG 1.4.3 and 1.4.11)'),
  // 11.4 px are 8.55 pt on paper: 1 px = 1/96 inch.
  text: z.strictObject({ size: z.number().min(11.4), small: z.number().min(11.4) }),
})
export type Theme = Readonly<z.infer<typeof ThemeSpec>>

/** Reads the theme file; tells its errors and every pair of colours with too little contrast; null when unusable. */
export async function readTheme(file: string, world: World, tell: Tell): Promise<Theme | null> {
  const document = readDocument(new TextDecoder().decode(await world.files.read(file)), file, tell)
  const theme = document && checkShape(document, ThemeSpec, tell)
  theme?.contrast.forEach(({ pair, least }, index) => {
    for (const ground of ['light', 'dark'] as const) {
      const [first, second] = pair.map((name) => theme.colours[name]?.[ground] ?? '#808080')
      const ratio = contrast(first ?? '', second ?? '')
      if (ratio >= least) continue
      const facts = { first: pair[0], second: pair[1], ground, ratio: ratio.toFixed(2), needed: least }
      tell(problem('theme-contrast', facts, document?.place(['contrast', index])))
    }
  })
  return theme
}

/** A colour as graphics write it: a property of the page, so that a dark page can change it; the light one as default. */
export function paint(name: string, theme: Theme): string | undefined {
  const shade = theme.colours[name]
  return shade && `var(--graphic-${name}, ${shade.light})`
}

/** CSS that gives the colours of graphics their value: light, dark where the reader asks for it, light on paper. */
export function themeCss(theme: Theme): string {
  const all = (ground: 'light' | 'dark') =>
    Object.entries(theme.colours)
      .map(([name, shade]) => `--graphic-${name}:${shade[ground]}`)
      .join(';')
  return `:root{${all('light')}}\n@media screen and (prefers-color-scheme:dark){:root{${all('dark')}}}\n`
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
