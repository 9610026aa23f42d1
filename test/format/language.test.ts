import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LanguageSpec, makeLanguage } from '../../src/format/language.ts'
import { Refusal } from '../../src/problem.ts'
import { ar, fr, nl } from './fixtures.ts'

describe('a language', () => {
  it('takes the house style of its own language', () => {
    expect(fr.style).toMatchObject({
      group: '.',
      decimal: ',',
      minus: '−',
      percentSpace: '\u00a0',
      firstOrdinal: '1er',
    })
    expect(nl.style.firstOrdinal).toBeNull()
  })

  it('knows its direction', () => {
    expect([nl.direction, ar.direction]).toEqual(['ltr', 'rtl'])
  })

  it('leaves to CLDR what a house style does not decide', () => {
    const english = makeLanguage('en', { locale: 'en-GB', style: 'be-federal' })
    expect(english.style).toMatchObject({ group: null, decimal: null, rangeDash: '–' })
  })

  it('lays the changes of the definition over the base', () => {
    const style = { base: 'be-federal', percentSpace: '', group: undefined }
    expect(makeLanguage('fr', { locale: 'fr-BE', style }).style).toMatchObject({ group: '.', percentSpace: '' })
  })

  it('is as CLDR has it when no style is declared', () => {
    const spec = LanguageSpec.parse({ locale: 'fr-BE' })
    expect(makeLanguage('fr', spec).style.group).toBeNull()
  })

  it.each(['zz', 'nl_BE', 'qq-BE', ''])(
    'refuses the unknown locale "%s" instead of falling back to English',
    (locale) => {
      expect(LanguageSpec.safeParse({ locale }).success).toBe(false)
      expect(() => makeLanguage('xx', { locale, style: 'cldr' })).toThrow(Refusal)
    },
  )

  it('refuses a house style that does not exist', () => {
    expect(LanguageSpec.safeParse({ locale: 'nl-BE', style: 'be-federaal' }).success).toBe(false)
  })

  it('describes itself as a JSON Schema for editors', () => {
    expect(JSON.stringify(z.toJSONSchema(LanguageSpec, { io: 'input' }))).toContain('be-federal')
  })
})
