import { describe, expect, it } from 'vitest'
import { contrast, luminance } from '../../src/graphics/contrast.ts'
import { paint, readTheme, themeCss } from '../../src/graphics/theme.ts'
import type { Problem } from '../../src/problem.ts'
import { worldWith } from './model.ts'

async function read(file: string, files: Readonly<Record<string, string>> = {}) {
  const problems: Problem[] = []
  const theme = await readTheme(file, worldWith(files), (one) => problems.push(one))
  return { theme, problems }
}

const SHIPPED = 'templates/shared/theme.yaml'

describe('theme', () => {
  it('keeps every contrast that it promises, on the light and the dark page', async () => {
    const { theme, problems } = await read(SHIPPED)
    expect(problems).toEqual([])
    expect(theme?.contrast.length).toBeGreaterThan(5)
  })

  it('has marks that differ by 3:1 from the page, and in lightness where they touch, so that grey print can be read', async () => {
    const { theme } = await read(SHIPPED)
    for (const ground of ['light', 'dark'] as const) {
      const shade = (name: string) => theme?.colours[name]?.[ground] ?? ''
      for (const mark of ['strong', 'soft', 'accent']) expect(contrast(shade(mark), shade('ground'))).toBeGreaterThan(3)
      for (const other of ['soft', 'accent']) expect(contrast(shade('strong'), shade(other))).toBeGreaterThan(3)
      expect(luminance(shade('strong'))).not.toBeCloseTo(luminance(shade('soft')), 1)
    }
  })

  it('refuses a pair that is too pale, with the place of the pair', async () => {
    const pale = `
colours:
  ground: { light: '#FFFFFF', dark: '#000000' }
  ink: { light: '#DDDDDD', dark: '#FFFFFF' }
contrast:
  - { pair: [ink, ground], least: 4.5 }
text: { size: 12, small: 11.4 }
`
    const { problems } = await read('theme.yaml', { 'theme.yaml': pale })
    expect(problems).toMatchObject([{ code: 'theme-contrast', place: { file: 'theme.yaml', line: 6 } }])
    expect(problems[0]?.message).toContain('light page')
  })

  it('refuses text below 8.5 points and colours that are not written as hexadecimal', async () => {
    const bad = "colours: { ground: { light: white, dark: '#000000' } }\ncontrast: []\ntext: { size: 10, small: 9 }\n"
    const { theme, problems } = await read('theme.yaml', { 'theme.yaml': bad })
    expect(theme).toBeNull()
    expect(problems.map((one) => one.place?.line)).toContain(3)
    expect(problems.map((one) => one.place?.line)).toContain(1)
  })

  it('paints with a property of the page, and gives it a value for screen, dark screen and paper', async () => {
    const { theme } = await read(SHIPPED)
    if (!theme) throw new Error('no theme')
    expect(paint('strong', theme)).toBe('var(--graphic-strong, #12436D)')
    expect(paint('strnog', theme)).toBeUndefined()
    const css = themeCss(theme)
    expect(css).toContain('--graphic-strong:#12436D')
    expect(css).toContain('@media screen and (prefers-color-scheme:dark)')
  })
})
