/** The one style sheet of a page, with the fonts that its characters need. */
import type { Face, Fonts } from '../graphics/fonts.ts'

/** Whether a CSS `unicode-range` holds a code point. */
export function inRange(unicodeRange: string, codePoint: number): boolean {
  return unicodeRange.split(',').some((part) => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-')
    return codePoint >= Number.parseInt(from, 16) && codePoint <= Number.parseInt(to, 16)
  })
}

/** The faces that hold a character of the text; every weight of them, so that none is ever synthesised. */
export function facesFor(text: string, fonts: Fonts): readonly Face[] {
  const points = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0)
  return fonts.faces.filter((face) => points.some((point) => inRange(face.unicodeRange, point)))
}

function fontFace({ family, weight, unicodeRange, bytes }: Face): string {
  const url = `data:font/woff2;base64,${Buffer.from(bytes).toString('base64')}`
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;unicode-range:${unicodeRange};src:url(${url}) format("woff2")}`
}

/** Fonts first, then the sheets in the order given; comments are left out of what is published. */
export function pageStyle(sheets: readonly string[], text: string, fonts: Fonts): string {
  const family = fonts.families.map((name) => `"${name}"`).join(', ')
  const sheet = sheets
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\n\s*\n/g, '\n')
  return [...facesFor(text, fonts).map(fontFace), `:root { --font: ${family}, sans-serif }`, sheet].join('\n')
}
