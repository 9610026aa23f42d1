import { describe, expect, it } from 'vitest'
import { readTheme } from '../../src/graphics/theme.ts'
import { readBodies } from '../../src/send/stationery.ts'
import { mailStyle } from '../../src/send/style.ts'
import { quietWorld } from '../e2e/drafting.ts'
import { TOOL } from '../e2e/project.ts'
import { listener, memoryWorld } from '../memory-world.ts'
import { messageTo, someone, stationery, upTo } from './letters.ts'

const themeOf = async () => {
  const theme = await readTheme('templates/shared/theme.yaml', quietWorld(TOOL), () => undefined)
  if (!theme) throw new Error('no theme')
  return theme
}

async function own(files: Readonly<Record<string, string>>) {
  const theme = await themeOf()
  const shared = await stationery()
  const { tell, codes, problems } = listener()
  const named = Object.fromEntries(Object.entries(files).map(([name, text]) => [`own/mail/${name}`, text]))
  const bodies = await readBodies(['own'], theme, memoryWorld(named), tell)
  const pages = new Map([...shared.templates.pages, ...bodies.templates.pages])
  return { on: { ...shared, templates: { ...bodies.templates, pages }, style: bodies.style }, codes, problems }
}
const messageOf = async (on: Awaited<ReturnType<typeof stationery>>) =>
  Buffer.from((await messageTo(someone(), on)).eml)
    .toString('latin1')
    .replaceAll('=\r\n', '')

describe("a factsheet's own templates of messages", () => {
  it('take the place of the shared ones, with messages and values of their own', async () => {
    const { on, codes } = await own({
      'message.hbs': '{{#sides}}<p>{{title}}: {{plain "mail.leave"}}</p>{{/sides}}',
      'message.text.hbs': '{{#sides}}{{title}} & {{values.date}}{{/sides}}',
    })
    expect(codes()).toEqual([])
    const raw = await messageOf(on)
    expect(raw).toContain('<p>27.182 Fietstellingen in 2023: Uitschrijven</p>')
    expect(raw).toContain('27.182 Fietstellingen in 2023 & 12 februari 2024')
  })

  it('are told what they ask for and is not there, with its place', async () => {
    const { on } = await own({ 'message.text.hbs': 'fine\n{{#sides}}{{titel}}{{/sides}}' })
    await expect(messageOf(on)).rejects.toMatchObject({
      problems: [{ code: 'unknown-name', place: { file: 'own/mail/message.text.hbs', line: 2 } }],
    })
  })

  it('may not write where escaping does not help; in text nothing needs it', async () => {
    const { codes } = await own({ 'message.hbs': '<p {{title}}></p>{{{title}}}', 'message.text.hbs': '<p {{title}}' })
    expect(codes()).toEqual(['template-unsafe-place', 'template-unsafe-place'])
  })
})

describe('the style of a message', () => {
  it('has its colours from the theme, written at the elements, and darker ones for who reads in the dark', async () => {
    const { colours } = await themeOf()
    const raw = (await messageOf(await stationery(upTo(1)))).replaceAll('=3D', '=')
    expect(raw).toContain(`color: ${colours['brand']?.light}; font-size: 26px`)
    expect(raw).toMatch(new RegExp(`prefers-color-scheme:dark[\\s\\S]*color: ${colours['brand']?.dark}!important`))
    expect(raw).not.toContain('var(')
  })

  it('repeats nothing but colours for the dark, and leaves other conditions as they are', async () => {
    const theme = { ...(await themeOf()), colours: { ink: { light: '#000000', dark: '#FFFFFF' } } }
    const css = mailStyle(
      'p { margin: 0; color: var(--colour-ink) }\n@media print { p { color: var(--colour-ink) } }',
      theme,
    )
    expect(css).toContain('@media print { p { color: #000000 } }')
    expect(css.split('prefers-color-scheme:dark')[1]).toBe('){\np{color: #FFFFFF!important}\n}\n')
  })

  it('is told a colour that is written out, or unknown', async () => {
    const { codes } = await own({ 'style.css': 'p { color: #123456; background: var(--colour-inkt) }' })
    expect(codes()).toEqual(['style-fixed-colour', 'style-colour-unknown'])
  })
})
