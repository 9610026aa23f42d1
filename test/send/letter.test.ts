import { describe, expect, it } from 'vitest'
import type { Version } from '../../src/release/version.ts'
import { planMail, type Recipient } from '../../src/send/letter.ts'
import { setOf, someone, stationery, upTo, version } from './letters.ts'

const had = (number: number, more: Partial<Recipient['received'] & object> = {}) => ({
  received: { version: number, languages: ['nl'], messageIds: [`<${number}@example.org>`], ...more },
})

async function plan(versions: readonly Version[], ...recipients: readonly Partial<Recipient>[]) {
  const on = await stationery(versions)
  return planMail(
    on,
    recipients.map((one) => someone(one)),
  )
}
const purposes = async (...args: Parameters<typeof plan>) => (await plan(...args)).map(({ purpose }) => purpose)

describe('who is written to, and why', () => {
  it('is everyone about a first version, once', async () => {
    const letters = await plan(upTo(1), { received: null }, { address: 'bo@example.net', received: null }, had(1))
    expect(letters.map(({ purpose }) => purpose)).toEqual(['edition', 'edition'])
    expect(new Set(letters.map(({ hash }) => hash)).size).toBe(2)
  })

  it('is who has an earlier version about the gravest of what has changed since', async () => {
    expect(await purposes(upTo(2), had(1), had(2), { received: null })).toEqual(['revision', 'edition'])
    expect(await purposes(upTo(4), had(3))).toEqual(['correction'])
    const [letter] = await plan([version(5, undefined, 'editorial'), ...upTo(4)], had(3))
    expect([letter?.purpose, letter?.since]).toEqual(['correction', [5, 4]])
  })

  it('is nobody who has a version that says the same', async () => {
    expect(await purposes([version(5, undefined, 'editorial'), ...upTo(4)], had(4))).toEqual([])
    const rendered = upTo(2).map((one) => ({ ...one, renewed: ['2024-05-01T10:00:00Z'] }))
    expect(await purposes(rendered, had(2))).toEqual([])
  })

  it('is who has a withdrawn version, also when a newer one only corrects', async () => {
    const letters = await plan(upTo(4), had(2), had(1))
    expect(letters.map(({ purpose }) => purpose)).toEqual(['withdrawal', 'withdrawal'])
    expect(letters.map(({ withdrawn }) => withdrawn).sort()).toEqual([1, 2])
  })

  it('without anyone who keeps it, is as if the version before had been sent', async () => {
    for (const [number, purpose] of [
      [1, 'edition'],
      [2, 'revision'],
      [3, 'withdrawal'],
      [4, 'correction'],
    ] as const)
      expect(await purposes(upTo(number), {}), `version ${number}`).toEqual([purpose])
    expect(await purposes([version(5, undefined, 'editorial'), ...upTo(4)], {})).toEqual(['edition'])
  })
})

describe('a letter', () => {
  it('about a change is in the language that they got, in answer to what they got', async () => {
    const first = ['<1@example.org>', '<2@example.org>']
    const [letter] = await plan(upTo(4), { language: 'nl', ...had(3, { languages: ['fr'], messageIds: first }) })
    expect([letter?.languages, letter?.answers]).toEqual([['fr'], first])
  })

  it('bears an id that is the same at each attempt, and another for each version and recipient', async () => {
    const ids = async (number: number, address: string) =>
      (await plan(upTo(number), { address })).map(({ messageId }) => messageId)
    const [one] = await ids(1, 'an@example.net')
    expect(one).toMatch(/^<bicycle-counts\.2023\.1\.[0-9a-f]{32}@example\.org>$/)
    expect(await ids(1, 'AN@example.net')).toEqual([one])
    expect(await ids(2, 'an@example.net')).not.toEqual([one])
    expect(await ids(1, 'bo@example.net')).not.toEqual([one])
  })

  it('is about the areas that were asked for; of a change, about those that have changed', async () => {
    const sets = [setOf('north', false), setOf('south')]
    const areas = async (...args: Parameters<typeof plan>) => (await plan(...args)).map((one) => one.areas)
    expect(await areas(upTo(1, sets), {}, { address: 'bo@example.net', areas: ['north'] })).toEqual(
      expect.arrayContaining([['north', 'south'], ['north']]),
    )
    expect(await areas([version(2, sets), version(1, sets)], had(1))).toEqual([['south']])
    expect(await areas([version(2, sets), version(1, sets)], { areas: ['north'], ...had(1) })).toEqual([])
  })

  it('is in the languages that the definition names, in their order', async () => {
    const on = await stationery(upTo(1), { languages: ['fr', 'nl', 'fr'] })
    expect(planMail(on, [someone()])[0]?.languages).toEqual(['fr', 'nl'])
  })
})
