/** The style of a message: mail programs know no custom properties, and most read only what stands at an element itself. */
import { COLOUR_PROPERTY, type Theme } from '../graphics/theme.ts'

const COLOUR = new RegExp(`var\\(${COLOUR_PROPERTY}([\\w-]+)\\)`, 'g')
const FLAT_RULE = /([^{}@]+)\{([^{}]*)\}/g
const NESTED = /@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g

/**
 * The sheet in the light colours of the theme, and for dark screens each declaration of a colour once more: with
 * `!important`, since the light ones will stand at the elements.
 */
export function mailStyle(sheet: string, theme: Theme): string {
  const bare = sheet.replace(/\/\*[\s\S]*?\*\//g, '')
  const dark = [...bare.replace(NESTED, '').matchAll(FLAT_RULE)].flatMap(([, selector = '', body = '']) => {
    const coloured = body.split(';').filter((one) => one.includes(COLOUR_PROPERTY))
    if (coloured.length === 0) return []
    return [`${selector.trim()}{${coloured.map((one) => `${inMode(one.trim(), theme, 'dark')}!important`).join(';')}}`]
  })
  return `${inMode(bare, theme, 'light')}\n@media (prefers-color-scheme:dark){\n${dark.join('\n')}\n}\n`
}

function inMode(css: string, { colours }: Theme, mode: 'light' | 'dark'): string {
  return css.replace(COLOUR, (use, name: string) => colours[name]?.[mode] ?? use)
}
