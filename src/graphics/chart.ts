/** A chart file: a Vega-Lite spec whose data are tables of the factsheet and whose words are keys of its text files. */
import { z } from 'zod'
import { type Document, type Path, readDocument } from '../data/document.ts'
import type { Table } from '../figures/figure.ts'
import type { Texts } from '../format/texts.ts'
import { type ProblemCode, problem, suggest, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { fieldsOf } from './rows.ts'
import { issuesOf, type Schema } from './schema.ts'
import type { Theme } from './theme.ts'

export type Spec = Readonly<Record<string, unknown>>

const Labels = z.strictObject({
  form: z.enum(['name', 'short']).optional(),
  join: z.enum(['lines', 'slash']).optional().describe('Between two languages'),
  width: z.number().positive().optional().describe('Longer labels are wrapped, px'),
  step: z
    .number()
    .positive()
    .optional()
    .describe('Height of a row, px; the drawing grows with its rows and their lines'),
})
export type LabelSpec = Readonly<z.infer<typeof Labels>>

/** What a chart file may say to us, in the corner that Vega-Lite leaves to others. */
const Usermeta = z.strictObject({
  labels: Labels.default({}),
  facing: z
    .strictObject({ labels: Labels.default({}), spec: z.record(z.string(), z.unknown()).default({}) })
    .prefault({})
    .describe('What replaces labels, and the top level of the spec, where two languages share a graphic'),
})

export interface ChartFile {
  readonly id: string
  readonly file: string
  readonly document: Document
  readonly spec: Spec
  readonly usermeta: Readonly<z.infer<typeof Usermeta>>
}

/** The public Vega-Lite schema, from the library's own package. */
const SCHEMA = 'node_modules/vega-lite/build/vega-lite-schema.json'

/** Reads the schema that chart files are checked against; once a build. */
export async function readChartSchema(world: World): Promise<Schema> {
  return JSON.parse(new TextDecoder().decode(await world.files.read(SCHEMA)))
}

/** Reads `<folder>/charts/<id>.vl.json` and checks it against the Vega-Lite schema; null when it cannot be drawn. */
export async function readChart(
  id: string,
  folder: string,
  schema: Schema,
  world: World,
  tell: Tell,
): Promise<ChartFile | null> {
  const file = `${folder}/charts/${id}.vl.json`
  if (!(await world.files.exists(file))) {
    tell(problem('chart-missing', { chart: id, file }))
    return null
  }
  const document = readDocument(new TextDecoder().decode(await world.files.read(file)), file, tell)
  if (!document) return null
  const issues = issuesOf(document.value, schema)
  const usermeta = Usermeta.safeParse((document.value as Spec | null)?.['usermeta'] ?? {})
  const own = usermeta.error?.issues.map((one) => ({ path: ['usermeta', ...(one.path as Path)], reason: one.message }))
  for (const issue of [...issues, ...(own ?? [])]) {
    const hint = 'hint' in issue ? issue.hint : undefined
    const place = document.place(issue.path, 'key' in issue && issue.key ? 'key' : 'value')
    tell(problem('chart-not-vega-lite', { at: issue.path.join('.'), reason: issue.reason, hint }, place))
  }
  if (issues.length > 0 || !usermeta.success) return null
  return { id, file, document, spec: document.value as Spec, usermeta: usermeta.data }
}

/** Names of the data of a graphic: its table, and the same with one object a cell. */
export const longName = (table: string): string => `${table}.long`

/** Tells data, fields, words and colours that a chart asks for and that are not there; true when all are. */
export function checkChart(chart: ChartFile, table: Table, texts: readonly Texts[], theme: Theme, tell: Tell): boolean {
  let fine = true
  const refuse: Refuse = (path, code, facts) => {
    tell(problem(code, facts, chart.document.place(path)))
    fine = false
  }
  const names = [table.id, longName(table.id)]
  const fields = new Set([...fieldsOf(table, false), ...fieldsOf(table, true), ...madeFields(chart.spec)])
  walk(chart.spec, (key, value, path) => {
    if (key === 'data') checkData(value, names, path, refuse)
    else if (key === 'field' && typeof value === 'string') checkField(value, table, fields, path, refuse)
    else if (typeof value === 'string' && value.startsWith('@')) checkWord(value.slice(1), texts, theme, path, refuse)
  })
  return fine
}

type Refuse = <C extends ProblemCode>(path: Path, code: C, facts: Parameters<typeof problem<C>>[1]) => void

/**
 * Calls `visit` for every value of a spec, with the key under which it stands; rows of data are no part of a spec. The
 * path is one list that goes along: who keeps it must copy it.
 */
export function walk(
  value: unknown,
  visit: (key: string, value: unknown, path: Path) => void,
  path: (string | number)[] = [],
): void {
  if (value === null || typeof value !== 'object') return
  for (const [key, one] of Object.entries(value)) {
    if (key === 'datasets' && path.length === 0) continue
    path.push(Array.isArray(value) ? Number(key) : key)
    visit(key, one, path)
    walk(one, visit, path)
    path.pop()
  }
}

function checkData(data: unknown, names: readonly string[], path: Path, refuse: Refuse): void {
  const name = (data as { name?: unknown } | null)?.name
  const others = Object.keys(data ?? {}).filter((key) => key !== 'name')
  if (typeof name !== 'string' || others.length > 0)
    refuse(path, 'chart-data-not-by-name', { found: others.map((one) => `"${one}"`).join(', ') || 'nothing' })
  else if (!names.includes(name)) refuse([...path, 'name'], 'chart-data-unknown', { name, hint: suggest(name, names) })
}

/** Channels by whose value rows are told apart: words there would merge rows of the same name. */
const TELLING_APART = new Set([
  'x',
  'y',
  'xOffset',
  'yOffset',
  'row',
  'column',
  'facet',
  'color',
  'fill',
  'stroke',
  'detail',
  'shape',
])

function checkField(field: string, table: Table, fields: ReadonlySet<string>, path: Path, refuse: Refuse): void {
  const channel = String(path.at(-2))
  if (!fields.has(field)) refuse(path, 'chart-field-unknown', { field, table: table.id, hint: suggest(field, fields) })
  else if (TELLING_APART.has(channel) && /(^|_)(label|text)$/.test(field))
    refuse(path, 'chart-encodes-label', { field, channel })
}

/** Fields that the chart's own transforms make. */
function madeFields(spec: Spec): readonly string[] {
  const made: string[] = []
  walk(spec, (key, value) => {
    if (key === 'as') made.push(...[value].flat().map(String))
  })
  return made
}

const THEME = /^theme\.(.*)$/

function checkWord(key: string, texts: readonly Texts[], theme: Theme, path: Path, refuse: Refuse): void {
  const colour = THEME.exec(key)?.[1]
  if (colour !== undefined) {
    if (!Object.hasOwn(theme.colours, colour))
      refuse(path, 'chart-colour-unknown', { colour, hint: suggest(colour, Object.keys(theme.colours)) })
    return
  }
  for (const one of texts.filter(({ messages }) => !messages.has(key)))
    refuse(path, 'chart-word-unknown', { key, language: one.language.code, hint: suggest(key, one.messages.keys()) })
}
