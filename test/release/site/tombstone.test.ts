import { beforeAll, describe, expect, it } from 'vitest'
import { tombstone, type Withdrawn } from '../../../src/release/site/tombstone.ts'
import { buried, SECRETS } from './fixtures.ts'
import { spokenIn, withoutStyle } from './reading.ts'

let facts: readonly Withdrawn[]
let pages: readonly string[]
beforeAll(async () => {
  facts = await buried()
  pages = facts.map(tombstone)
})

describe('what stands in the place of a withdrawn page', () => {
  it('says that it was withdrawn, when and why, and leads to the newest version', () => {
    const [nl = '', fr = ''] = pages
    expect(spokenIn(nl, 'nl-BE')).toContain(
      'Versie 2 van editie 2023 is op 12 maart 2024 ingetrokken. De documenten en cijfers ervan worden niet meer aangeboden. Reden: Met een cijfer waren personen te herkennen. Naar de nieuwste versie',
    )
    expect(nl).toContain('<a href="../4/fietstellingen-2023.html">Naar de nieuwste versie</a>')
    expect(spokenIn(fr, 'fr-BE')).toContain('La version 2 de l’édition 2023 a été retirée le 12 mars 2024.')
    expect(fr).toContain('<a href="../4/comptages-2023.html">')
  })

  it('says it in all languages for the facing document', () => {
    const facing = withoutStyle(pages[2] ?? '')
    expect(facing).toContain('<span lang="nl-BE" dir="ltr">Deze versie is ingetrokken</span>')
    expect(facing).toContain('<section lang="fr-BE" dir="ltr">')
    expect(facing.match(/href="\.\.\/4\/fietstellingen-2023_comptages-2023\.html"/g)).toHaveLength(2)
  })

  it('leads to the entry page where no version is left', () => {
    const [first] = facts
    expect(tombstone({ ...(first as Withdrawn), newest: null })).toContain('<a href="../../nl/index.html">')
  })

  it('tells no number of the version, not even one in its title, and is kept out of search engines', () => {
    for (const html of pages) {
      expect(SECRETS.filter((secret) => withoutStyle(html).includes(secret))).toEqual([])
      expect(html).toContain('<meta name="robots" content="noindex">')
      expect(html).not.toContain('<script')
    }
    expect(JSON.stringify(facts[0]?.version.words)).toContain('31.337')
  })
})
