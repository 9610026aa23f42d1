import { describe, expect, it } from 'vitest'
import type { Figure, Figures } from '../../src/figures/figure.ts'
import type { Language } from '../../src/format/language.ts'
import { messageValues } from '../../src/format/values.ts'
import { figure, fr, nl, textsIn } from './fixtures.ts'

const NAMES = `names:
  country:
    BR: { name: Brésil, to: au Brésil }
    GE: { name: Géorgie, to: en Géorgie, from: de Géorgie }
`

async function values(named: Readonly<Record<string, Figure>>, language: Language = fr, edition = '2020') {
  const figures: Figures = { edition, area: null, tables: new Map(), named: new Map(Object.entries(named)) }
  return messageValues(figures, await textsIn(language, NAMES))
}

const at = (...codes: readonly string[]) =>
  codes.map((code) => ({ dimension: 'country', dimensionKind: 'region' as const, code }))
const month = (code: string) => ({ dimension: 'period', dimensionKind: 'month' as const, code })

describe('the edition', () => {
  it('can be named, and the one before it', async () => {
    expect(await values({})).toEqual({ edition: '2020', previous_edition: '2019' })
  })

  it('of a month is named as one', async () => {
    expect(await values({}, nl, '2020-04')).toEqual({ edition: 'april 2020', previous_edition: 'april 2019' })
  })
})

describe('a change', () => {
  const change = (value: number | null) => figure(value, { id: 'change', unit: 'percent', signed: true })

  it.each([
    [12, 'up', '12'],
    [-24, 'down', '24'],
    [0, 'same', '0'],
  ])('of %d has a direction, and a size without its sign', async (value, direction, size) => {
    const { change_direction, change_size } = await values({ change: change(value) })
    expect(change_direction).toBe(direction)
    expect(change_size).toMatchObject({ signed: false })
    expect((change_size as Figure).rounded?.toFixed()).toBe(size)
  })

  it('that rounds to nothing has no direction', async () => {
    expect((await values({ change: change(-0.4) })).change_direction).toBe('same')
  })

  it('that is not there leaves out every sentence that speaks of it', async () => {
    expect(await values({ change: change(null) })).toMatchObject({
      change: null,
      change_direction: null,
      change_size: null,
    })
  })
})

describe('a highest or lowest figure', () => {
  it('has the name of its row', async () => {
    expect(await values({ first: figure(480, { at: at('BR') }) })).toMatchObject({
      first_at: 'Brésil',
      first_to: 'au Brésil',
    })
  })

  it('has all names when several are tied, and only forms that all of them have', async () => {
    const tied = await values({ first: figure(480, { at: at('BR', 'GE') }) })
    expect(tied).toMatchObject({ first_at: 'Brésil et Géorgie', first_to: 'au Brésil et en Géorgie' })
    expect(tied).not.toHaveProperty('first_from')
  })

  it('names a month of a year without its year', async () => {
    const lowest = figure(61, { at: [month('2020-04')] })
    expect((await values({ lowest }, nl)).lowest_at).toBe('april')
    expect((await values({ lowest }, nl, '2020-04')).lowest_at).toBe('april 2020')
  })

  it('that stands in no row has no name', async () => {
    expect(await values({ total: figure(1847) })).not.toHaveProperty('total_at')
  })
})

describe('values', () => {
  it('are made once for the same figures and texts', async () => {
    const figures: Figures = { edition: '2020', area: null, tables: new Map(), named: new Map() }
    const texts = await textsIn(nl, NAMES)
    expect(messageValues(figures, texts)).toBe(messageValues(figures, texts))
    expect(messageValues(figures, await textsIn(fr, NAMES))).not.toBe(messageValues(figures, texts))
  })
})
