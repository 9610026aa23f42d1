import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/format/language.ts'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import { type Calendar, readCalendar } from '../../src/release/calendar.ts'
import { calendarFeed } from '../../src/release/icalendar.ts'
import { diskFiles } from '../../src/world.ts'
import { ar, fr, nl, worldOf } from '../format/fixtures.ts'
import { listener, memoryWorld } from '../memory-world.ts'

const CALENDAR = `
zone: Europe/Brussels
editions:
  2018: { status: cancelled, reason: { nl: Geen bron., fr: Pas de source., ar: لا مصدر. } }
  2019: { status: cancelled, at: 2020-01-30T11:00, reason: { nl: Geen bron., fr: Pas de source., ar: لا مصدر. } }
  2020: { status: announced, at: 2021-07-28T11:00 }
  2021:
    status: postponed
    from: 2022-01-20T11:00
    at: 2022-01-27T11:00
    reason:
      nl: |
        Eén bestand kwam te laat; drie andere, met de cijfers per maand, worden nog nagekeken.
        Zie C:\\cijfers
      fr: Un fichier est arrivé en retard.
      ar: وصل أحد الملفات متأخرًا، وما زالت ثلاثة ملفات أخرى تحتوي على الأرقام الشهرية قيد المراجعة.
  2022: { status: postponed, from: 2023-01-20T11:00, reason: { nl: Later., fr: Tard., ar: متأخر. } }
  2023:
    status: cancelled
    from: 2024-01-20T11:00
    reason: { nl: Geen bron., fr: Pas de source., ar: لا مصدر. }
`
const TITLES: Readonly<Record<string, string>> = {
  nl: 'Vrijwillige terugkeer, asiel; migratie',
  fr: 'Retours volontaires',
  ar: 'العودة الطوعية',
}

async function calendar(): Promise<Calendar> {
  const { tell, problems } = listener()
  const world = memoryWorld({ 'data/x/calendar.yaml': CALENDAR })
  const read = await readCalendar('data/x', ['nl', 'fr', 'ar'], world, tell)
  expect(problems).toEqual([])
  return read as Calendar
}

async function feed(language: Language): Promise<string> {
  const world = { ...worldOf({}), files: diskFiles('.') }
  const texts = (await readTexts(['templates/shared/text'], [language], world, () => undefined)).get(language.code)
  const title = TITLES[language.code] ?? ''
  return calendarFeed(await calendar(), {
    stamp: Temporal.Instant.from('2021-01-04T09:00:00.5Z'),
    title,
    titleOf: (edition) => `${title} ${edition}`,
    uid: (edition) => `returns-${edition}@agency.example`,
    texts: texts as Texts,
  })
}

interface Property {
  readonly name: string
  readonly parameters: string
  readonly value: string
}

/** Reads a feed as RFC 5545 says: unfolded, divided at the first colon, unescaped. */
function properties(text: string): readonly Property[] {
  const lines = text.replaceAll('\r\n ', '').split('\r\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => {
    const [, name = '', parameters = '', raw = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/s.exec(line) ?? []
    const value = raw.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one))
    return { name, parameters, value }
  })
}

/** The events of a feed by the year in their UID. */
function events(text: string): ReadonlyMap<string, Readonly<Record<string, Property>>> {
  const all: Record<string, Property>[] = []
  for (const property of properties(text)) {
    if (property.name === 'BEGIN' && property.value === 'VEVENT') all.push({})
    const last = all.at(-1)
    if (last) last[property.name] ??= property
  }
  return new Map(all.map((one) => [one['UID']?.value.match(/\d{4}/)?.[0] ?? '', one]))
}

const told = (text: string, edition: string, name: string) => events(text).get(edition)?.[name]?.value

describe('a feed of the calendar', () => {
  it('is one that is published, and names itself in its language', async () => {
    const head = properties(await feed(fr)).slice(0, 6)
    expect(head.map(({ name, value }) => `${name}:${value}`)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Diptych//Release calendar//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Calendrier des publications\u00a0: Retours volontaires',
    ])
    expect(properties(await feed(fr)).at(-1)).toMatchObject({ name: 'END', value: 'VCALENDAR' })
  })

  it('has an event for each edition with a date, in their order', async () => {
    expect([...events(await feed(nl)).keys()]).toEqual(['2019', '2020', '2021', '2023'])
  })

  it('has the same events at the same moments in every language', async () => {
    const bare = (text: string) =>
      [...events(text).values()].map(({ UID, DTSTART, STATUS, SEQUENCE }) => [UID, DTSTART, STATUS, SEQUENCE])
    expect(bare(await feed(nl))).toEqual(bare(await feed(fr)))
  })

  it('is the same each time', async () => {
    expect(await feed(nl)).toBe(await feed(nl))
  })
})

describe('an event', () => {
  it('is at its moment in UTC, in summer and in winter, and has no end', async () => {
    const text = await feed(nl)
    expect(told(text, '2020', 'DTSTART')).toBe('20210728T090000Z')
    expect(told(text, '2021', 'DTSTART')).toBe('20220127T100000Z')
    expect(text).not.toMatch(/DTEND|DURATION/)
  })

  it('bears the stamp that it is given, and a name for ever', async () => {
    const text = await feed(nl)
    expect(told(text, '2020', 'DTSTAMP')).toBe('20210104T090000Z')
    expect(told(text, '2020', 'UID')).toBe('returns-2020@agency.example')
  })

  it('is told in its language, which it names', async () => {
    const one = events(await feed(nl)).get('2020')
    expect(one?.['SUMMARY']).toMatchObject({
      parameters: ';LANGUAGE=nl-BE',
      value: 'Publicatie: Vrijwillige terugkeer, asiel; migratie 2020',
    })
    expect(one).not.toHaveProperty('DESCRIPTION')
  })

  it('says what it was postponed from and why, and takes the place of the one before', async () => {
    const text = await feed(nl)
    expect(told(text, '2021', 'STATUS')).toBe('CONFIRMED')
    expect([told(text, '2020', 'SEQUENCE'), told(text, '2021', 'SEQUENCE')]).toEqual(['0', '1'])
    expect(told(text, '2021', 'DESCRIPTION')).toBe(
      'Uitgesteld; oorspronkelijk aangekondigd voor donderdag 20 januari 2022 om 11.00\u00a0uur. Reden: Eén bestand kwam te laat; drie andere, met de cijfers per maand, worden nog nagekeken.\nZie C:\\cijfers',
    )
  })

  it('says that it is cancelled and why, at the date that it had last', async () => {
    const text = await feed(fr)
    expect(told(text, '2019', 'STATUS')).toBe('CANCELLED')
    expect(told(text, '2019', 'SEQUENCE')).toBe('1')
    expect(told(text, '2019', 'DESCRIPTION')).toBe('Cette publication est annulée. Motif\u00a0: Pas de source.')
    expect([told(text, '2023', 'DTSTART'), told(text, '2023', 'SEQUENCE')]).toEqual(['20240120T100000Z', '2'])
  })
})

describe('the lines of a feed', () => {
  it.each([nl, fr, ar])(
    'end as they must and have 75 bytes at most, with every character whole: $locale',
    async (language) => {
      const text = await feed(language)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      const lines = text.split('\r\n')
      expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(0)
      expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeGreaterThan(70)
      for (const line of lines) expect(line.isWellFormed()).toBe(true)
    },
  )

  it('hide what would end a value', async () => {
    const raw = (await feed(nl)).replaceAll('\r\n ', '')
    expect(raw).toContain('Vrijwillige terugkeer\\, asiel\\; migratie 2020')
    expect(raw).toContain('nagekeken.\\nZie C:\\\\cijfers')
  })
})
