import { beforeAll, describe, expect, it } from 'vitest'
import type { Texts } from '../../src/format/texts.ts'
import { imprintOf } from '../../src/release/imprint.ts'
import { noticeIn } from '../../src/release/notice.ts'
import { type Amendment, markRevised, type Standing, withoutWithheld } from '../../src/release/standing.ts'
import { compare, texts as readTexts } from './fixtures.ts'

let texts: ReadonlyMap<string, Texts>
beforeAll(async () => {
  texts = await readTexts()
})

const AFTER = ['bus 63', 'plane 1100', '_T 1163']
const BEFORE = ['bus 61', 'plane 1100', '_T 1161']
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

function notice(language: string, before: readonly string[], now: readonly string[], changes: Partial<Amendment> = {}) {
  const { changes: found, figures } = compare(before, now)
  const reason = { nl: 'Twee ontbraken.', fr: 'Deux manquaient.' }
  const amendment: Amendment = {
    number: 2,
    kind: 'correction',
    issued: '2021-03-12T22:59:00Z',
    reason,
    changes: found,
    ...changes,
  }
  const on = { figures, texts: texts.get(language) as Texts, zone: 'Europe/Brussels' }
  const { heading, sentences } = noticeIn(amendment, on)
  return { heading: plain(heading), sentences: sentences.map(plain) }
}

describe('a notice', () => {
  it('says when, why, what was put right, what follows and that all else stays, in Dutch', () => {
    expect(notice('nl', BEFORE, AFTER)).toEqual({
      heading: 'Correctie van 12 maart 2021 (versie 2).',
      sentences: [
        'Twee ontbraken.',
        'Tabel “Terugkeer, 2020”: met de bus (Mensen) is 63 in plaats van 61.',
        'Kerncijfers die daardoor veranderen: 1.163 mensen keerden terug (eerder 1.161).',
        '2 cijfers in de tabellen kregen een [r]. Alle andere cijfers blijven dezelfde.',
      ],
    })
  })

  it('says the same in French', () => {
    expect(notice('fr', BEFORE, AFTER)).toEqual({
      heading: 'Correction du 12 mars 2021 (version 2).',
      sentences: [
        'Deux manquaient.',
        'Tableau « Retours, 2020 » : en bus (Personnes), 63 au lieu de 61.',
        'Chiffres clés qui changent de ce fait : 1.163 personnes sont rentrées (auparavant 1.161).',
        '2 chiffres des tableaux sont marqués d’un [r]. Tous les autres chiffres restent les mêmes.',
      ],
    })
  })

  it('is dated by the day that it is in the time zone of the agency', () => {
    expect(notice('nl', BEFORE, AFTER, { issued: '2021-03-12T23:01:00Z' }).heading).toContain('13 maart 2021')
  })

  it('of a draft leaves the day open', () => {
    expect(notice('nl', BEFORE, AFTER, { issued: null }).heading).toBe('Correctie van [dag van publicatie] (versie 2).')
  })

  it('of a revision is no correction', () => {
    expect(notice('nl', BEFORE, AFTER, { kind: 'revision' }).heading).toBe('Herziening van 12 maart 2021 (versie 2).')
  })

  it('says so when no printed figure changes', () => {
    const { sentences } = notice('nl', ['bus 61.2', 'plane 1100'], ['bus 61.3', 'plane 1100'])
    expect(sentences).toEqual(['Twee ontbraken.', 'Geen enkel gedrukt cijfer verandert.'])
  })

  it('of numbers that are withdrawn never tells one of them', () => {
    const { sentences, heading } = notice('nl', BEFORE, ['bus !61', 'plane !1100', '_T 1161'], {
      kind: 'confidentiality',
    })
    expect(heading).toBe('Cijfers ingetrokken, 12 maart 2021 (versie 2).')
    expect(sentences[1]).toContain('met de bus (Mensen) wordt niet langer bekendgemaakt')
    expect(sentences.join(' ')).not.toMatch(/61|1\.?100/)
  })

  it('tells a number that was missing, and one that is missing now', () => {
    expect(notice('nl', ['bus ? O', 'plane 5'], ['bus 61', 'plane 5']).sentences.join(' ')).toContain(
      'met de bus (Mensen) is 61, eerder stond daar geen cijfer',
    )
    expect(notice('nl', ['bus 61', 'plane 5'], ['bus ? O', 'plane 5']).sentences.join(' ')).toContain(
      'met de bus (Mensen) heeft geen cijfer meer, eerder 61',
    )
  })
})

describe('the imprint', () => {
  const standing = (changes: Partial<Standing> = {}): Standing => ({
    number: 1,
    issued: '2021-01-28T10:00:00Z',
    first: '2021-01-28T10:00:00Z',
    zone: 'Europe/Brussels',
    embargo: null,
    amendments: [],
    ...changes,
  })
  const amended = (number: number, before: readonly string[], now: readonly string[]): Amendment => {
    const issued = `2021-0${number}-12T10:00:00Z`
    return {
      number,
      kind: 'correction',
      issued,
      reason: { nl: `Reden ${number}.` },
      changes: compare(before, now).changes,
    }
  }
  const words = (one: Standing, rows = AFTER, language = 'nl') => {
    const { figures } = compare(rows, rows)
    const imprint = imprintOf(withoutWithheld(one, figures), figures, texts).words.get(language)
    return JSON.parse(plain(JSON.stringify(imprint))) as {
      draft: unknown
      version: unknown
      notices: { heading: string; sentences: string[] }[]
    }
  }

  it('of a first draft says that it is one, and of which moment it waits', () => {
    expect(words(standing({ issued: null, first: null }))).toMatchObject({
      draft: 'Ontwerp, niet voor verspreiding',
      version: 'Gepubliceerd op [dag van publicatie]',
    })
    const embargo = Temporal.ZonedDateTime.from('2021-01-28T11:00[Europe/Brussels]')
    expect(words(standing({ issued: null, first: null, embargo })).draft).toBe(
      'Ontwerp onder embargo tot donderdag 28 januari 2021 om 11.00 uur, niet voor verspreiding',
    )
  })

  it('of a first version says when it was published', () => {
    expect(words(standing())).toMatchObject({ draft: null, version: 'Gepubliceerd op 28 januari 2021', notices: [] })
    expect(words(standing(), AFTER, 'fr').version).toBe('Publié le 28 janvier 2021')
  })

  it('of a later version says which, what kind, and when', () => {
    const one = standing({ number: 2, issued: '2021-02-12T10:00:00Z', amendments: [amended(2, BEFORE, AFTER)] })
    expect(words(one).version).toBe('Versie 2, gecorrigeerd op 12 februari 2021')
  })

  it('has the notices of all versions, the newest first and in full, older ones without what followed from them', () => {
    const newest = amended(3, AFTER, ['bus 64', 'plane 1100', '_T 1164'])
    const { notices } = words(
      standing({ number: 3, issued: newest.issued, amendments: [newest, amended(2, BEFORE, AFTER)] }),
    )
    expect(notices.map(({ heading }) => heading)).toEqual([
      'Correctie van 12 maart 2021 (versie 3).',
      'Correctie van 12 februari 2021 (versie 2).',
    ])
    expect(notices[0]?.sentences.join(' ')).toContain('Kerncijfers')
    expect(notices[1]?.sentences).toEqual([
      'Reden 2.',
      'Tabel “Terugkeer, 2020”: met de bus (Mensen) is 63 in plaats van 61.',
    ])
  })

  it('never tells a number again that is withheld by now, whichever version told it', () => {
    const withheld = ['bus !63', 'plane !1100', '_T 1163']
    const later: Amendment = { ...amended(3, AFTER, withheld), kind: 'confidentiality' }
    const all = words(
      standing({ number: 3, issued: later.issued, amendments: [later, amended(2, BEFORE, AFTER)] }),
      withheld,
    )
    expect(all.notices).toHaveLength(2)
    expect(JSON.stringify(all.notices)).not.toMatch(/\b6[13]\b/)
  })
})

describe('revised figures', () => {
  it('are those that some version changed in print', () => {
    const { figures, changes } = compare(['bus 5000', 'plane 5000', '_T 10000'], ['bus 5001', 'plane 5000', '_T 10001'])
    const amendment: Amendment = { number: 2, kind: 'correction', issued: null, reason: null, changes }
    const standing: Standing = {
      number: 2,
      issued: null,
      first: null,
      zone: 'UTC',
      embargo: null,
      amendments: [amendment],
    }
    const marked = markRevised(figures, standing)
    const cells = marked.tables.get('returns')?.rows.flatMap((row) => Object.values(row.figures)) ?? []
    expect(cells.filter(({ revised }) => revised).map(({ id }) => id)).toEqual([
      'returns.bus.persons',
      'returns.total.persons',
    ])
    expect(marked.named.get('total')?.revised).toBe(true)
    expect(marked.named.get('bus_share')?.revised).toBeUndefined()
  })
})
