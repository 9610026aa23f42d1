/** What an author knows of a page and finds again in its PDF: its tables and graphics, in reading order. */
import type { Page } from '../html/page.ts'

export interface Landmarks {
  readonly tables: readonly TableMark[]
  readonly graphics: readonly GraphicMark[]
}

export interface TableMark {
  /** Null for a table of the template's own. */
  readonly id: string | null
  /** The text of each cell, row by row. */
  readonly rows: readonly (readonly string[])[]
}

export interface GraphicMark {
  /** Null for a picture of the template's own. */
  readonly id: string | null
  /** The language of its alternative, as the page calls it, e.g. `fr`. */
  readonly language: string
  readonly alternative: string
}

const TABLE = /<table\b([^>]*)>([\s\S]*?)<\/table>/g
const PICTURE = /data-graphic="([^"]*)"|<svg\b[^>]*\brole="img"[^>]*>/g
/** Tables that only arrange a page are none to a reader. */
const ARRANGING = /\brole="(?:presentation|none)"/
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }

/** Finds the tables and graphics of a page in its HTML, which is what the browser printed. */
export function landmarks({ html, languages }: Pick<Page, 'html' | 'languages'>): Landmarks {
  const body = bodyOf(html)
  return { tables: tables(body), graphics: graphics(body, languages) }
}

/** Fonts and styles take up most of a page. */
export const bodyOf = (html: string): string => html.slice(Math.max(0, html.indexOf('<body')))

function tables(body: string): readonly TableMark[] {
  return [...body.matchAll(TABLE)].flatMap(([, attributes = '', inner = '']) =>
    ARRANGING.test(attributes) ? [] : [{ id: attributeOf('data-table', attributes) ?? null, rows: rows(inner) }],
  )
}

function rows(table: string): readonly (readonly string[])[] {
  return [...table.matchAll(/<tr\b[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => textOf(cell)),
  )
}

function graphics(body: string, languages: readonly string[]): readonly GraphicMark[] {
  const found: GraphicMark[] = []
  let id: string | null = null
  for (const [tag, graphic] of body.matchAll(PICTURE)) {
    if (graphic !== undefined) id = graphic
    else {
      const locale = attributeOf('lang', tag) ?? ''
      const language = languages.find((code) => locale === code || locale.startsWith(`${code}-`)) ?? locale
      // The mark of a graphic goes before its drawing; a picture further on has nothing to do with it.
      const own = id !== null && (attributeOf('id', tag) ?? '').startsWith(`drawing-${id}`)
      found.push({ id: own ? id : null, language, alternative: textOf(attributeOf('aria-label', tag) ?? '') })
    }
  }
  return found
}

function attributeOf(attribute: string, tag: string): string | undefined {
  return new RegExp(`\\s${attribute}="([^"]*)"`).exec(tag)?.[1]
}

function textOf(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+));/g, (whole, ten, sixteen, name) => {
      if (name) return ENTITIES[name] ?? whole
      return String.fromCodePoint(Number.parseInt(ten ?? sixteen, ten ? 10 : 16))
    })
  // A no-break space is content: the browser keeps such a cell.
  return text.replace(/[ \t\n\r\f]+/g, ' ').replace(/^ | $/g, '')
}
