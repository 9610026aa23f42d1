/** Vega's SVG made fit for a page: one image with one name in the page's language, no id or English of Vega's own. */

const SVG = 'http://www.w3.org/2000/svg'

export interface Naming {
  /** Unique in the page. */
  readonly id: string
  /** The first language names the drawing, the others one beside it that shows nothing. */
  readonly alternatives: readonly { readonly language: string; readonly locale: string; readonly text: string }[]
}

export interface Sheet {
  /** px. */
  readonly width: number
  readonly height: number
  /** Value of `font-family` that most texts have. */
  readonly font: string
  /** Drawn from right to left. */
  readonly mirrored: boolean
}

/**
 * Rewrites a drawing; the font is named once, and coordinates are cut to hundredths of a px, beyond which the
 * arithmetic of two machines may differ.
 */
export function pageSvg(svg: string, sheet: Sheet, { id, alternatives }: Naming): string {
  const { width, height, font } = sheet
  const [first, ...others] = alternatives
  // Vega places texts for left to right; in a page from right to left, `start` would be the other end.
  const frame = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" direction="ltr"`
  // Texts were measured so; a page that sets tabular digits or bold must not reach into the drawing.
  const plain = 'font-weight="400" font-style="normal" font-variant="normal" letter-spacing="0"'
  const type = `font-family="${attribute(font)}" ${plain}`
  const root = `<svg xmlns="${SVG}" id="${id}" ${named(first)} ${frame} ${type}>`
  const inner = cleaned(svg, font)
    .replace(/ id="([^"]*)"/g, ` id="${id}-$1"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${id}-$1)`)
  // One transparent px: what paints nothing at all gets no place, and so no alternative, in Chromium's tagged PDF.
  const nothing = '<rect width="1" height="1" fill-opacity="0"/>'
  const twins = others.map(
    (one) =>
      `<svg xmlns="${SVG}" id="${id}-${one.language}" ${named(one)} class="worded-twice" width="1" height="1">${nothing}</svg>`,
  )
  return `${root}${sheet.mirrored ? mirror(inner, width) : inner}</svg>${twins.join('')}`
}

/** What stands inside the root, without Vega's own words, classes and empty boxes. */
function cleaned(svg: string, font: string): string {
  return svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '')
    .replace(/ (?:aria-[a-z]+|role|pointer-events|xml:space)="[^"]*"/g, '')
    .replaceAll(` font-family="${attribute(font)}"`, '')
    .replaceAll(' opacity="1"', '')
    .replace(/ class="([^"]*)"/g, (_, names: string) => classOf(names))
    .replace(/<path(?: d="[^"]*")?(?: display="none")?\/>/g, '')
    .replace(/ (?:transform|d|x|y|x1|x2|y1|y2|width|height)="[^"]*"/g, hundredths)
}

/** Turns a drawing over, and each text back where it stands: what began at the left begins at the right. */
function mirror(inner: string, width: number): string {
  const turned = inner.replace(/<text[^>]*>/g, (tag) =>
    tag
      .replace(/ transform="([^"]*)"/, ' transform="$1 scale(-1,1)"')
      .replace(/text-anchor="(start|end)"/, (_, at) => `text-anchor="${at === 'start' ? 'end' : 'start'}"`),
  )
  return `<g transform="translate(${width},0) scale(-1,1)">${turned}</g>`
}

function hundredths(attributeText: string): string {
  return attributeText.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
    String(Math.round(Number(number) * 100) / 100 || 0),
  )
}

function named(alternative: Naming['alternatives'][number] | undefined): string {
  return `role="img" lang="${attribute(alternative?.locale ?? '')}" aria-label="${attribute(alternative?.text ?? '')}"`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Of Vega's classes only `marks` is kept, on groups of marks that stand for data, so that a page can be counted. */
function classOf(names: string): string {
  return /^mark-(rect|symbol|line|area|arc|trail|path|shape) role-mark(?: |$)/.test(names) ? ' class="marks"' : ''
}

/** Data marks in a finished drawing: what `.marks > path` selects in the page. */
export function countMarks(svg: string): number {
  const groups = [...svg.matchAll(/<g class="marks"[^>]*>(.*?)<\/g>/gs)]
  return groups.reduce((sum, [, inner = '']) => sum + (inner.match(/<path/g)?.length ?? 0), 0)
}

/** Colours that are written as they are, instead of as a property of the page. */
export function fixedColours(svg: string): readonly string[] {
  const found = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour = '']) => colour)
  return [...new Set(found.filter((colour) => !/^(none|transparent|currentColor|var\(.*|url\(.*)$/.test(colour)))]
}
