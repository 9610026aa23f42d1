/** The one style sheet of a page, with the fonts that its characters need. */
import type { Face, Fonts } from '../graphics/fonts.ts'

type Range = readonly [from: number, to: number]

/** First and last code point of each part of a CSS `unicode-range`. */
function rangesOf(unicodeRange: string): readonly Range[] {
  return unicodeRange.split(',').map((part) => {
    const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
}

const holds = (ranges: readonly Range[], point: number) => ranges.some(([from, to]) => point >= from && point <= to)

/** Whether a CSS `unicode-range` holds a code point. */
export function inRange(unicodeRange: string, codePoint: number): boolean {
  return holds(rangesOf(unicodeRange), codePoint)
}

/** The faces that hold a character of the text; every weight of them, so that none is ever synthesised. */
export function facesFor(text: string, fonts: Fonts): readonly Face[] {
  const points = pointsOf(text)
  return fonts.faces.filter((face) => {
    const ranges = rangesOf(face.unicodeRange)
    return points.some((point) => holds(ranges, point))
  })
}

/** A page has a hundred thousand characters, and a hundred different ones. */
function pointsOf(text: string): readonly number[] {
  const units = new Set<number>()
  for (let at = 0; at < text.length; at++) units.add(text.codePointAt(at) ?? 0)
  return [...units]
}

const rules = new WeakMap<Face, string>()

/** The rule of a face, made once: it is as long as the rest of the page. */
function fontFace(face: Face): string {
  const rule = rules.get(face) ?? makeRule(face)
  rules.set(face, rule)
  return rule
}

function makeRule({ family, weight, unicodeRange, bytes }: Face): string {
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
