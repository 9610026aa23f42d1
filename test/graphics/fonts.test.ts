import { beforeAll, describe, expect, it } from 'vitest'
import { type Fonts, readFonts } from '../../src/graphics/fonts.ts'
import type { Problem } from '../../src/problem.ts'
import { worldWith } from './model.ts'

async function read(files: Readonly<Record<string, string>> = {}, file = 'templates/shared/fonts.yaml') {
  const problems: Problem[] = []
  const fonts = await readFonts(file, worldWith(files), (one) => problems.push(one))
  return { fonts, problems }
}

const one = (packageName: string, weight: number) =>
  `families:\n  - family: Some Font\n    package: '${packageName}'\n    weights: [${weight}]\n    subsets: [latin]\n`

describe('fonts', () => {
  let fonts: Fonts
  beforeAll(async () => {
    const read_ = await read()
    if (!read_.fonts) throw new Error(JSON.stringify(read_.problems))
    fonts = read_.fonts
  })

  it('measures a text as a browser sets it, with kerning', () => {
    // What getComputedTextLength gives in Chromium 153, at 1200 px and divided by a hundred.
    expect(fonts.width('République démocratique', 12, 400)).toBeCloseTo(130.476, 2)
    expect(fonts.width('République démocratique', 12, 600)).toBeCloseTo(133.848, 2)
    expect(fonts.width('BR شهريا 12', 12, 700)).toBeCloseTo(63.504, 2)
    expect(fonts.width('AV', 100, 400)).toBeLessThan(fonts.width('A', 100, 400) + fonts.width('V', 100, 400))
  })

  it('grows with the size and is zero for nothing', () => {
    expect(fonts.width('1.847', 24, 400)).toBeCloseTo(2 * fonts.width('1.847', 12, 400), 6)
    expect(fonts.width('', 12, 400)).toBe(0)
  })

  it('falls back from family to family, and shapes Arabic', () => {
    const joined = fonts.width('شهريا', 12, 400)
    const apart = [...'شهريا'].reduce((sum, letter) => sum + fonts.width(letter, 12, 400), 0)
    expect(joined).toBeGreaterThan(10)
    expect(joined).toBeLessThan(apart)
    expect(fonts.width('BR شهريا', 12, 400)).toBeGreaterThan(joined)
  })

  it('gives a note mark whose number is not known yet the width of a number in brackets', () => {
    expect(fonts.width('\uE003', 12, 400)).toBe(fonts.width('(1)', 12, 400))
    expect(fonts.missing('\uE003')).toEqual([])
  })

  it('has the characters of house styles, and says which it does not have', () => {
    expect(fonts.missing('−23,9 % 1.847–1 847 « l’Égypte » Ğ œ شهريا')).toEqual([])
    expect(fonts.missing('東京 1')).toEqual(['東', '京'])
  })

  it('refuses a family or weight that is not installed, naming the file', async () => {
    const unknown = await read({ 'fonts.yaml': one('@fontsource/no-such-font', 400) }, 'fonts.yaml')
    expect(unknown.fonts).toBeNull()
    expect(unknown.problems).toMatchObject([{ code: 'font-missing', place: { file: 'fonts.yaml', line: 2 } }])
    const weight = await read({ 'fonts.yaml': one('@fontsource/source-sans-3', 450) }, 'fonts.yaml')
    expect(weight.problems[0]?.message).toContain('source-sans-3-latin-450-normal.woff2')
  })

  it('refuses a font file that is damaged', async () => {
    const file = 'node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2'
    const damaged = await read(
      { 'fonts.yaml': one('@fontsource/source-sans-3', 400), [file]: 'not a font' },
      'fonts.yaml',
    )
    expect(damaged.fonts).toBeNull()
    expect(damaged.problems).toMatchObject([{ code: 'font-not-readable' }])
  })
})
