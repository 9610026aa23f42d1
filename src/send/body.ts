/** The body of a message: its templates run with what it says, the style put where mail programs read it. */
import type HandlebarsModule from 'handlebars'
import type { Texts } from '../format/texts.ts'
import { plain, word } from '../format/wording.ts'
import { escapeHtml } from '../html/escape.ts'
import { checkNames } from '../html/scope.ts'
import { run, type Template } from '../html/template.ts'
import { type Problem, problem, Refusal } from '../problem.ts'
import type { Side } from './content.ts'
import { BODIES, type Stationery } from './stationery.ts'

export interface Body {
  readonly html: string
  readonly text: string
}

/** What a template sees. */
interface View extends Side {
  readonly sides: readonly Side[]
  /** Where the recipient unsubscribes. */
  readonly leaving: string
}

type Options = HandlebarsModule.HelperOptions & { data: { side?: Side } }

const HELPERS = ['plain', 'sides']
const BLOCKS = ['each', 'if', 'unless', 'with']

/** Renders both bodies; throws a Refusal with every unknown name in their templates. */
export async function bodyOf(sides: readonly Side[], leaving: string, on: Stationery): Promise<Body> {
  const [first] = sides
  if (!first) throw new Refusal([problem('template-missing', { page: BODIES[0], folder: 'templates/shared/mail' })])
  const view: View = { ...first, sides, leaving }
  const [html, text] = BODIES.map((name) => render(name, view, on))
  const { default: juice } = await import('juice')
  return { html: wire(juice(pageOf(html ?? '', view, on.style), INLINING)), text: wire(tidy(text ?? '')) }
}

/** With line breaks as mail has them. */
const wire = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n')

/** What only some programs read stays in the head. */
const INLINING = { removeStyleTags: true, preserveMediaQueries: true, applyWidthAttributes: false }

function render(name: string, view: View, { templates, texts }: Stationery): string {
  const template = templates.pages.get(name)
  if (!template) throw new Refusal([problem('template-missing', { page: name, folder: 'templates/shared/mail' })])
  const problems: Problem[] = []
  checkNames(template, templates, [...HELPERS, ...BLOCKS], view, (one) => problems.push(one))
  if (problems.length > 0) throw new Refusal(problems)
  return attempt(template, () => run(template, templates, vocabulary(view, texts), view))
}

function attempt(template: Template, work: () => string): string {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refusal([problem('template-fails', { reason }, { file: template.file })])
  }
}

/** `{{#sides}}` renders its block in each language; `{{plain "mail.leave"}}` is a message in the language around it. */
function vocabulary(view: View, texts: ReadonlyMap<string, Texts>): Record<string, HandlebarsModule.HelperDelegate> {
  return {
    sides(this: object, options: Options) {
      return view.sides
        .map((side, index) => options.fn({ ...this, ...side }, { data: { ...options.data, side, index } }))
        .join('')
    },
    plain(key: string, options: Options) {
      const side = options.data.side ?? view
      const own = texts.get(side.code)
      return own ? plain(word(key, side.values, own) ?? []) : ''
    },
  }
}

function pageOf(body: string, { lang, dir, subject }: View, style: string): string {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${style}</style>
</head>
<body>
${body.trim()}
</body>
</html>
`
}

/** One empty line between paragraphs, none at the ends. */
const tidy = (text: string): string =>
  `${text
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
