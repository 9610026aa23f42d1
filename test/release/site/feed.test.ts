import { beforeAll, describe, expect, it } from 'vitest'
import type { SiteFacts } from '../../../src/release/site/facts.ts'
import { feedFile } from '../../../src/release/site/feed.ts'
import { canalFacts, countFacts, SECRETS, SITE, siteStyle, springFacts } from './fixtures.ts'
import { childrenOf, type Element, parseXml, textOf } from './xml.ts'

let facts: SiteFacts
let feed: Element
let entries: readonly Element[]

const feedOf = (of: SiteFacts, language: string): Element => {
  const texts = of.texts.find((one) => one.language.code === language)
  if (!texts) throw new Error(language)
  return parseXml(feedFile(of, texts).content)
}
const links = (element: Element) => childrenOf(element, 'link').map(({ attributes }) => attributes)

beforeAll(async () => {
  facts = await countFacts({ site: null, style: await siteStyle() })
  feed = feedOf(facts, 'nl')
  entries = childrenOf(feed, 'entry')
})

describe('the feed', () => {
  it('has what RFC 4287 asks of a feed and of each entry, once', () => {
    expect([feed.name, feed.attributes.xmlns, feed.attributes['xml:lang']]).toEqual([
      'feed',
      'http://www.w3.org/2005/Atom',
      'nl-BE',
    ])
    for (const element of [feed, ...entries])
      for (const name of ['id', 'title', 'updated']) {
        expect(childrenOf(element, name), `${name} of ${textOf(element, 'id')}`).toHaveLength(1)
        expect(textOf(element, name)).not.toBe('')
      }
    expect(textOf(childrenOf(feed, 'author')[0] as Element, 'name')).toBe('Meetdienst Mobiliteit')
    expect(entries.map((one) => links(one).some(({ rel }) => rel === 'alternate'))).not.toContain(false)
  })

  it('tells what happened, the last first, with the dates of the versions', () => {
    expect(entries.map((one) => `${textOf(one, 'updated')} ${textOf(one, 'title')}`)).toEqual([
      '2024-04-18T09:00:00Z Correctie: Fietstellingen in 2023 (versie 4)',
      '2024-03-12T10:00:00Z Cijfer niet langer vrijgegeven: Fietstellingen in 2023 (versie 3)',
      '2024-03-11T23:00:00Z Ingetrokken: versie 2 van editie 2023',
      '2024-03-11T23:00:00Z Ingetrokken: versie 1 van editie 2023',
      '2023-09-14T09:00:00Z Herziening: Fietstellingen in 2022 (versie 2)',
      '2023-02-03T14:30:00Z Eerste publicatie: Fietstellingen in 2022 (versie 1)',
      '2022-02-03T23:00:00Z Ingetrokken: versie 1 van editie 2021',
    ])
    expect(textOf(feed, 'updated')).toBe('2024-04-18T09:00:00Z')
  })

  it('holds the notice and its reason, and why a first version came late', () => {
    const [correction] = entries
    expect(textOf(correction as Element, 'summary')).toBe(
      'Het aantal fietsers in mei 2023 bedraagt 4.141 en niet 4.411. Het jaartotaal wordt 52.601 (voordien 52.871).\nReden: Twee cijfers waren verwisseld bij het invoeren.',
    )
    const first = entries.find((one) => textOf(one, 'title').startsWith('Eerste'))
    expect(textOf(first as Element, 'summary')).toContain('Waarom later dan aangekondigd: Een telpunt viel uit')
  })

  it('says of a withdrawn version when and why, and nothing else', () => {
    const withdrawn = entries.filter((one) => textOf(one, 'title').startsWith('Ingetrokken'))
    expect(textOf(withdrawn[0] as Element, 'summary')).toBe(
      'Ingetrokken op 12 maart 2024.\nReden: Met een cijfer waren personen te herkennen.',
    )
    expect(withdrawn.flatMap(links).filter(({ type }) => type === 'application/pdf')).toEqual([])
    const xml = JSON.stringify(feed)
    expect(SECRETS.filter((secret) => xml.includes(secret))).toEqual([])
  })

  it('leads to page and PDF of just that version', () => {
    expect(links(entries[4] as Element)).toEqual([
      { rel: 'alternate', type: 'text/html', hreflang: 'nl-BE', href: '../2022/2/fietstellingen-2022.html' },
      { rel: 'alternate', type: 'application/pdf', hreflang: 'nl-BE', href: '../2022/2/fietstellingen-2022.pdf' },
    ])
  })

  it('leads to the history where a version has the documents of many areas', async () => {
    const canals = feedOf(await canalFacts({ site: null, style: await siteStyle() }), 'fr')
    const [corrected, first, older] = childrenOf(canals, 'entry').map((one) => links(one).map(({ href }) => href))
    expect([corrected, first]).toEqual([['index.html#edition-2023-version-2'], ['index.html#edition-2023-version-1']])
    expect(older).toEqual(['2022.html#edition-2022-version-1'])
    expect(textOf(childrenOf(canals, 'entry')[0] as Element, 'summary')).toContain(
      'Arbeke – Le total est de 12 et non de 10.',
    )
  })

  it('is silent about a minor change of words', async () => {
    const springs = feedOf(await springFacts({ site: null, style: await siteStyle() }), 'en')
    expect(childrenOf(springs, 'entry').map((one) => textOf(one, 'title'))).toEqual([
      'First publication: Springs in April 2023 (version 1)',
    ])
  })
})

describe('the ids of a feed', () => {
  const idsOf = (element: Element) => [element, ...childrenOf(element, 'entry')].map((one) => textOf(one, 'id'))

  it('are URNs of UUIDs, each another', () => {
    const ids = [...idsOf(feed), ...idsOf(feedOf(facts, 'fr'))]
    expect(new Set(ids).size).toBe(16)
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('stay what they are for ever', () => {
    expect(idsOf(feed).slice(0, 2)).toEqual([
      'urn:uuid:8a6f08d9-5502-81de-8881-c45f9e758f81',
      'urn:uuid:0249b49a-80b9-8aa9-9195-1f19f1312f22',
    ])
  })

  it('do not change when the site gets an address, which is then told', () => {
    const there = feedOf({ ...facts, site: SITE }, 'nl')
    expect(idsOf(there)).toEqual(idsOf(feed))
    expect(links(there)).toContainEqual({
      rel: 'self',
      type: 'application/atom+xml',
      href: `${SITE}/bicycle-counts/nl/feed.atom`,
    })
    expect(links(feed).map(({ rel }) => rel)).toEqual(['alternate'])
  })

  it('do not change when a version is withdrawn', () => {
    const before = idsOf(feed)
    const [newest, ...older] = facts.editions
    const versions = newest?.versions.map((one) => ({ ...one, withdrawn: { on: '2024-05-01', reason: {} } })) ?? []
    const after = feedOf({ ...facts, editions: [{ edition: '2023', versions }, ...older] }, 'nl')
    expect(idsOf(after).toSorted()).toEqual(before.toSorted())
  })
})
