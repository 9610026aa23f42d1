/** An invented edition in four versions, and what its messages are written with. */
import { createHash } from 'node:crypto'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import { readTheme } from '../../src/graphics/theme.ts'
import type { Version, VersionSet, WordedKey, WordedNotice } from '../../src/release/version.ts'
import { composer } from '../../src/send/compose.ts'
import type { Composed } from '../../src/send/composed.ts'
import { MailSpec } from '../../src/send/definition.ts'
import { planMail, type Recipient } from '../../src/send/letter.ts'
import { readBodies, type Stationery } from '../../src/send/stationery.ts'
import { quietWorld } from '../e2e/drafting.ts'
import { TOOL } from '../e2e/project.ts'
import { ar, fr, nl } from '../format/fixtures.ts'
import { change } from '../release/site/fixtures.ts'

/** What the withdrawn version told, in every spelling. */
export const SECRET = /27[.,\s\u00a0\u202f]?182/

export const PDFS: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  ['nl', 'fr', 'ar'].flatMap((code) =>
    ['', 'north/', 'south/', 'east/'].map((folder) => {
      const path = `${folder}counts-${code}.pdf`
      return [path, new TextEncoder().encode(`%PDF-1.7 ${path}\n${code.repeat(500)}`)]
    }),
  ),
)

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  north: { nl: 'Noord', fr: 'Nord', ar: 'الشمال' },
  south: { nl: 'Zuid', fr: 'Sud', ar: 'الجنوب' },
  east: { nl: 'Oost', fr: 'Est', ar: 'الشرق' },
}

const KEYS: readonly WordedKey[] = [
  { language: 'nl', figure: 'total', value: '52.601', words: 'fietsers in 2023' },
  { language: 'nl', figure: 'change', value: '+3 %', words: 'ten opzichte van 2022' },
  { language: 'fr', figure: 'total', value: '52.601', words: 'cyclistes en 2023' },
  { language: 'fr', figure: 'change', value: '+3 %', words: 'par rapport à 2022' },
  { language: 'ar', figure: 'total', value: '52,601', words: 'راكب دراجة في 2023' },
]

const notice = (version: number, nlText: string, frText: string): readonly WordedNotice[] => [
  { version, language: 'nl', heading: `Melding bij versie ${version}.`, sentences: [nlText] },
  { version, language: 'fr', heading: `Avis de la version ${version}.`, sentences: [frText] },
]

const NOTICES = [
  ...notice(4, 'Mei is 4.141 in plaats van 4.411.', 'Mai, 4.141 au lieu de 4.411.'),
  ...notice(3, 'Punt Noord wordt niet langer bekendgemaakt.', 'Point Nord, chiffre qui n’est plus communiqué.'),
]

export function setOf(area: string | null, changed = true): VersionSet {
  const folder = area === null ? '' : `${area}/`
  const files = ['nl', 'fr', 'ar'].flatMap((document) => {
    const pdf = PDFS[`${folder}counts-${document}.pdf`] ?? new Uint8Array()
    const common = { document, bytes: pdf.length, sha256: hashOf(pdf) }
    return [
      { ...common, path: `${folder}counts-${document}.html`, kind: 'html' as const },
      { ...common, path: `${folder}counts-${document}.pdf`, kind: 'pdf' as const, pages: 2 },
    ]
  })
  const changes = changed ? [change('months.2023-05.total', '4411', '4141')] : []
  return { area, files, names: NAMES[area ?? ''] ?? {}, changes, notices: NOTICES, keys: KEYS }
}

/** Of the first version everything speaks of the number that is withheld later. */
const wordsOf = (number: number): Version['words'] => {
  const told = number < 3 ? '27.182 ' : ''
  return {
    nl: { title: `${told}Fietstellingen in 2023`, description: `${told}fietsers.`, agency: 'Meetdienst “Fiets”' },
    fr: { title: `${told}Les comptages cyclistes en 2023`, description: told, agency: 'Service de l’été' },
    ar: { title: `${told}عدد راكبي الدراجات في 2023`, description: told, agency: 'دائرة القياس' },
  }
}

const KINDS: readonly Version['kind'][] = ['first', 'revision', 'confidentiality', 'correction']

export function version(
  number: number,
  sets: readonly VersionSet[] = [setOf(null)],
  kind = KINDS[number - 1],
): Version {
  const reasons = ['', 'Betere gegevens.', 'Personen waren te herkennen.', 'Twee cijfers waren verwisseld.']
  const raisons = ['', 'De meilleures données.', 'Des personnes étaient reconnaissables.', 'Deux chiffres intervertis.']
  const reason = { nl: reasons[number - 1] ?? '', fr: raisons[number - 1] ?? '', ar: 'سبب' }
  return {
    factsheet: 'bicycle-counts',
    edition: '2023',
    number,
    kind: kind ?? 'editorial',
    issued: `2024-0${number + 1}-12T10:00:00Z`,
    zone: 'Europe/Brussels',
    ...(number > 1 &&
      kind !== 'editorial' && {
        approval: { kind: 'correction', severity: 'major', reason, by: 'A. Peeters', on: '2024-03-11' },
      }),
    words: wordsOf(number),
    sets,
    withdraws: number === 3 ? [1, 2] : [],
    engine: '',
    renewed: [],
  }
}

/** All versions up to a number, newest first. */
export const upTo = (number: number, sets?: readonly VersionSet[]): readonly Version[] =>
  Array.from({ length: number }, (_, index) => version(number - index, sets))

const world = quietWorld(TOOL)
const fail = (one: { readonly message: string }) => {
  throw new Error(one.message)
}

export const SPEC = {
  from: 'cijfers@example.org',
  unsubscribe: { mail: 'afmelden@example.org', page: 'https://example.org/weg?wie={recipient}&wat={factsheet}' },
}

export async function textsFor(): Promise<ReadonlyMap<string, Texts>> {
  return readTexts(['templates/shared/text'], [nl, fr, ar], world, fail)
}

export async function stationery(
  versions: readonly Version[] = upTo(1),
  mail: object = {},
  more: Partial<Stationery> = {},
): Promise<Stationery> {
  const theme = await readTheme('templates/shared/theme.yaml', world, fail)
  if (!theme) throw new Error('no theme')
  return {
    versions,
    mail: MailSpec.parse({ ...SPEC, ...mail }),
    site: 'https://example.org/cijfers/',
    texts: await textsFor(),
    read: async (path) => PDFS[path] ?? new Uint8Array(),
    signing: null,
    ...(await readBodies(['templates/shared'], theme, world, fail)),
    ...more,
  }
}

export const someone = (more: Partial<Recipient> = {}): Recipient => ({
  address: 'an@example.net',
  name: 'An Peeters',
  language: 'nl',
  areas: [],
  ...more,
})

/** The message that somebody gets; throws when they get none. */
export async function messageTo(recipient: Recipient, on: Stationery): Promise<Composed> {
  const [letter] = planMail(on, [recipient])
  if (!letter) throw new Error('nothing is sent')
  return composer(on)(letter)
}
