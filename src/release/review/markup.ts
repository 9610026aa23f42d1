/** The few forms that a review sheet is built of: sections, tables and lists, as HTML. What is handed in is HTML already. */
import { escapeHtml } from '../../html/escape.ts'

export interface Section {
  /** Names it in the page's addresses. */
  readonly id: string
  readonly title: string
  readonly body: string
}

export function sectionHtml({ id, title, body }: Section): string {
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${body}\n</section>`
}

export interface Group {
  readonly title: string
  readonly rows: readonly (readonly string[])[]
}

export interface Cells {
  readonly caption: string
  readonly head: readonly string[]
  /** The first cell of each heads its row. */
  readonly rows?: readonly (readonly string[])[]
  /** Rows with a title above them, instead. */
  readonly groups?: readonly Group[]
  /** Columns of numbers, counted from 0. */
  readonly numbers?: readonly number[]
}

/** A table that scrolls in its own box where it is too wide for the screen; empty without rows. */
export function tableHtml({ caption, head, rows = [], groups = [], numbers = [] }: Cells): string {
  if (rows.length + groups.length === 0) return ''
  const kind: Kind = (column) => (numbers.includes(column) ? ' class="number"' : '')
  const heads = head.map((one, column) => `<th scope="col"${kind(column)}>${one}</th>`).join('')
  const bodies = groups.map(({ title, rows: own }) => {
    return `<tbody>\n<tr class="group"><th scope="rowgroup" colspan="${head.length}">${title}</th></tr>\n${rowsHtml(own, kind)}\n</tbody>`
  })
  const body = rows.length > 0 ? [`<tbody>\n${rowsHtml(rows, kind)}\n</tbody>`] : []
  const label = caption.replace(/<[^>]*>/g, '')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
${[...body, ...bodies].join('\n')}
</table></div>`
}

type Kind = (column: number) => string

function rowsHtml(rows: readonly (readonly string[])[], kind: Kind): string {
  const lines = rows.map(([first = '', ...others]) => {
    const rest = others.map((one, index) => `<td${kind(index + 1)}>${one}</td>`)
    return `<tr><th scope="row">${first}</th>${rest.join('')}</tr>`
  })
  return lines.join('\n')
}

/** Rows under the title of each, in the order in which the titles first come. */
export function grouped<T>(
  all: readonly T[],
  titleOf: (one: T) => string,
  rowOf: (one: T) => readonly string[],
): readonly Group[] {
  return [...Map.groupBy(all, titleOf)].map(([title, own]) => ({ title, rows: own.map(rowOf) }))
}

export const paragraph = (text: string, kind = ''): string =>
  text === '' ? '' : `<p${kind && ` class="${kind}"`}>${text}</p>`

export const listHtml = (items: readonly string[], kind = ''): string =>
  items.length === 0 ? '' : `<ul${kind && ` class="${kind}"`}>${items.map((one) => `<li>${one}</li>`).join('\n')}</ul>`

/** Words in another language than the page's. */
export const inLanguage = (
  html: string,
  { locale, direction }: { readonly locale: string; readonly direction: string },
) => `<span lang="${escapeHtml(locale)}" dir="${direction}">${html}</span>`
