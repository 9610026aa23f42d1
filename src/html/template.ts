/** Handlebars templates of a factsheet: read, linted, precompiled strictly. */
import type HandlebarsModule from 'handlebars'
import { problem, suggest, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { lintContexts } from './context.ts'
import { HELPERS } from './vocabulary.ts'

type Handlebars = typeof HandlebarsModule
export type Ast = ReturnType<Handlebars['parse']>

export interface Template {
  readonly name: string
  readonly file: string
  readonly source: string
  readonly ast: Ast
  readonly run: HandlebarsModule.TemplateDelegate
}

export interface Templates {
  readonly handlebars: Handlebars
  readonly pages: ReadonlyMap<string, Template>
  readonly partials: ReadonlyMap<string, Template>
}

/** Pages that a factsheet may override; without its own, the shared one is used. */
const PAGES = ['page', 'facing']

/** A template named `….text` makes plain text, in which nothing is escaped. */
const isText = (name: string) => name.endsWith('.text')

/** Reads the pages and partials of a factsheet, each overriding the shared one of the same name; tells syntax errors. */
export async function readTemplates(
  folders: readonly string[],
  world: World,
  tell: Tell,
  names: readonly string[] = PAGES,
): Promise<Templates> {
  const handlebars = (await import('handlebars')).default
  const read = (file: string, name: string) => readTemplate(file, name, handlebars, world, tell)
  const pages = new Map<string, Parsed>()
  const partials = new Map<string, Parsed>()
  for (const folder of folders) {
    for (const name of names) {
      const file = `${folder}/${name}.hbs`
      const template = (await world.files.exists(file)) ? await read(file, name) : null
      if (template) pages.set(name, template)
    }
    for (const name of (await world.files.list(`${folder}/partials`)).filter((one) => one.endsWith('.hbs'))) {
      const template = await read(`${folder}/partials/${name}`, name.slice(0, -4))
      if (template) partials.set(template.name, template)
    }
  }
  // Compiling takes twice as long as reading, and a template that another stands in for is never run.
  const compile = (all: ReadonlyMap<string, Parsed>) =>
    new Map([...all.values()].flatMap((one) => compileTemplate(one, handlebars, tell)))
  return { handlebars, pages: compile(pages), partials: compile(partials) }
}

type Parsed = Omit<Template, 'run'>

async function readTemplate(
  file: string,
  name: string,
  handlebars: Handlebars,
  world: World,
  tell: Tell,
): Promise<Parsed | null> {
  const source = new TextDecoder().decode(await world.files.read(file))
  try {
    const template = { name, file, source, ast: handlebars.parse(source) }
    if (!isText(name)) lintContexts(template, tell)
    return template
  } catch (error) {
    tell(syntaxProblem(error, source, file))
    return null
  }
}

function compileTemplate(one: Parsed, handlebars: Handlebars, tell: Tell): readonly (readonly [string, Template])[] {
  try {
    return [[one.name, { ...one, run: precompile(one, handlebars) }]]
  } catch (error) {
    tell(syntaxProblem(error, one.source, one.file))
    return []
  }
}

/** Handlebars gives the line of a syntax error in its sentence only, and the rest of it is about its grammar. */
function syntaxProblem(error: unknown, source: string, file: string) {
  const message = error instanceof Error ? error.message : String(error)
  const line = Number(/line (\d+)/.exec(message)?.[1] ?? /(\d+):\d+/.exec(message)?.[1] ?? 1)
  const grammar = /^(?:Parse|Lexical) error/.test(message)
  const reason = grammar ? null : (message.split('\n').at(-1) ?? message).replace(/ - \d+:\d+$/, '')
  const column = (source.split('\n')[line - 1] ?? '').indexOf('{{') + 1
  return problem('template-syntax', { reason }, { file, line, column: Math.max(1, column) })
}

/** An unknown name throws instead of printing nothing; scope.ts has told it before, with its place. */
const STRICT = {
  strict: true,
  knownHelpers: Object.fromEntries(HELPERS.map((name) => [name, true])),
  preventIndent: true,
}

/** Compiled once a factsheet, partials too: one left as text would be compiled at each use, without `strict` (handlebars#1708). */
function precompile({ ast, name }: Parsed, handlebars: Handlebars): HandlebarsModule.TemplateDelegate {
  const code = handlebars.precompile(ast, { ...STRICT, noEscape: isText(name) })
  return handlebars.template(new Function(`return ${code}`)())
}

/** Renders a page with its partials and with the helpers of one document. */
export function run(
  page: Template,
  templates: Templates,
  helpers: Readonly<Record<string, HandlebarsModule.HelperDelegate>>,
  view: object,
): string {
  const partials = Object.fromEntries([...templates.partials.values()].map((partial) => [partial.name, partial.run]))
  return page.run(view, { helpers, partials })
}

/** Tells a partial that is used but not there. */
export function unknownPartial(
  name: string,
  templates: Templates,
  file: string,
  line: number,
  column: number,
  tell: Tell,
): void {
  const hint = suggest(name, templates.partials.keys())
  tell(problem('unknown-partial', { partial: name, hint }, { file, line, column, length: name.length }))
}
