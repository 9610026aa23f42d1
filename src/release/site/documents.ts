/** The documents of a version in every language and format, where there are no areas. */
import type { VersionSet } from '../version.ts'
import type { Side, TitledFile } from './facts.ts'
import {
  documentName,
  extent,
  fileLink,
  formatName,
  isFigures,
  isForSpreadsheets,
  languageOf,
  measuredLink,
  type Shelf,
  textsOf,
  titleOf,
} from './links.ts'
import { type Markup, markup } from './markup.ts'
import { say } from './words.ts'

const byKind = (kind: TitledFile['kind'], document: string, files: readonly TitledFile[]) =>
  files.find((file) => file.kind === kind && file.document === document)

/** Documents in the order of reading: the language of the page, the other ones, then the facing one. */
function documentsOf({ facts, texts }: Side, files: readonly TitledFile[]): readonly string[] {
  const own = texts.language.code
  const others = facts.texts.map(({ language }) => language.code).filter((code) => code !== own)
  const known = [own, ...others]
  const rest = files.flatMap(({ document }) => (document === null || known.includes(document) ? [] : [document]))
  return [...known, ...new Set(rest)].filter((one) => files.some(({ document }) => document === one))
}

/** The two documents that most readers come for, large: to read and to print, in the language of the page. */
export function mainLinks({ files }: VersionSet, shelf: Shelf): Markup {
  const { texts } = shelf.side
  const main = (['html', 'pdf'] as const).flatMap((kind) => {
    const file = byKind(kind, texts.language.code, files)
    if (!file) return []
    const words = markup`<strong>${say(kind === 'html' ? 'read' : 'print', texts)}</strong>
<span>${formatName(file)} ${extent(file, shelf.side)}</span>`
    return [markup`<li>${fileLink(file, words, shelf)}</li>\n`]
  })
  return main.length === 0 ? markup`` : markup`<ul class="main-links">${main}</ul>`
}

/** Pages and PDFs of all languages, as a table. */
export function documentTable({ files }: VersionSet, shelf: Shelf): Markup {
  const { side } = shelf
  const cell = (document: string, kind: 'html' | 'pdf') => {
    const file = byKind(kind, document, files)
    return markup`<td>${file ? measuredLink(file, kind.toUpperCase(), shelf) : null}</td>`
  }
  const rows = documentsOf(side, files).map(
    (document) =>
      markup`<tr><th scope="row">${documentName(document, side)}</th>${cell(document, 'html')}${cell(document, 'pdf')}</tr>\n`,
  )
  const head = (key: string) => markup`<th scope="col">${say(key, side.texts)}</th>`
  return markup`<table class="list">
<caption>${say('documents', side.texts)}</caption>
<thead><tr>${head('document')}${head('page')}<th scope="col">PDF</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`
}

/** The published tables of all languages, and all figures in one file. */
export function figureTable({ files }: VersionSet, shelf: Shelf): Markup {
  const { side } = shelf
  const rows = documentsOf(side, files).flatMap((document) => tableRows(document, files, shelf))
  const json = files.find(isFigures)
  const all =
    json &&
    markup`<p>${fileLink(json, say('json', side.texts), shelf)} <span class="extent">${formatName(json)} ${extent(json, side)}</span></p>`
  if (rows.length === 0) return markup`${all ?? null}`
  return markup`<table class="list">
<caption>${say('figures', side.texts)}</caption>
<thead><tr><th scope="col">${say('table', side.texts)}</th><th scope="col">CSV</th><th scope="col">${say('spreadsheet', side.texts)}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
${all ?? null}`
}

function tableRows(document: string, files: readonly TitledFile[], shelf: Shelf): readonly Markup[] {
  const own = files.filter((file) => file.kind === 'csv' && file.document === document)
  const page = byKind('html', document, files)
  const titles = [...new Set(own.map((file) => titleOf(file, page)))]
  const language = languageOf(textsOf(document, shelf.side), shelf.side)
  return titles.map((title) => {
    const both = own.filter((file) => titleOf(file, page) === title)
    const cell = (spreadsheets: boolean) => {
      const file = both.find((one) => isForSpreadsheets(one) === spreadsheets)
      return markup`<td>${file ? measuredLink(file, 'CSV', shelf) : null}</td>`
    }
    return markup`<tr><th scope="row"><span${language}>${title}</span></th>${cell(false)}${cell(true)}</tr>\n`
  })
}
