/** The helpers that a template may use; each escapes what it writes, and records what it prints. */
import type HandlebarsModule from 'handlebars'
import type { Figure, Figures } from '../figures/figure.ts'
import { canonicalNumber, formatFigure } from '../format/number.ts'
import { statusLetters } from '../format/status.ts'
import type { Texts } from '../format/texts.ts'
import { messageValues, type Values } from '../format/values.ts'
import { plain, type Token, word } from '../format/wording.ts'
import type { Graphic } from '../graphics/graphic.ts'
import { escapeHtml } from './escape.ts'
import { type Imprint, noticesHtml, versionHtml } from './imprint.ts'
import { notesHtml } from './notes.ts'
import { markGraphic, type Printing } from './printing.ts'

type Handlebars = typeof HandlebarsModule
type Helper = HandlebarsModule.HelperDelegate
type Options = HandlebarsModule.HelperOptions & { data: { texts?: Texts; spot?: string } }

/** What the helpers of one document draw on. `texts[0]` speaks wherever no side is open. */
export interface Speaking {
  readonly handlebars: Handlebars
  readonly figures: Figures
  readonly texts: readonly Texts[]
  readonly graphics: ReadonlyMap<string, Graphic>
  /** Every note in a fixed order (a placeholder in a graphic is an index into it), and its amount where it has one. */
  readonly notes: ReadonlyMap<string, string | null>
  readonly printing: Printing
  readonly imprint: Imprint | null
}

/** U+202F: keeps a mark on the line of its number without gluing it on in the text layer (`5.656 (1)`, not `5.6561`). */
const NARROW_SPACE = '\u202F'

/** CSS pixels; a wider graphic would have unreadable text on a telephone, so it scrolls there instead of shrinking. */
const WIDEST = 480

/** Names of the helpers, for templates to be compiled and checked against. */
export const HELPERS = [
  'text',
  'sentences',
  'plain',
  'has',
  'figure',
  'marks',
  'drawing',
  'notes',
  'version',
  'notices',
  'left',
  'right',
  'sides',
] as const

/** Makes the helpers of one document. */
export function makeVocabulary(on: Speaking): Readonly<Record<(typeof HELPERS)[number], Helper>> {
  const { handlebars } = on
  const values = new Map(on.texts.map((texts) => [texts, messageValues(on.figures, texts)]))
  const html = (text: string) => new handlebars.SafeString(text)
  const textsOf = (options: Options): Texts => options.data.texts ?? (on.texts[0] as Texts)
  const say = (key: string, options: Options) => word(key, values.get(textsOf(options)) as Values, textsOf(options))
  const markup = (key: string, options: Options) => tokensHtml(say(key, options) ?? [], `text ${key}`, on)
  return {
    text: (key: string, options: Options) => html(markup(key, options)),
    sentences: (...args: readonly unknown[]) => {
      const options = args.at(-1) as Options
      return html(
        args
          .slice(0, -1)
          .map((key) => markup(String(key), options))
          .filter((one) => one !== '')
          .join(' '),
      )
    },
    plain: (key: string, options: Options) => plain(say(key, options) ?? []),
    has: (key: string, options: Options) => say(key, options) !== null,
    figure: (figure: Figure, options: Options) =>
      html(
        figureHtml(figure, options.data.texts ? [options.data.texts] : on.texts, String(options.hash.in ?? 'page'), on),
      ),
    marks: (notes: readonly string[], options: Options) => html(marksHtml(notes, textsOf(options), on)),
    drawing: (id: string) => html(drawingHtml(id, on)),
    notes: (options: Options) => html(notesHtml(textsOf(options), on)),
    version: (options: Options) => html(imprinted('version', textsOf(options), on)),
    notices: (options: Options) => html(imprinted('notices', textsOf(options), on)),
    left(this: unknown, options: Options) {
      return side(this, on.texts[0] as Texts, 0, options, handlebars)
    },
    right(this: unknown, options: Options) {
      return side(this, on.texts.at(-1) as Texts, on.texts.length - 1, options, handlebars)
    },
    sides(this: unknown, options: Options) {
      return on.texts.map((texts, index) => side(this, texts, index, options, handlebars)).join('')
    },
  }
}

function imprinted(part: 'version' | 'notices', { language }: Texts, { imprint, printing }: Speaking): string {
  if (!imprint) return ''
  printing.imprint(part, language.code)
  return part === 'version' ? versionHtml(imprint, language) : noticesHtml(imprint, language)
}

/** Renders a block in one language of the document, with that side as its context. */
function side(view: unknown, texts: Texts, index: number, options: Options, handlebars: Handlebars): string {
  const data = handlebars.createFrame(options.data)
  data.texts = texts
  const { sides } = options.data.root as { sides: readonly object[] }
  return options.fn({ ...(view as object), ...sides[index] }, { data })
}

const TAGS: Readonly<Record<string, string>> = { strong: 'strong', em: 'em' }

function tokensHtml(tokens: readonly Token[], spot: string, on: Speaking): string {
  return tokens.map((token) => tokenHtml(token, spot, on)).join('')
}

function tokenHtml(token: Token, spot: string, on: Speaking): string {
  if (token.kind === 'text') return escapeHtml(token.text)
  if (token.kind === 'figure') {
    on.printing.print(token.figure, spot)
    return dataHtml(token.figure, token.text)
  }
  const inner = tokensHtml(token.children, spot, on)
  if (token.name === 'link') return linkHtml(plain(token.children), inner, on)
  const tag = TAGS[token.name] ?? 'span'
  return `<${tag}>${inner}</${tag}>`
}

/** The words of a link are its address: readers of print must be able to type it. */
function linkHtml(address: string, inner: string, { printing }: Speaking): string {
  printing.link(address)
  return `<a href="https://${escapeHtml(address.replace(/^https?:\/\//, ''))}">${inner.replaceAll('.', '.<wbr>')}</a>`
}

function dataHtml(figure: Figure, text: string): string {
  if (!figure.rounded) return `<span class="absent" data-figure="${escapeHtml(figure.id)}">${escapeHtml(text)}</span>`
  return `<data value="${canonicalNumber(figure.rounded)}" data-figure="${escapeHtml(figure.id)}">${escapeHtml(text)}</data>`
}

/**
 * A figure with its status letters and its note marks, as it stands in a table or a strip of key figures. On the facing
 * page it stands once, unless the two languages write it differently: `1,150.8 / 1.150,8`.
 */
function figureHtml(figure: Figure, texts: readonly Texts[], spot: string, on: Speaking): string {
  on.printing.print(figure, spot)
  const words = new Set(texts.map((one) => formatFigure(figure, one.language)))
  const letters = figure.rounded ? statusLetters(figure).join('') : ''
  const status = letters === '' ? '' : `<span class="status">${NARROW_SPACE}${escapeHtml(letters)}</span>`
  const beside = `${status}${revisedHtml(figure)}${marksHtml(figure.notes, texts[0] as Texts, on)}`
  return `${dataHtml(figure, [...words].join(' / '))}${beside === '' ? '' : `<span class="beside">${beside}</span>`}`
}

/** Says that the number was another one in an earlier version; a part of the imprint, not of the number. */
function revisedHtml({ rounded, revised }: Figure): string {
  return rounded && revised ? `<span class="status" data-imprint>${NARROW_SPACE}[r]</span>` : ''
}

/** A mark alone, `(1)`, says nothing to who hears it: the link is named `note (1)` in the words of the language. */
function marksHtml(notes: readonly string[], texts: Texts, on: Speaking): string {
  return notes.map((note) => markHtml(note, texts, on)).join('')
}

function markHtml(note: string, texts: Texts, { printing }: Speaking): string {
  const mark = printing.mark(note)
  const label = plain(word('words.note', { mark }, texts) ?? [])
  printing.link(label)
  const link = `<a href="#note-${escapeHtml(note)}" aria-label="${escapeHtml(label)}">${mark}</a>`
  return `<sup class="mark">${NARROW_SPACE}${link}</sup>`
}

function drawingHtml(id: string, on: Speaking): string {
  const graphic = on.graphics.get(id)
  if (!graphic) return ''
  for (const figure of graphic.figures) on.printing.print(figure, `graphic ${id}`)
  const svg = markGraphic(graphic.svg, [...on.notes.keys()], on.printing)
  const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0)
  const title = `graphic-${id}-${on.texts[0]?.language.code}`
  return width > WIDEST
    ? `<div class="scroll" role="group" tabindex="0" aria-labelledby="${escapeHtml(title)}">${svg}</div>`
    : svg
}
