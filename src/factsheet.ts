/** Reads the definition of a factsheet: unknown in, complete read-only type out. */
import { z } from 'zod'
import { checkShape, type Document, readDocument } from './data/document.ts'
import { listFactsheets } from './factsheets.ts'
import { figuresShape } from './figures/definition.ts'
import { type Language, LanguageSpec, makeLanguage } from './format/language.ts'
import { problem, suggest, type Tell } from './problem.ts'
import { MailSpec } from './send/definition.ts'
import { ScheduleSpec } from './serve/definition.ts'
import type { World } from './world.ts'

const Edition = z.union([z.string(), z.int().transform(String)]).describe('A year, 2020, or a month, "2020-04"')
const Budget = z.int().min(1).max(40)
const LanguageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a language code is like nl, fr or pt-BR')

export const FactsheetSpec = z
  .strictObject({
    languages: z.record(LanguageCode, LanguageSpec).describe('The languages, in the order of the agency'),
    facing: z
      .array(LanguageCode)
      .length(2, 'name two languages, the left one first')
      .optional()
      .describe('The bilingual document: its left and its right language'),
    data: z.string().describe('Folder below data/'),
    edition: Edition.describe('The edition built when none is asked for'),
    pages: z
      .union([Budget, z.record(z.string(), Budget)])
      .describe('Pages that every PDF must have; or one number a language, and `facing`'),
    ...figuresShape,
    graphics: z
      .record(z.string(), z.strictObject({ table: z.string() }))
      .default({})
      .describe('charts/<id>.vl.json, and the table that it draws'),
    archive: z
      .enum(['2a', '3a'])
      .default('3a')
      .describe('PDF/A-3a with the tables and figures attached, or PDF/A-2a without'),
    site: z.url().optional().describe('Address below which the files will stand; for links between languages'),
    mail: MailSpec.optional(),
    schedule: ScheduleSpec.optional(),
  })
  .describe('A Diptych factsheet')
type FactsheetSpec = z.infer<typeof FactsheetSpec>

export interface Factsheet {
  readonly id: string
  /** Folder of the definition, from the root of the project. */
  readonly folder: string
  readonly spec: Readonly<FactsheetSpec>
  readonly languages: readonly Language[]
  readonly document: Document
}

/** Reads `templates/<id>/factsheet.yaml`; tells every problem, and gives null when there is an error. */
export async function readFactsheet(id: string, world: World, tell: Tell): Promise<Factsheet | null> {
  const folder = `templates/${id}`
  const file = `${folder}/factsheet.yaml`
  if (!(await world.files.exists(file))) {
    tell(problem('unknown-factsheet', { factsheet: id, hint: suggest(id, await listFactsheets(world)) }))
    return null
  }
  const text = new TextDecoder().decode(await world.files.read(file))
  const document = readDocument(text, file, tell)
  const spec = document && checkShape(document, FactsheetSpec, tell)
  if (!document || !spec || !consistent(spec, document, tell)) return null
  const languages = Object.entries(spec.languages).map(([code, one]) => makeLanguage(code, one))
  return { id, folder, spec, languages, document }
}

function consistent(spec: FactsheetSpec, document: Document, tell: Tell): boolean {
  let fine = true
  const refuse = (...args: Parameters<typeof problem>) => {
    tell(problem(...args))
    fine = false
  }
  const languages = Object.keys(spec.languages)
  spec.facing?.forEach((language, index) => {
    if (!languages.includes(language))
      refuse('unknown-language', { language, hint: suggest(language, languages) }, document.place(['facing', index]))
  })
  const mailed = spec.mail?.languages ?? 'own'
  for (const [index, language] of mailed === 'own' ? [] : mailed.entries())
    if (!languages.includes(language))
      refuse(
        'unknown-language',
        { language, hint: suggest(language, languages) },
        document.place(['mail', 'languages', index]),
      )
  for (const key of typeof spec.pages === 'number' ? [] : Object.keys(spec.pages)) {
    if (key !== 'facing' && !languages.includes(key))
      refuse(
        'unknown-language',
        { language: key, hint: suggest(key, [...languages, 'facing']) },
        document.place(['pages', key], 'key'),
      )
  }
  const sending = Object.entries(spec.schedule?.runs ?? {}).find(([, one]) => one.do.includes('send'))
  if (sending && !spec.mail)
    refuse('schedule-without-mail', { run: sending[0] }, document.place(['schedule', 'runs', sending[0]], 'key'))
  for (const [id, { table }] of Object.entries(spec.graphics)) {
    const at = document.place(['graphics', id, 'table'])
    const declared = spec.tables[table]
    if (!declared) refuse('unknown-table', { table, hint: suggest(table, Object.keys(spec.tables)) }, at)
    else if (!declared.publish) refuse('table-not-published', { table, used: `graphic ${id}` }, at)
  }
  return fine
}

/** Pages that the document of a language, or the facing one, must have. */
export function pageBudget(factsheet: Factsheet, document: string): number | null {
  const { pages } = factsheet.spec
  return typeof pages === 'number' ? pages : (pages[document] ?? null)
}

/** The JSON Schema of factsheet.yaml, for completion and explanations in editors. */
export function factsheetSchema(): object {
  return z.toJSONSchema(FactsheetSpec, { io: 'input', unrepresentable: 'any' })
}
