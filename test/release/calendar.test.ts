import { describe, expect, it } from 'vitest'
import { type Calendar, NO_CALENDAR, readCalendar } from '../../src/release/calendar.ts'
import { listener, memoryWorld } from '../memory-world.ts'

interface Read {
  readonly calendar: Calendar | null
  readonly codes: readonly string[]
  /** `line:column message (hint)`. */
  readonly told: readonly string[]
}

async function readFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Read> {
  const { tell, problems, codes } = listener()
  const calendar = await readCalendar('data/returns', ['nl', 'fr'], memoryWorld(files), tell)
  const told = problems.map(
    ({ place, message, hint }) => `${place?.line}:${place?.column} ${message}${hint ? ` (${hint})` : ''}`,
  )
  return { calendar, codes: codes(), told }
}

const read = (text: string) => readFiles({ 'data/returns/calendar.yaml': text })

/** A calendar in Brussels with one line for each edition; the first is line 3. */
const editions = (...lines: readonly string[]) =>
  read(['zone: Europe/Brussels', 'editions:', ...lines.map((line) => `  ${line}`)].join('\n'))

const WHY = 'reason: { nl: Later klaar., fr: Prêt plus tard. }'

describe('a calendar', () => {
  it('holds the announced moments in its zone', async () => {
    const { calendar, codes } = await editions('2020: { at: 2021-01-28T11:00, status: announced }')
    expect(codes).toEqual([])
    const announced = calendar?.announcements.get('2020')
    expect(announced?.at?.toString()).toBe('2021-01-28T11:00:00+01:00[Europe/Brussels]')
    expect(announced).toMatchObject({ edition: '2020', status: 'announced', from: null, reason: {} })
    expect(announced?.place).toEqual({ file: 'data/returns/calendar.yaml', line: 3, column: 3 })
    expect(calendar?.zone).toBe('Europe/Brussels')
    expect(calendar?.late.toString()).toBe('PT4H')
  })

  it('reads a postponement with its old date and its reason', async () => {
    const { calendar } = await editions(
      `2021: { at: 2022-01-27T11:00:30, from: 2022-01-20T11:00, status: postponed, ${WHY} }`,
    )
    const postponed = calendar?.announcements.get('2021')
    expect(postponed?.at?.toPlainTime().toString()).toBe('11:00:30')
    expect(postponed?.from?.toPlainDate().toString()).toBe('2022-01-20')
    expect(postponed?.reason).toEqual({ nl: 'Later klaar.', fr: 'Prêt plus tard.' })
  })

  it('is in the order of its dates, months and years alike, with what has no date last', async () => {
    const { calendar, codes } = await editions(
      `2019: { status: cancelled, ${WHY} }`,
      '2021: { at: 2022-01-27T11:00, status: announced }',
      '2020: { at: 2021-01-28T11:00, status: published }',
      '2021-04: { at: 2021-05-12T11:00, status: announced }',
      `2018: { from: 2019-01-20T11:00, status: postponed, ${WHY} }`,
    )
    expect(codes).toEqual([])
    expect([...(calendar?.announcements.keys() ?? [])]).toEqual(['2020', '2021-04', '2021', '2018', '2019'])
  })

  it('says how long a publication may take', async () => {
    const { calendar } = await read('zone: Europe/Brussels\nlate: P1D\neditions: {}')
    expect(calendar?.late.toString()).toBe('P1D')
  })

  it('may be absent, and then announces nothing', async () => {
    const { calendar, codes } = await readFiles({ 'data/returns/returns.csv': '', 'data/returns/notes.yaml': '' })
    expect(calendar).toBe(NO_CALENDAR)
    expect(codes).toEqual([])
  })

  it.each(['calendar.yml', 'calender.yaml', 'Calendar.yaml'])(
    'is not taken for absent when it is called %s',
    async (name) => {
      const { calendar, codes } = await readFiles({ [`data/returns/${name}`]: 'zone: Europe/Brussels' })
      expect(calendar).toBeNull()
      expect(codes).toEqual(['calendar-misnamed'])
    },
  )

  it('is refused when its accents cannot be read', async () => {
    const { calendar, codes } = await readFiles({ 'data/returns/calendar.yaml': Uint8Array.of(0x7a, 0xe9) })
    expect(calendar).toBeNull()
    expect(codes).toEqual(['text-not-utf8'])
  })
})

describe('the zone of a calendar', () => {
  it.each([
    ['Europe/Brussel', 'did you mean "Europe/Brussels"?'],
    ['Brussels', 'did you mean "Europe/Brussels"?'],
    ['europe/brussels', 'did you mean "Europe/Brussels"?'],
    ['New York', 'did you mean "America/New_York"?'],
    ['"+01:00"', 'write a continent and a city of the IANA list, such as Europe/Lisbon'],
  ])('%s is refused with what was meant', async (zone, hint) => {
    const { calendar, told } = await read(`editions: {}\nzone: ${zone}`)
    expect(calendar).toBeNull()
    expect(told).toEqual([`2:7 There is no time zone "${zone.replaceAll('"', '')}" (${hint})`])
  })

  it.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta'])('%s is one', async (zone) => {
    expect((await read(`zone: ${zone}\neditions: {}`)).calendar?.zone).toBe(zone)
  })

  it('is required', async () => {
    expect((await read('editions: {}')).told).toEqual(['1:1 zone is missing'])
  })
})

describe('the shape of a calendar', () => {
  it.each([
    [
      '2020: { at: 2021-01-28T11:00, statos: announced }',
      ['3:3 editions.2020.status is missing', '3:33 Unknown key "statos" in editions.2020 (did you mean "status"?)'],
    ],
    [
      '2020: { at: 2021-01-28T11:00, status: anounced }',
      ['3:41 editions.2020.status: must be one of: announced, postponed, published, cancelled'],
    ],
    [
      '2020-1: { at: 2021-01-28T11:00, status: announced }',
      ['3:3 editions.2020-1: an edition is a year such as 2020, or a month such as 2020-04'],
    ],
  ])('%s is corrected', async (line, told) => {
    const { calendar, told: all } = await editions(line)
    expect(calendar).toBeNull()
    expect([...all].sort()).toEqual([...told].sort())
  })

  it.each(['four hours', 'PT-4H', '-PT4H', 'P1M', '4'])('has no length "%s"', async (late) => {
    const { told } = await read(`zone: Europe/Brussels\nlate: "${late}"\neditions: {}`)
    expect(told).toEqual([
      '2:7 late: must be a length of time in ISO 8601, such as PT4H for four hours or P1D for a day',
    ])
  })

  it('announces each edition once, with or without quotes', async () => {
    const { calendar, codes } = await editions(
      '2020: { at: 2021-01-28T11:00, status: announced }',
      '"2020": { at: 2021-01-21T11:00, status: announced }',
    )
    expect(calendar).toBeNull()
    expect(codes).toEqual(['file-not-readable-as-yaml'])
  })

  it('is checked to the end: all problems are told at once', async () => {
    const { codes } = await editions(
      '2020: { status: announced }',
      '2021: { at: tomorrow, status: announced }',
      '2022: { status: cancelled }',
    )
    expect(codes).toEqual(['announcement-incomplete', 'time-malformed', 'announcement-incomplete'])
  })
})

describe('what a status needs', () => {
  const codesAndKeys = async (line: string) => (await editions(line)).told.map((one) => one.replace(/ \(.*/, ''))

  it.each([
    ['{ status: announced }', ['3:3 Edition 2020 is announced, but its `at` is missing']],
    ['{ status: published }', ['3:3 Edition 2020 is published, but its `at` is missing']],
    ['{ status: cancelled }', ['3:3 Edition 2020 is cancelled, but its `reason` is missing']],
    [
      '{ status: postponed, at: 2021-01-28T11:00 }',
      [
        '3:3 Edition 2020 is postponed, but its `from` is missing',
        '3:3 Edition 2020 is postponed, but its `reason` is missing',
      ],
    ],
    [
      `{ status: announced, at: 2021-01-28T11:00, from: 2021-01-21T11:00, ${WHY} }`,
      [
        '3:52 Edition 2020 is announced, which goes without `from`',
        '3:76 Edition 2020 is announced, which goes without `reason`',
      ],
    ],
    [
      '{ status: published, at: 2021-01-28T11:00, from: 2021-01-21T11:00 }',
      ['3:3 Edition 2020 is published, but its `reason` is missing'],
    ],
  ])('2020: %s is refused', async (entry, told) => {
    expect(await codesAndKeys(`2020: ${entry}`)).toEqual(told)
  })

  it.each([
    `{ status: postponed, from: 2021-01-21T11:00, ${WHY} }`,
    `{ status: published, at: 2021-01-28T11:00, from: 2021-01-21T11:00, ${WHY} }`,
    `{ status: cancelled, at: 2021-01-28T11:00, ${WHY} }`,
  ])('2020: %s is enough', async (entry) => {
    expect(await codesAndKeys(`2020: ${entry}`)).toEqual([])
  })

  it('is a reason in every language, of which none is empty and none unknown', async () => {
    const postponed = (reason: string) =>
      editions(`2020: { status: postponed, from: 2021-01-21T11:00, reason: ${reason} }`)
    expect((await postponed('{ nl: Later klaar. }')).told).toEqual([
      '3:54 The reason given for edition 2020 is missing in fr (write it in every language of the factsheet: readers of each are told it)',
    ])
    expect((await postponed('{ nl: Later klaar., fr: " " }')).told).toEqual([
      '3:86 editions.2020.reason.fr: must not be empty',
    ])
    expect((await postponed('{ nl: Later., fr: Tard., fe: Tard. }')).told).toEqual([
      '3:87 This factsheet has no language "fe" (did you mean "fr"?)',
    ])
    expect((await postponed('{}')).told[0]).toMatch('missing in nl and fr')
  })

  it.each(['2021-01-21T11:00', '2021-01-14T11:00'])('postpones to a later moment, and not to %s', async (at) => {
    const { calendar, told } = await editions(`2020: { status: postponed, from: 2021-01-21T11:00, at: ${at}, ${WHY} }`)
    expect(calendar).toBeNull()
    expect(told).toEqual([
      `3:58 Edition 2020 is postponed from 2021-01-21T11:00 to ${at}, which is not later (\`from\` is the old moment, \`at\` the new one)`,
    ])
  })
})
