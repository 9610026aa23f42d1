/** HTML and XML from a template in which every text is escaped, and markup made the same way is taken as it is. */
import { escapeHtml } from '../../html/escape.ts'

export interface Markup {
  readonly markup: string
}

type Part = string | number | Markup | null | readonly Part[]

/** Nothing is written for null; lists are written one after the other. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = texts.map((text, index) => text + (index < parts.length ? write(parts[index] ?? null) : ''))
  return { markup: written.join('') }
}

/** Text that is markup already. */
export const raw = (text: string): Markup => ({ markup: text })

function write(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map(write).join('')
}

/** JSON for a script element: no text in it can end the element. */
export const jsonForScript = (value: object): Markup => raw(JSON.stringify(value).replaceAll('<', '\\u003c'))
