/** The documents of each area, in a list that can be used with six areas and with six hundred. */
import type { Language } from '../../format/language.ts'
import type { VersionSet } from '../version.ts'
import type { Side } from './facts.ts'
import { documentName, fileLink, isFigures, isForSpreadsheets, measuredLink, type Shelf, titleOf } from './links.ts'
import { type Markup, markup } from './markup.ts'
import { count, say } from './words.ts'

/** From here on the list scrolls in a box of its own, and can be entered by letter. */
const MANY = 30

export const areaName = (area: string, { facts, texts }: Side): string =>
  facts.areas[area]?.[texts.language.code] ?? area

interface Named {
  readonly name: string
  readonly set: VersionSet
}

export function areaTable(sets: readonly VersionSet[], shelf: Shelf): Markup {
  const { side } = shelf
  const { language } = side.texts
  const order = new Intl.Collator(language.locale)
  const named = sets
    .map((set) => ({ name: areaName(set.area ?? '', side), set }))
    .toSorted((a, b) => order.compare(a.name, b.name))
  const groups = Map.groupBy(named, ({ name }) => initialOf(name, language))
  const many = named.length > MANY
  const bodies = many
    ? [...groups].map(
        ([letter, those]) => markup`<tbody id="${idOf(letter)}">
<tr class="letter"><th colspan="4" scope="rowgroup">${letter}</th></tr>
${those.map((one) => areaRow(one, shelf))}</tbody>\n`,
      )
    : markup`<tbody>\n${named.map((one) => areaRow(one, shelf))}</tbody>\n`
  const table = markup`<table class="list areas">
${areaHead(named.length, side)}
${bodies}</table>`
  if (!many) return table
  return markup`${letters([...groups.keys()], side)}
<div class="tall" role="group" tabindex="0" aria-label="${say('areas', side.texts)}">
${table}
</div>`
}

function areaHead(areas: number, { texts }: Side): Markup {
  const head = ['area', 'page', null, 'figures'].map(
    (key) => markup`<th scope="col">${key === null ? 'PDF' : say(key, texts)}</th>`,
  )
  return markup`<caption>${say('areas', texts)} <span class="extent">${say('count', texts, { areas: count(areas) })}</span></caption>
<thead><tr>${head}</tr></thead>`
}

/** The letter under which a name stands: without accents, as the language writes it when it is alone. */
function initialOf(name: string, { formats, locale }: Language): string {
  const bare = name.normalize('NFKD').replace(/^[^\p{L}\p{N}]+/u, '')
  const first = formats.segments({}).segment(bare).containing(0)?.segment ?? ''
  return first.replace(/\p{M}/gu, '').toLocaleUpperCase(locale)
}

const idOf = (letter: string): string => `areas-${[...letter].map((one) => one.codePointAt(0)?.toString(16)).join('-')}`

function letters(all: readonly string[], { texts }: Side): Markup {
  const links = all.map((letter) => markup`<li><a href="#${idOf(letter)}">${letter}</a></li>\n`)
  return markup`<nav class="letters" aria-label="${say('letters', texts)}"><ul>\n${links}</ul></nav>`
}

function areaRow({ name, set }: Named, shelf: Shelf): Markup {
  const { code } = shelf.side.texts.language
  const own = set.files.filter(({ document }) => document === code || document === null)
  const others = set.files.filter(({ document }) => document !== code && document !== null)
  const cell = (kind: 'html' | 'pdf') => {
    const file = own.find((one) => one.kind === kind && one.document === code)
    // The other languages of an area are reached through its own page; its facing document through nothing else.
    const facing = others.find((one) => one.kind === kind && !shelf.side.facts.texts.some(isOf(one.document)))
    return markup`<td>${file ? measuredLink(file, kind.toUpperCase(), shelf) : null}${
      facing ? markup`<br>${measuredLink(facing, documentName(facing.document ?? '', shelf.side), shelf)}` : null
    }</td>`
  }
  return markup`<tr><th scope="row">${name}</th>${cell('html')}${cell('pdf')}<td>${figureLinks(name, set, shelf)}</td></tr>\n`
}

const isOf =
  (document: string | null) =>
  ({ language }: { readonly language: Language }): boolean =>
    language.code === document

/** Tables are many: folded up, they leave the list of areas a list. */
function figureLinks(name: string, { files }: VersionSet, shelf: Shelf): Markup | null {
  const { texts } = shelf.side
  const { code } = texts.language
  const page = files.find(({ kind, document }) => kind === 'html' && document === code)
  const items = files
    .filter((file) => isFigures(file) || (file.kind === 'csv' && file.document === code))
    .map((file) => {
      const words = file.kind === 'json' ? say('json', texts) : titleOf(file, page)
      const format = isForSpreadsheets(file) ? say('spreadsheet', texts) : file.kind.toUpperCase()
      return markup`<li>${fileLink(file, words, shelf)} <span class="extent">${format}</span></li>\n`
    })
  if (items.length === 0) return null
  return markup`<details><summary>${say('figures', texts)}<span class="unseen"> ${name}</span></summary><ul>\n${items}</ul></details>`
}
