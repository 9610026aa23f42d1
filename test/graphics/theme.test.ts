import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, luminance } from '../../src/graphics/contrast.ts'
import { colourIn } from '../../src/graphics/pairs.ts'
import { paint, readTheme, themeCss } from '../../src/graphics/theme.ts'
import type { Problem } from '../../src/problem.ts'
import { worldWith } from './model.ts'

const SHIPPED = 'templates/shared/theme.yaml'

async function read(files: Readonly<Record<string, string>> = {}, file = 'theme.yaml') {
  const problems: Problem[] = []
  const theme = await readTheme(file, worldWith(files), (one) => problems.push(one), 'own/theme.yaml')
  return { theme, problems }
}

async function shipped() {
  const { theme, problems } = await read({}, SHIPPED)
  if (!theme) throw new Error('no theme')
  return { theme, problems }
}

/** A theme with black words on white, and the other way round by night; `more` lines follow. */
const themed = (colours: string, contrast: string, more = '') => `colours:
  ground: { light: '#FFFFFF', dark: '#000000' }
  ink: { light: '#000000', dark: '#FFFFFF' }
${colours}
contrast:
  text: { ink: [ground] }
${contrast}
text: { size: 12, small: 11.4 }
${more}`

describe('the shipped theme', () => {
  it('keeps every contrast that it promises, on the light and the dark page', async () => {
    const { theme, problems } = await shipped()
    expect(problems).toEqual([])
    expect(theme.pairs.length).toBeGreaterThan(12)
  })

  it('has marks that differ by 3:1 from the page, and in lightness where they touch, so that grey print can be read', async () => {
    const { theme } = await shipped()
    for (const mode of ['light', 'dark', 'print'] as const) {
      const shade = (name: string) => colourIn(theme.colours, name, mode) ?? ''
      for (const mark of ['strong', 'soft', 'accent']) expect(contrast(shade(mark), shade('ground'))).toBeGreaterThan(3)
      for (const other of ['soft', 'accent']) expect(contrast(shade('strong'), shade(other))).toBeGreaterThan(3)
      expect(luminance(shade('strong'))).not.toBeCloseTo(luminance(shade('soft')), 1)
    }
  })

  it('gives each colour to the page: light, dark on a dark screen, and light on paper', async () => {
    const { theme } = await shipped()
    const [light = '', dark = '', ...more] = themeCss(theme).trim().split('\n')
    expect(light).toMatch(/^:root\{.*--colour-strong:#12436D.*\}$/)
    expect(dark).toMatch(/^@media screen and \(prefers-color-scheme:dark\)\{:root\{.*--colour-strong:#A5D0F3.*\}\}$/)
    expect(more).toEqual([])
    for (const css of [light, dark]) expect(css.match(/--colour-/g)).toHaveLength(Object.keys(theme.colours).length)
  })

  it('alone knows the night, in which it changes colours and nothing else', async () => {
    const { theme } = await shipped()
    const [, dark = ''] = themeCss(theme).split('\n')
    expect(dark).toMatch(/^@media [^{]*\{:root\{(--colour-[\w-]+:#[0-9A-F]{6};?)+\}\}$/)
    // A message has no variables, and is judged at each width of its own: accessibility/mail.test.ts.
    const styles = globSync('{templates,test/factsheets}/**/*.css').filter((path) => !path.includes('/mail/'))
    expect(styles.length).toBeGreaterThan(3)
    expect(styles.filter((path) => readFileSync(path, 'utf8').includes('prefers-color-scheme'))).toEqual([])
  })

  it('paints graphics with a property of the page, and has no paint for a colour that it does not know', async () => {
    const { theme } = await shipped()
    expect(paint('strong', theme)).toBe('var(--colour-strong, #12436D)')
    for (const name of ['strnog', 'constructor']) expect(paint(name, theme)).toBeUndefined()
  })
})

describe('a theme', () => {
  it('is refused with both colours, where each is written, the ratio and the needed one', async () => {
    const text = themed("  pale: { light: '#8A8A8A', dark: '#808080' }", '  mark: { pale: [ink] }').replace(
      'text: { ink: [ground] }',
      'text: { ink: [ground], pale: [ground] }',
    )
    const { problems } = await read({ 'theme.yaml': text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      code: 'theme-contrast',
      place: { file: 'theme.yaml', line: 4, column: 18 },
      also: [
        { file: 'theme.yaml', line: 2, column: 20 },
        { file: 'theme.yaml', line: 6, column: 33 },
      ],
    })
    expect(problems[0]?.message).toBe(
      'On the light page, pale (#8A8A8A) as text on ground (#FFFFFF) has a contrast of 3.45:1; text needs at least 4.5:1',
    )
  })

  it.each([
    ['text', '#777777', '4.47:1; text needs at least 4.5:1'],
    ['large-text', '#959595', '2.99:1; large text needs at least 3:1'],
    ['mark', '#959595', '2.99:1; what has a meaning needs at least 3:1'],
    ['focus', '#959595', '2.99:1; a focus ring needs at least 3:1'],
  ])('needs for %s what the guidelines say, and never rounds up to it', async (role, colour, said) => {
    const pairs = role === 'text' ? '' : `  ${role}: { pale: [ground] }`
    const text = themed(`  pale: { light: '${colour}', dark: '#FFFFFF' }`, pairs)
    const own = role === 'text' ? text.replace('ink: [ground]', 'ink: [ground], pale: [ground]') : text
    const { problems } = await read({ 'theme.yaml': own })
    expect(problems.map((one) => one.message)).toEqual([expect.stringContaining(said)])
  })

  it('is judged on a dark page and on paper too, on paper only where a colour has a shade of its own there', async () => {
    const dark = themed("  pale: { light: '#000000', dark: '#222222' }", '  mark: { pale: [ground] }')
    expect((await read({ 'theme.yaml': dark })).problems.map((one) => one.message)).toEqual([
      expect.stringMatching(/^On the dark page, pale \(#222222\)/),
    ])
    const paper = themed(
      "  pale: { light: '#000000', dark: '#FFFFFF', print: '#EEEEEE' }",
      '  mark: { pale: [ground] }',
    )
    const { theme, problems } = await read({ 'theme.yaml': paper })
    expect(problems).toMatchObject([{ place: { line: 4, column: 53 } }])
    expect(problems[0]?.message).toMatch(/^On paper, pale \(#EEEEEE\) beside ground \(#FFFFFF\)/)
    expect(theme && themeCss(theme)).toContain('@media print{:root{--colour-pale:#EEEEEE}}')
  })

  it('has no colour that escapes: each has a task or is said to have none, and each task has its colours', async () => {
    const text = themed(
      "  stray: { light: '#FF0000', dark: '#FF0000' }\n  rule: { light: '#EEEEEE', dark: '#111111' }",
      '  mark: { inkk: [ground] }',
      'decoration: [rule]',
    )
    const { problems } = await read({ 'theme.yaml': text })
    expect(problems).toMatchObject([
      { code: 'theme-colour-unknown', place: { line: 8 }, hint: expect.stringContaining('"ink"') },
      { code: 'theme-colour-unchecked', place: { line: 4, column: 3 } },
    ])
  })

  it('is refused with text below 8.5 points, and with colours that are not written as hexadecimal', async () => {
    const bad = "colours: { ground: { light: white, dark: '#000000' } }\ncontrast: {}\ntext: { size: 10, small: 9 }\n"
    const { theme, problems } = await read({ 'theme.yaml': bad })
    expect(theme).toBeNull()
    expect(problems.map((one) => one.place?.line)).toContain(3)
    expect(problems.map((one) => one.place?.line)).toContain(1)
  })
})

describe("a factsheet's own theme", () => {
  const shared = themed('', '')

  it('replaces single colours and adds new ones, and keeps all else', async () => {
    const own =
      "colours: { ink: { light: '#333333', dark: '#FFFFFF' }, sea: { light: '#005577', dark: '#88CCEE' } }\ncontrast: { mark: { sea: [ground] } }\n"
    const { theme, problems } = await read({ 'theme.yaml': shared, 'own/theme.yaml': own })
    expect(problems).toEqual([])
    expect(theme?.colours).toMatchObject({
      ground: { light: '#FFFFFF' },
      ink: { light: '#333333' },
      sea: { dark: '#88CCEE' },
    })
    expect(theme?.text).toEqual({ size: 12, small: 11.4 })
  })

  it('is held to the pairs of the shared one, and told of its own file', async () => {
    const own = "colours:\n  ink: { light: '#CCCCCC', dark: '#FFFFFF' }\n"
    const { problems } = await read({ 'theme.yaml': shared, 'own/theme.yaml': own })
    expect(problems).toMatchObject([
      {
        code: 'theme-contrast',
        place: { file: 'own/theme.yaml', line: 2 },
        also: [{ file: 'theme.yaml', line: 2 }, { line: 6 }],
      },
    ])
  })
})
