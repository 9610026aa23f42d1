import { beforeAll, describe, expect, it } from 'vitest'
import { rootPage } from '../../../src/release/site/root.ts'
import { rootSite } from '../../../src/release/site/site.ts'
import { type Made, madeSite, SECRETS } from './fixtures.ts'
import { withoutStyle } from './reading.ts'

const style = () => ''
let made: Made
beforeAll(async () => {
  made = await madeSite(null)
})

describe('the root of the site', () => {
  it('has every factsheet in each of its languages, in their words', () => {
    const html = withoutStyle(rootPage(made.cards, style)[0]?.content ?? '')
    const links = [...html.matchAll(/<h2><a href="([^"]+)" hreflang="([^"]+)">([^<]+)<\/a>/g)].map(
      ([, href, lang, title]) => `${href} ${lang} ${title}`,
    )
    expect(links).toEqual([
      'bicycle-counts/nl/index.html nl-BE Fietstellingen in 2023',
      'bicycle-counts/fr/index.html fr-BE Les comptages cyclistes en 2023',
      'canal-towns/nl/index.html nl-BE Kanaalsteden in 2023',
      'canal-towns/fr/index.html fr-BE Les villes du canal en 2023',
      'springs/ar/index.html ar الينابيع في أبريل 2023',
      'springs/en/index.html en-GB Springs in April 2023',
    ])
    expect(html).toContain('Gecorrigeerd op 18 april 2024')
    expect(html).toContain('<span lang="fr-BE" dir="ltr">Toutes les publications</span>')
  })

  it('says once what two languages say alike', () => {
    const [card] = made.cards
    if (!card) throw new Error('no card')
    const languages = card.languages.map((one) => ({ ...one, agency: 'Agentschap' }))
    const html = rootPage([{ ...card, languages }], style)[0]?.content ?? ''
    expect(html.match(/>Agentschap</g)).toHaveLength(1)
  })

  it('can be made again from what was kept, without the factsheets', () => {
    const again = rootSite(JSON.parse(JSON.stringify(made.cards)), style)
    expect(again.map(({ path }) => path)).toEqual(['index.html', 'catalog.jsonld'])
    expect(again[1]?.content).toBe(made.files.find(({ path }) => path === 'catalog.jsonld')?.content)
  })

  it('is nothing without a factsheet', () => {
    expect(rootSite([], style)).toEqual([])
  })
})

describe('what is kept of a factsheet', () => {
  it('holds no number and no file of a withdrawn version', () => {
    const text = JSON.stringify(made.cards)
    expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([])
    expect(
      made.cards[0]?.editions.map(({ edition, versions }) => [edition, versions.map(({ number }) => number)]),
    ).toEqual([
      ['2023', [4, 3]],
      ['2022', [2, 1]],
    ])
  })

  it('was last moved by a withdrawal, when that was the last thing that happened', async () => {
    const [card] = made.cards
    expect(card?.updated).toBe('2024-04-18T09:00:00Z')
  })
})
