/** What areas and documents are called in a review sheet. */
import type { Figures } from '../../figures/figure.ts'
import { nameOf } from '../../format/names.ts'
import { capitaliseFirst } from '../../format/period.ts'
import type { Texts } from '../../format/texts.ts'
import { escapeHtml } from '../../html/escape.ts'
import { said } from './voice.ts'

/** The name of a set's area as a heading; nothing where there are no areas. */
export function areaTitle({ figures: { area } }: { readonly figures: Figures }, texts: Texts): string {
  return area === null ? '' : `<h3>${escapeHtml(nameOf(area, area.code, texts))}</h3>\n`
}

/** The language of a document in the words of the reader; the one with two languages by a word of its own. */
export function languageName(document: string, texts: Texts): string {
  const { formats } = texts.language
  const name = /^[a-z]{2,3}(-\w+)*$/.test(document)
    ? formats.names({ type: 'language', fallback: 'none' }).of(document)
    : undefined
  return name === undefined ? said('facing', texts) : escapeHtml(capitaliseFirst(name, texts.language))
}

/** Tells tables of several areas apart. */
export const areaSuffix = ({ area }: Figures): string => (area === null ? '' : ` (${escapeHtml(area.code)})`)

/** A document's language as a heading: below that of its area, where there are areas. */
export function documentTitle(
  document: string,
  { figures: { area } }: { readonly figures: Figures },
  texts: Texts,
): string {
  const level = area === null ? 'h3' : 'h4'
  return `<${level}>${languageName(document, texts)}</${level}>\n`
}
