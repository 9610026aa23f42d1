/** Three invented factsheets as they are published: one with corrections and withdrawals, one with areas, one in Arabic. */
import type { Language } from '../../../src/format/language.ts'
import { readTexts, type Texts } from '../../../src/format/texts.ts'
import { readFonts } from '../../../src/graphics/fonts.ts'
import { readTheme, themeCss } from '../../../src/graphics/theme.ts'
import { pageStyle } from '../../../src/html/style.ts'
import type { Calendar } from '../../../src/release/calendar.ts'
import type { Change } from '../../../src/release/difference.ts'
import { versionPath } from '../../../src/release/site/address.ts'
import type { Superseded } from '../../../src/release/site/banner.ts'
import { type Card, makeCard } from '../../../src/release/site/card.ts'
import { currentOf } from '../../../src/release/site/edition.ts'
import type { PublicFile, PublicVersion, SiteFacts, TitledFile } from '../../../src/release/site/facts.ts'
import { factsheetSite, rootSite } from '../../../src/release/site/site.ts'
import { tombstone, type Withdrawn } from '../../../src/release/site/tombstone.ts'
import type { Version, VersionSet } from '../../../src/release/version.ts'
import { quietWorld } from '../../e2e/drafting.ts'
import { TOOL } from '../../e2e/project.ts'
import { ar, en, fr, nl } from '../../format/fixtures.ts'

export const SITE = 'https://cijfers.example.org/statistiek'

/** Numbers of withdrawn versions, in every spelling that a page could give them. */
export const SECRETS = ['31337', '31.337', '31,337', '27182', '27.182', '27,182']

const world = quietWorld(TOOL)
const fail = (one: { readonly message: string }) => {
  throw new Error(one.message)
}

export async function textsFor(languages: readonly Language[]): Promise<readonly Texts[]> {
  return [...(await readTexts(['templates/shared/text'], languages, world, fail)).values()]
}

export async function siteStyle(): Promise<(body: string) => string> {
  const theme = await readTheme('templates/shared/theme.yaml', world, fail)
  const fonts = await readFonts('templates/shared/fonts.yaml', world, fail)
  if (!theme || !fonts) throw new Error('no style')
  const sheet = new TextDecoder().decode(await world.files.read('templates/shared/site.css'))
  return (body) => pageStyle([sheet, themeCss(theme)], body, fonts)
}

const hash = (index: number) => (index + 1).toString(16).padStart(64, '0')

interface Document {
  readonly document: string
  readonly name: string
  readonly tables: Readonly<Record<string, string>>
}

/** The files of one set, as a build makes them. */
export function filesOf(documents: readonly Document[], folder = ''): readonly TitledFile[] {
  const files = documents.flatMap(({ document, name, tables }): readonly Omit<TitledFile, 'sha256'>[] => [
    { path: `${folder}${name}.html`, kind: 'html', document, bytes: 412_345 },
    { path: `${folder}${name}.pdf`, kind: 'pdf', document, bytes: 1_534_000, pages: document === 'facing' ? 1 : 2 },
    ...Object.entries(tables).flatMap(([slug, title]) =>
      ['.csv', '.excel.csv'].map((ending) => {
        return { path: `${folder}csv/${name}-${slug}${ending}`, kind: 'csv' as const, document, bytes: 912, title }
      }),
    ),
  ])
  const rest = (['index.html', 'figures.json', 'manifest.json'] as const).map((path) => {
    const kind = path.endsWith('html') ? ('html' as const) : ('json' as const)
    return { path: `${folder}${path}`, kind, document: null, bytes: 48_200 }
  })
  return [...files, ...rest].map((file, index) => ({ ...file, sha256: hash(index) }))
}

export const change = (figure: string, old: string | null, now: string | null, more: Partial<Change> = {}): Change => ({
  figure,
  old,
  new: now,
  unit: 'persons',
  decimals: 0,
  signed: false,
  withheld: false,
  input: true,
  printed: true,
  ...more,
})

type Given = Pick<Version, 'factsheet' | 'edition' | 'number' | 'kind' | 'issued' | 'words' | 'sets'> & Partial<Version>

export const versionOf = (given: Given): Version => {
  return { zone: 'Europe/Brussels', renewed: [], withdraws: [], engine: hash(0), ...given }
}

/** A set whose area is named elsewhere, and whose notices too. */
export const setOf = (one: Pick<VersionSet, 'area' | 'files' | 'changes'>): VersionSet => ({
  names: {},
  notices: [],
  ...one,
})

export const publicly = (version: Version, more: Partial<PublicVersion> = {}): PublicVersion => ({
  version,
  notices: [],
  withdrawn: null,
  ...more,
})

const COUNTS = 'bicycle-counts'
const agencies = { nl: 'Meetdienst Mobiliteit', fr: 'Service de comptage Mobilité' }

function countWords(edition: string, number = ''): Version['words'] {
  return {
    nl: {
      title: `${number}Fietstellingen in ${edition}`,
      description: `Hoeveel fietsers er in ${edition} langs de vaste telpunten reden, per maand en per telpunt.`,
      agency: agencies.nl,
    },
    fr: {
      title: `${number}Les comptages cyclistes en ${edition}`,
      description: `Combien de cyclistes sont passés devant les points de comptage en ${edition}, par mois et par point.`,
      agency: agencies.fr,
    },
  }
}

const countDocuments = (edition: string): readonly Document[] => [
  {
    document: 'nl',
    name: `fietstellingen-${edition}`,
    tables: { maanden: 'Fietsers per maand', telpunten: 'Fietsers per telpunt' },
  },
  {
    document: 'fr',
    name: `comptages-${edition}`,
    tables: { mois: 'Cyclistes par mois', points: 'Cyclistes par point de comptage' },
  },
  { document: 'facing', name: `fietstellingen-${edition}_comptages-${edition}`, tables: {} },
]

const countSet = (edition: string, changes: readonly Change[] = []): readonly VersionSet[] => [
  setOf({ area: null, files: filesOf(countDocuments(edition)), changes }),
]

const approval = (kind: Exclude<Version['kind'], 'first'>, nlReason: string, frReason: string): Partial<Version> => ({
  approval: { kind, severity: 'major', reason: { nl: nlReason, fr: frReason }, by: 'A. Peeters', on: '2024-03-11' },
})

const inBoth = (
  area: string | null,
  nlLines: readonly string[],
  frLines: readonly string[],
): PublicVersion['notices'] => [
  { language: 'nl', area, lines: nlLines },
  { language: 'fr', area, lines: frLines },
]

const counts2023 = (): readonly PublicVersion[] => {
  const common = { factsheet: COUNTS, edition: '2023' }
  return [
    publicly(
      versionOf({
        ...common,
        number: 4,
        kind: 'correction',
        issued: '2024-04-18T09:00:00Z',
        words: countWords('2023'),
        sets: countSet('2023', [
          change('months.2023-05.total', '4411', '4141'),
          change('total', '52871', '52601', { input: false }),
        ]),
        ...approval(
          'correction',
          'Twee cijfers waren verwisseld bij het invoeren.',
          'Deux chiffres ont été intervertis à l’encodage.',
        ),
      }),
      {
        notices: inBoth(
          null,
          [
            'Het aantal fietsers in mei 2023 bedraagt 4.141 en niet 4.411. Het jaartotaal wordt 52.601 (voordien 52.871).',
          ],
          [
            'Le nombre de cyclistes en mai 2023 est de 4.141 et non de 4.411. Le total annuel passe de 52.871 à 52.601.',
          ],
        ),
      },
    ),
    publicly(
      versionOf({
        ...common,
        number: 3,
        kind: 'confidentiality',
        issued: '2024-03-12T10:00:00Z',
        words: countWords('2023'),
        sets: countSet('2023', [change('points.north.total', '31337', null, { withheld: true })]),
        ...approval(
          'confidentiality',
          'Met dit cijfer waren personen te herkennen.',
          'Ce chiffre permettait de reconnaître des personnes.',
        ),
      }),
      {
        notices: inBoth(
          null,
          ['Voor één telpunt wordt geen cijfer meer gegeven.'],
          ['Un point de comptage n’a plus de chiffre.'],
        ),
      },
    ),
    publicly(
      versionOf({
        ...common,
        number: 2,
        kind: 'revision',
        issued: '2024-03-01T10:00:00Z',
        words: countWords('2023', '31.337 fietsers. '),
        sets: countSet('2023', [change('points.north.total', '27182', '31337')]),
        ...approval('revision', 'Definitieve cijfers van het telpunt.', 'Chiffres définitifs du point de comptage.'),
      }),
      {
        notices: inBoth(null, ['Het telpunt Noord telt 31.337 fietsers.'], ['Le point Nord compte 31.337 cyclistes.']),
        withdrawn: {
          on: '2024-03-12',
          reason: {
            nl: 'Met een cijfer waren personen te herkennen.',
            fr: 'Un chiffre permettait de reconnaître des personnes.',
          },
        },
      },
    ),
    publicly(
      versionOf({
        ...common,
        number: 1,
        kind: 'first',
        issued: '2024-02-01T10:00:00Z',
        words: countWords('2023', '27.182 – '),
        sets: countSet('2023'),
      }),
      {
        withdrawn: {
          on: '2024-03-12',
          reason: {
            nl: 'Met een cijfer waren personen te herkennen.',
            fr: 'Un chiffre permettait de reconnaître des personnes.',
          },
        },
      },
    ),
  ]
}

const counts2022 = (): readonly PublicVersion[] => {
  const common = { factsheet: COUNTS, edition: '2022', words: countWords('2022') }
  return [
    publicly(
      versionOf({
        ...common,
        number: 2,
        kind: 'revision',
        issued: '2023-09-14T09:00:00Z',
        sets: countSet('2022', [change('total', '48001', '48213')]),
        ...approval('revision', 'De laatste tellingen zijn binnen.', 'Les derniers comptages sont arrivés.'),
      }),
      {
        notices: inBoth(
          null,
          ['Het jaartotaal wordt 48.213 (voordien 48.001).'],
          ['Le total annuel passe de 48.001 à 48.213.'],
        ),
      },
    ),
    publicly(
      versionOf({
        ...common,
        number: 1,
        kind: 'first',
        issued: '2023-02-03T14:30:00Z',
        sets: countSet('2022'),
        late: {
          nl: 'Een telpunt viel uit; de cijfers zijn eerst nagekeken.',
          fr: 'Un point de comptage était en panne ; les chiffres ont d’abord été vérifiés.',
        },
      }),
    ),
  ]
}

const counts2021 = (): readonly PublicVersion[] => [
  publicly(
    versionOf({
      factsheet: COUNTS,
      edition: '2021',
      number: 1,
      kind: 'first',
      issued: '2022-02-03T10:00:00Z',
      words: countWords('2021', '27182. '),
      sets: countSet('2021'),
    }),
    {
      withdrawn: {
        on: '2022-02-04',
        reason: { nl: 'De cijfers hoorden bij een ander jaar.', fr: 'Les chiffres étaient ceux d’une autre année.' },
      },
    },
  ),
]

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Brussels]`)

function calendar(): Calendar {
  const none = { from: null, reason: {} }
  const all = [
    { edition: '2023', status: 'published', at: at('2024-02-01T11:00'), ...none },
    {
      edition: '2024',
      status: 'postponed',
      at: at('2025-03-04T11:00'),
      from: at('2025-02-04T11:00'),
      reason: { nl: 'Drie telpunten worden nog hersteld.', fr: 'Trois points de comptage sont encore en réparation.' },
    },
    { edition: '2025', status: 'announced', at: at('2026-02-03T11:00'), ...none },
    {
      edition: '2026',
      status: 'cancelled',
      at: null,
      from: null,
      reason: { nl: 'De tellingen stoppen eind 2025.', fr: 'Les comptages s’arrêtent fin 2025.' },
    },
  ] as const
  const announcements = new Map(all.map((one) => [one.edition, one]))
  return { zone: 'Europe/Brussels', late: Temporal.Duration.from('PT4H'), announcements }
}

type Shared = Pick<SiteFacts, 'site' | 'style'>

export async function countFacts(shared: Shared): Promise<SiteFacts> {
  return {
    ...shared,
    factsheet: COUNTS,
    texts: await textsFor([nl, fr]),
    facing: ['nl', 'fr'],
    calendar: calendar(),
    dates: { nl: 'BEGIN:VCALENDAR', fr: 'BEGIN:VCALENDAR' },
    license: 'https://creativecommons.org/licenses/by/4.0/',
    areas: {},
    editions: [
      { edition: '2023', versions: counts2023() },
      { edition: '2022', versions: counts2022() },
      { edition: '2021', versions: counts2021() },
    ],
  }
}

const CANALS = 'canal-towns'
const INITIALS = [...'AÉBCDEFGHIKLMNOPRSTVWZ']
/** Invented towns, some with the same initial in another spelling, and code `A<n>`. */
export const TOWNS = Array.from({ length: 44 }, (_, index) => {
  const initial = INITIALS[index % INITIALS.length] ?? 'A'
  const end = index < INITIALS.length ? 'rbeke' : 'lsvoorde & Zn'
  return { code: `A${index}`, name: `${initial}${end}` }
})

const canalWords = (edition: string): Version['words'] => ({
  nl: {
    title: `Kanaalsteden in ${edition}`,
    description: `Het vrachtverkeer over water in ${edition}, voor elke stad aan het kanaal.`,
    agency: agencies.nl,
  },
  fr: {
    title: `Les villes du canal en ${edition}`,
    description: `Le fret fluvial en ${edition}, pour chaque ville le long du canal.`,
    agency: agencies.fr,
  },
})

function canalSets(edition: string, towns: number): readonly VersionSet[] {
  const sets = TOWNS.slice(0, towns).map(({ code }, index) => ({
    area: code,
    files: filesOf(
      [
        { document: 'nl', name: `kanaal-${edition}`, tables: { lading: 'Lading per goederensoort' } },
        { document: 'fr', name: `canal-${edition}`, tables: { fret: 'Fret par type de marchandise' } },
        { document: 'facing', name: `kanaal-${edition}_canal-${edition}`, tables: {} },
      ],
      `${code}/`,
    ),
    changes: index < 2 && edition === '2023' ? [change('total', '10', '12')] : [],
  }))
  return sets.map(setOf)
}

export async function canalFacts(shared: Shared): Promise<SiteFacts> {
  const common = { factsheet: CANALS, kind: 'first', number: 1 } as const
  const corrected = versionOf({
    ...common,
    kind: 'correction',
    number: 2,
    edition: '2023',
    issued: '2024-06-03T08:00:00Z',
    words: canalWords('2023'),
    sets: canalSets('2023', 44),
    ...approval('correction', 'Een schip was dubbel geteld.', 'Un bateau était compté deux fois.'),
  })
  const notices = ['A0', 'A1'].flatMap((area) =>
    inBoth(area, ['Het totaal is 12 en niet 10.'], ['Le total est de 12 et non de 10.']),
  )
  const first = versionOf({
    ...common,
    edition: '2023',
    issued: '2024-05-02T08:00:00Z',
    words: canalWords('2023'),
    sets: canalSets('2023', 44),
  })
  const older = versionOf({
    ...common,
    edition: '2022',
    issued: '2023-05-02T08:00:00Z',
    words: canalWords('2022'),
    sets: canalSets('2022', 6),
  })
  return {
    ...shared,
    factsheet: CANALS,
    texts: await textsFor([nl, fr]),
    facing: ['nl', 'fr'],
    calendar: null,
    dates: {},
    license: null,
    areas: Object.fromEntries(TOWNS.map(({ code, name }) => [code, { nl: name, fr: name }])),
    editions: [
      { edition: '2023', versions: [publicly(corrected, { notices }), publicly(first)] },
      { edition: '2022', versions: [publicly(older)] },
    ],
  }
}

const springWords = (month: string, arabicMonth: string): Version['words'] => ({
  ar: {
    title: `الينابيع في ${arabicMonth}`,
    description: `تدفّق الينابيع المرصودة في ${arabicMonth}، لكل ينبوع.`,
    agency: 'هيئة رصد الينابيع',
  },
  en: {
    title: `Springs in ${month}`,
    description: `The flow of each watched spring in ${month}.`,
    agency: 'Spring Watch',
  },
})

export async function springFacts(shared: Shared): Promise<SiteFacts> {
  const common = { factsheet: 'springs', zone: 'Asia/Amman' }
  const sets = (edition: string) => [
    {
      area: null,
      changes: [],
      files: filesOf([
        { document: 'ar', name: `الينابيع-${edition}`, tables: { الينابيع: 'التدفّق بحسب الينبوع' } },
        { document: 'en', name: `springs-${edition}`, tables: { springs: 'Flow by spring' } },
      ]),
    },
  ]
  const words = springWords('April 2023', 'أبريل 2023')
  return {
    ...shared,
    factsheet: 'springs',
    texts: await textsFor([ar, en]),
    facing: [],
    calendar: null,
    dates: {},
    license: null,
    areas: {},
    editions: [
      {
        edition: '2023-04',
        versions: [
          publicly(
            versionOf({
              ...common,
              edition: '2023-04',
              number: 2,
              kind: 'editorial',
              issued: '2023-05-11T07:00:00Z',
              words,
              sets: sets('2023-04').map(setOf),
              approval: {
                kind: 'editorial',
                severity: 'minor',
                reason: { ar: 'خطأ إملائي.', en: 'A typing error.' },
                by: 'S. Haddad',
                on: '2023-05-11',
              },
            }),
          ),
          publicly(
            versionOf({
              ...common,
              edition: '2023-04',
              number: 1,
              kind: 'first',
              issued: '2023-05-10T07:00:00Z',
              words,
              sets: sets('2023-04').map(setOf),
            }),
          ),
        ],
      },
    ],
  }
}

/** All facts, and all files that are made of them. */
export interface Made {
  readonly all: readonly SiteFacts[]
  readonly cards: readonly Card[]
  readonly files: readonly PublicFile[]
}

export async function madeSite(site: string | null): Promise<Made> {
  const shared = { site, style: await siteStyle() }
  const all = [await countFacts(shared), await canalFacts(shared), await springFacts(shared)]
  // As it is kept: plain JSON.
  const cards = all.map((facts): Card => JSON.parse(JSON.stringify(makeCard(facts))))
  const own = all.flatMap((facts, index) => factsheetSite(facts, cards[index] as Card))
  return { all, cards, files: [...own, ...rootSite(cards, shared.style)] }
}

/** Paths of the files of all versions that are not withdrawn, as publication lays them. */
export function versionFiles(all: readonly SiteFacts[]): ReadonlySet<string> {
  const paths = (version: Version, folder: number | 'latest') =>
    version.sets.flatMap(({ files }) =>
      files.map(({ path }) => versionPath(version.factsheet, version.edition, folder) + path),
    )
  const editions = all.flatMap(({ editions }) => editions)
  const left = editions.flatMap(({ versions }) => versions.filter(({ withdrawn }) => !withdrawn))
  const newest = editions.flatMap((edition) => currentOf(edition)?.version ?? [])
  return new Set([
    ...left.flatMap(({ version }) => paths(version, version.number)),
    ...newest.flatMap((version) => paths(version, 'latest')),
  ])
}

const shared = async (): Promise<Shared> => ({ site: null, style: await siteStyle() })

/** The page of the first version of 2022 that is a document, and what came in its place. */
export async function superseded(document: string): Promise<Superseded> {
  const { editions, texts, facing } = await countFacts(await shared())
  const [newest, first] = editions[1]?.versions ?? []
  const page = first?.version.sets[0]?.files.find((file) => file.kind === 'html' && file.document === document)
  if (!newest || !first || !page) throw new Error(`no page of ${document}`)
  return { version: first.version, newest: newest.version, path: page.path, texts, facing }
}

/** What stands in the place of a withdrawn page: facts for each language, then for the facing document. */
export async function buried(): Promise<readonly Withdrawn[]> {
  const { editions, texts, style } = await countFacts(await shared())
  const { versions } = editions[0] ?? { versions: [] }
  const gone = versions.find(({ withdrawn }) => withdrawn !== null)
  const newest = versions[0]?.version ?? null
  if (!gone?.withdrawn) throw new Error('nothing is withdrawn')
  const { version, withdrawn } = gone
  const path = (document: string) =>
    version.sets[0]?.files.find((file) => file.kind === 'html' && file.document === document)?.path ?? ''
  const single = texts.map((one) => {
    return { version, withdrawn, newest, path: path(one.language.code), texts: [one], style }
  })
  return [...single, { version, withdrawn, newest, path: path('facing'), texts, style }]
}

export const tombstones = async (): Promise<readonly string[]> => (await buried()).map(tombstone)
