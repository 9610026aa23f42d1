import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/format/language.ts'
import { makeLanguage } from '../../src/format/language.ts'
import { formatDay, formatMoment } from '../../src/format/moment.ts'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import { diskFiles } from '../../src/world.ts'
import { ar, de, en, fr, nl, textsIn, worldOf } from './fixtures.ts'

const files = diskFiles('.')

async function sharedTexts(language: Language): Promise<Texts> {
  const texts = await readTexts(['templates/shared/text'], [language], { ...worldOf({}), files }, () => undefined)
  return texts.get(language.code) as Texts
}

const at = (text: string) => Temporal.ZonedDateTime.from(text)
const eleven = at('2021-01-28T11:00[Europe/Brussels]')

describe('a moment', () => {
  it.each([
    [nl, 'donderdag 28 januari 2021 om 11.00\u00a0uur'],
    [fr, 'jeudi 28 janvier 2021 à 11\u00a0h\u00a000'],
    [de, 'Donnerstag, 28. Januar 2021 um 11.00\u00a0Uhr'],
    [en, 'Thursday, 28 January 2021 at 11:00'],
    [ar, 'الخميس، 28 يناير 2021 الساعة 11:00'],
  ] as const)('is told as $0.locale tells it', async (language, words) => {
    expect(formatMoment(eleven, await sharedTexts(language))).toBe(words)
  })

  it('writes the first of the month as the house style does', async () => {
    const first = at('2021-04-01T09:05[Europe/Brussels]')
    expect(formatMoment(first, await sharedTexts(fr))).toBe('jeudi 1er avril 2021 à 9\u00a0h\u00a005')
  })

  it('is the one on the clocks of its own zone', async () => {
    const late = at('2021-01-28T23:30[America/New_York]')
    expect(formatMoment(late, await sharedTexts(nl))).toBe('donderdag 28 januari 2021 om 23.30\u00a0uur')
    const there = late.withTimeZone('Europe/Brussels')
    expect(formatMoment(there, await sharedTexts(nl))).toBe('vrijdag 29 januari 2021 om 5.30\u00a0uur')
  })

  it('has the digits of the language in its time as in its date', async () => {
    const egyptian = makeLanguage('ar', { locale: 'ar-EG', style: 'cldr' })
    expect(formatMoment(eleven, await sharedTexts(egyptian))).toMatch(/٢٨ .* ١١:٠٠$/)
  })

  it('is spelled by a message, which a factsheet may have otherwise', async () => {
    const texts = await textsIn(nl, 'calendar: { moment: "{date} ({hour}u{minute})" }')
    expect(formatMoment(eleven, texts)).toBe('donderdag 28 januari 2021 (11u00)')
  })
})

describe('the day of a moment', () => {
  it('is the one that it is in the zone', () => {
    const instant = Temporal.Instant.from('2021-01-31T23:30:00Z')
    expect(formatDay(instant, 'Europe/Brussels', fr)).toBe('1er février 2021')
    expect(formatDay(instant, 'America/New_York', fr)).toBe('31 janvier 2021')
  })
})
