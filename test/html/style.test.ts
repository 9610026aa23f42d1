import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Face, Fonts } from '../../src/graphics/fonts.ts'
import { facesFor, inRange, pageStyle } from '../../src/html/style.ts'

const face = (family: string, weight: number, unicodeRange: string): Face =>
  ({ family, weight, unicodeRange, bytes: new Uint8Array([1, 2, 3]) }) as unknown as Face
const fonts = {
  families: ['Latin One', 'Arabic One'],
  faces: [
    face('Latin One', 400, 'U+0000-00FF'),
    face('Latin One', 700, 'U+0000-00FF'),
    face('Latin One', 400, 'U+0100-02BA'),
    face('Arabic One', 400, 'U+0600-06FF, U+200C-200E'),
  ],
} as unknown as Fonts

describe('the fonts of a page', () => {
  it('are those that hold one of its characters, in every weight', () => {
    const of = (text: string) => facesFor(text, fonts).map((one) => `${one.family} ${one.weight} ${one.unicodeRange}`)
    expect(of('abc')).toEqual(['Latin One 400 U+0000-00FF', 'Latin One 700 U+0000-00FF'])
    expect(of('Ł')).toEqual(['Latin One 400 U+0100-02BA'])
    expect(of('مرحبا')).toEqual(['Arabic One 400 U+0600-06FF, U+200C-200E'])
    expect(of('')).toEqual([])
  })

  it('stand in the style sheet as data, so that nothing is fetched', () => {
    const style = pageStyle([], 'abc', fonts)
    expect(style.match(/@font-face/g)).toHaveLength(2)
    expect([...style.matchAll(/url\(([^)]*)\)/g)].map((match) => match[1])).toEqual(
      Array(2).fill('data:font/woff2;base64,AQID'),
    )
    expect(style).toContain(':root { --font: "Latin One", "Arabic One", sans-serif }')
  })
})

describe('the style sheet', () => {
  it('has the sheets in the order given, after the fonts, without comments and empty lines', () => {
    const style = pageStyle(['/* a\n */a {}\n\n\n', 'b {} /* for url(http://x) */'], 'x', fonts)
    expect(style.indexOf('a {}')).toBeGreaterThan(style.indexOf('@font-face'))
    expect(style.indexOf('b {}')).toBeGreaterThan(style.indexOf('a {}'))
    expect(style).not.toMatch(/\/\*|\n\n|http/)
  })
})

describe('inRange', () => {
  it('holds just what CSS says that a range holds', () => {
    const point = fc.integer({ min: 0, max: 0x10ffff })
    fc.assert(
      fc.property(point, point, point, (a, b, tried) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const range = `U+${from.toString(16).toUpperCase()}-${to.toString(16).toUpperCase()}`
        expect(inRange(range, tried)).toBe(tried >= from && tried <= to)
        expect(inRange(`U+${a.toString(16)}`, a)).toBe(true)
      }),
    )
  })
})
