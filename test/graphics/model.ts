/** The model's figures as this stage receives them, and words for them in the languages of the tests. */
import { Big } from 'big.js'
import type { ObservationStatus } from '../../src/data/dataset.ts'
import type { Column, Figure, Figures, Row, Table } from '../../src/figures/figure.ts'
import { makeLanguage } from '../../src/format/language.ts'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import { type ChartFile, readChart, readChartSchema } from '../../src/graphics/chart.ts'
import { type Fonts, readFonts } from '../../src/graphics/fonts.ts'
import { drawGraphic, type Graphic } from '../../src/graphics/graphic.ts'
import { readTheme, type Theme } from '../../src/graphics/theme.ts'
import { makeAlways } from '../../src/keep.ts'
import type { Problem } from '../../src/problem.ts'
import { diskFiles, type Files, SILENT, type World } from '../../src/world.ts'

export const disk = diskFiles(new URL('../..', import.meta.url).pathname)

/** A world with files of the test's own over those of the project. */
export function worldWith(files: Readonly<Record<string, string>>): World {
  const read: Files['read'] = async (path) => {
    const own = files[path]
    return own === undefined ? disk.read(path) : new TextEncoder().encode(own)
  }
  const exists: Files['exists'] = async (path) => path in files || disk.exists(path)
  return {
    now: Temporal.Instant.from('2021-02-01T10:00:00Z'),
    elapsed: () => 0,
    files: { ...disk, read, exists },
    log: SILENT,
    env: {},
    engine: async () => 'engine',
    keep: makeAlways,
  }
}

export interface CellSpec {
  readonly value: number | null
  readonly notes?: readonly string[]
  readonly status?: readonly ObservationStatus[]
  readonly suppressed?: boolean
}
type Cell = number | null | CellSpec

interface TableSpec {
  readonly kind?: Table['dimensionKind']
  readonly dimension?: string
  /** Decimals by column; the unit of a column `share` is percent. */
  readonly columns: readonly string[]
  readonly rows: Readonly<Record<string, readonly Cell[]>>
  readonly total?: readonly number[]
}

export function figure(id: string, cell: Cell, unit = 'persons'): Figure {
  const spec: CellSpec = cell !== null && typeof cell === 'object' ? cell : { value: cell }
  const value = spec.value === null ? null : new Big(spec.value)
  return {
    id,
    value,
    rounded: value?.round(0, Big.roundHalfUp) ?? null,
    unit,
    decimals: 0,
    status: spec.status ?? [],
    suppressed: spec.suppressed ?? false,
    notes: spec.notes ?? [],
    signed: false,
    formula: '',
    from: [],
    at: [],
  }
}

export function table(id: string, spec: TableSpec): Table {
  const unit = (column: string) => (column === 'share' ? 'percent' : 'persons')
  const columns: Column[] = spec.columns.map((column) => ({
    id: column,
    unit: unit(column),
    decimals: 0,
    publish: true,
    notes: [],
    kind: column === 'share' ? 'share' : 'value',
  }))
  const row = (code: string, role: Row['role'], cells: readonly Cell[]): Row => ({
    id: code,
    role,
    figures: Object.fromEntries(
      spec.columns.map((column, index) => [
        column,
        figure(`${id}.${code}.${column}`, cells[index] ?? null, unit(column)),
      ]),
    ),
  })
  const body = Object.entries(spec.rows).map(([code, cells]) => row(code, code === '_O' ? 'rest' : 'body', cells))
  return {
    id,
    dimension: spec.dimension ?? 'thing',
    dimensionKind: spec.kind ?? 'code',
    columns,
    rows: spec.total ? [...body, row('total', 'total', spec.total)] : body,
    publish: true,
    roundingGap: [],
  }
}

const MONTHS = [
  [222, 1, 197],
  [222, 0, 235],
  [111, 1, 260],
  [61, 0, 185],
  [67, 0, 207],
  [130, 0, 163],
  [151, 2, 258],
  [147, 2, 231],
  [179, 0, 173],
  [130, 0, 166],
  [204, 12, 170],
  [203, 2, 181],
] as const

const months = table('months', {
  kind: 'month',
  dimension: 'period',
  columns: ['fedasil', 'dvz', 'total', 'previous'],
  rows: Object.fromEntries(
    MONTHS.map(([fedasil, dvz, previous], index) => [
      `2020-${String(index + 1).padStart(2, '0')}`,
      [fedasil, dvz, fedasil + dvz, previous],
    ]),
  ),
  total: [1827, 20, 1847, 2426],
})

const YEARS = [2593, 2669, 2659, 2957, 3358, 5656, 4585, 3587, 4053, 4267, 3827, 2994, 2426, 1847]

const history = table('history', {
  kind: 'year',
  dimension: 'year',
  columns: ['persons'],
  rows: Object.fromEntries(
    YEARS.map((value, index) => {
      const year = 2007 + index
      const notes = year >= 2013 ? ['dublin'] : year === 2011 ? ['balkan'] : []
      return [String(year), [{ value, notes, status: year === 2013 ? ['B'] : [] }]]
    }),
  ),
})

const destinations = table('destinations', {
  kind: 'region',
  dimension: 'destination',
  columns: ['persons'],
  rows: {
    BR: [480],
    SV: [134],
    GE: [104],
    MN: [96],
    RO: [87],
    UA: [83],
    CO: [68],
    AL: [60],
    BY: [59],
    RU: [58],
    _O: [618],
  },
  total: [1847],
})

const categories = table('categories', {
  dimension: 'category',
  columns: ['persons', 'share'],
  rows: { applicants: [367, 19.87], refused: [441, 23.88], 'no-legal-stay': [1039, 56.25] },
  total: [1847, 100],
})

export const tables: readonly Table[] = [months, history, destinations, categories]

export function figuresOf(...own: readonly Table[]): Figures {
  return {
    edition: '2020',
    area: null,
    tables: new Map([...tables, ...own].map((one) => [one.id, one])),
    named: new Map(),
  }
}

const ALTERNATIVE = {
  nl: `
  kind: { bar: 'Staafdiagram: {title}.', line: 'Lijndiagram: {title}.', arc: 'Cirkeldiagram: {title}.' }
  absent: 'Zonder cijfer: {labels}.'
  highest: 'Hoogste: {labels} ({value}).'
  lowest: 'Laagste: {labels} ({value}).'
  only: 'Overal {value}: {labels}.'
  first_last: 'Van {first} in {first_label} naar {last} in {last_label}.'
  parts: 'Verdeling: {parts}.'
  none: 'Geen gegevens.'
  table: 'De cijfers staan in de tabel “{table}”.'`,
  fr: `
  kind: { bar: 'Diagramme en bâtons : {title}.', line: 'Courbe : {title}.', arc: 'Diagramme circulaire : {title}.' }
  absent: 'Sans chiffre : {labels}.'
  highest: 'Maximum : {labels} ({value}).'
  lowest: 'Minimum : {labels} ({value}).'
  only: 'Partout {value} : {labels}.'
  first_last: 'De {first} en {first_label} à {last} en {last_label}.'
  parts: 'Répartition : {parts}.'
  none: 'Aucune donnée.'
  table: 'Les chiffres figurent dans le tableau « {table} ».'`,
  ar: `
  kind: { bar: 'رسم بياني: {title}.', line: 'خط: {title}.', arc: 'دائرة: {title}.' }
  absent: 'بلا رقم: {labels}.'
  highest: 'الأعلى: {labels} ({value}).'
  lowest: 'الأدنى: {labels} ({value}).'
  only: 'الكل {value}: {labels}.'
  first_last: 'من {first} إلى {last} ({first_label}، {last_label}).'
  parts: 'الأجزاء: {parts}.'
  none: 'لا توجد بيانات.'
  table: 'الأرقام في الجدول {table}.'`,
}

const words = (total: string, rest: string, names: string, graphics: string, code: keyof typeof ALTERNATIVE) => `
words: { total: ${total} }
names: { _O: ${rest}, ${names} }
graphics: ${graphics}
tables:
  months: { caption: M, columns: { fedasil: Fedasil, dvz: D, total: '{edition}', previous: '{previous_edition}' } }
  history: { caption: H, columns: { persons: P } }
  destinations: { caption: D, columns: { persons: P } }
  categories: { caption: C, columns: { persons: P, share: S } }
  things: { caption: T, columns: { persons: P, share: S } }
alternative:${ALTERNATIVE[code]}
`

const GRAPHICS = (years: string, months_: string, places: string, kinds: string, gap: string) =>
  `{ evolution: { title: ${years}, break: ${gap} }, months: { title: ${months_}, edition: '{edition}', previous: '{previous_edition}' }, destinations: { title: ${places} }, categories: { title: ${kinds} }, things: { title: T } }`

const NAMES = (a: string, b: string, c: string) =>
  `category: { applicants: "${a}", refused: "${b}", no-legal-stay: "${c}" }, thing: { a: Congo, b: Congo, c: Andorra, long: "République démocratique du Congo (Congo-Kinshasa)" }`

export const TEXT_FILES: Readonly<Record<string, string>> = {
  'text/nl.yaml': words(
    'Totaal',
    'andere landen',
    `destination: { BY: Wit-Rusland }, ${NAMES('Verzoekers om internationale bescherming', 'Uitgeprocedeerde verzoekers', 'Migranten zonder wettig verblijf')}`,
    GRAPHICS('Evolutie', 'Terugkeer per maand', 'Landen', 'Categorieën', 'breuk in de reeks'),
    'nl',
  ),
  'text/fr.yaml': words(
    'Total',
    'autres pays',
    NAMES('Demandeurs de protection internationale', 'Demandeurs déboutés', 'Migrants sans séjour légal'),
    GRAPHICS('Évolution', 'Retours par mois', 'Pays', 'Catégories', 'rupture de série'),
    'fr',
  ),
  'text/ar.yaml': words(
    'المجموع',
    'بلدان أخرى',
    NAMES('طالبو الحماية', 'مرفوضون', 'بلا إقامة'),
    GRAPHICS('التطور', 'شهريا', 'البلدان', 'الفئات', 'انقطاع'),
    'ar',
  ),
}

const SPECS = {
  nl: { locale: 'nl-BE', style: 'be-federal' },
  fr: { locale: 'fr-BE', style: 'be-federal' },
  ar: { locale: 'ar', style: 'cldr' },
} as const

export interface Kit {
  readonly theme: Theme
  readonly fonts: Fonts
  readonly texts: Readonly<Record<keyof typeof SPECS, Texts>>
}

/** Theme, fonts and words, read as a build reads them; throws when one of them has a problem. */
export async function readKit(): Promise<Kit> {
  const problems: Problem[] = []
  const tell = (one: Problem) => problems.push(one)
  const world = worldWith(TEXT_FILES)
  const languages = Object.entries(SPECS).map(([code, spec]) => makeLanguage(code, spec))
  const [theme, fonts, texts] = await Promise.all([
    readTheme('templates/shared/theme.yaml', world, tell),
    readFonts('templates/shared/fonts.yaml', world, tell),
    readTexts(['text'], languages, world, tell),
  ])
  const [nl, fr, ar] = [texts.get('nl'), texts.get('fr'), texts.get('ar')]
  if (problems.length > 0 || !theme || !fonts || !nl || !fr || !ar) throw new Error(JSON.stringify(problems, null, 1))
  return { theme, fonts, texts: { nl, fr, ar } }
}

export interface Outcome {
  readonly graphic: Graphic | null
  readonly problems: readonly Problem[]
}

/** Reads a chart of the project, or one given as an object, and draws it. */
export async function drawChart(
  kit: Kit,
  id: string,
  languages: readonly (keyof Kit['texts'])[],
  options: { spec?: object; figures?: Figures; table?: string; noteMark?: (note: string) => string } = {},
): Promise<Outcome> {
  const problems: Problem[] = []
  const tell = (one: Problem) => problems.push(one)
  const folder = options.spec ? 'own' : 'templates/voluntary-return'
  const world = worldWith(options.spec ? { [`own/charts/${id}.vl.json`]: JSON.stringify(options.spec, null, 2) } : {})
  const chart: ChartFile | null = await readChart(id, folder, await readChartSchema(world), world, tell)
  if (!chart) return { graphic: null, problems }
  const graphic = await drawGraphic(id, chart, options.table ?? TABLE_OF[id] ?? 'things', {
    figures: options.figures ?? figuresOf(),
    texts: languages.map((code) => kit.texts[code]),
    theme: kit.theme,
    fonts: kit.fonts,
    keep: makeAlways,
    noteMark: options.noteMark ?? ((note) => (note === 'dublin' ? '(1)' : '(2)')),
    tell,
  })
  return { graphic, problems }
}

export const TABLE_OF: Readonly<Record<string, string>> = {
  evolution: 'history',
  months: 'months',
  destinations: 'destinations',
  categories: 'categories',
}
