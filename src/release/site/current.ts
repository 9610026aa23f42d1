/** An edition on its page: state, documents and figures; and the older ones in a table. */
import { editionPath, entryPath, relative, versionPath } from './address.ts'
import { areaTable } from './areas.ts'
import { documentTable, figureTable, mainLinks } from './documents.ts'
import { currentOf, newestOf } from './edition.ts'
import type { PublicEdition, Side, SiteFacts } from './facts.ts'
import { isFigures, measuredLink, type Shelf } from './links.ts'
import { type Markup, markup } from './markup.ts'
import { count, editionName, issuedOn, ownWord, say, whole, wordsOf } from './words.ts'

export const hasAreas = (edition: PublicEdition): boolean =>
  currentOf(edition)?.version.sets.some(({ area }) => area !== null) ?? false

const latest = (edition: PublicEdition, side: Side): Shelf => ({
  side,
  folder: versionPath(side.facts.factsheet, edition.edition, 'latest'),
})

export function currentEdition(edition: PublicEdition, side: Side): Markup {
  const current = currentOf(edition)
  if (!current) return markup`<section><p>${say('none', side.texts)}</p></section>`
  const shelf = latest(edition, side)
  const { sets } = current.version
  const common = sets.filter(({ area }) => area === null)
  const ofAreas = sets.filter(({ area }) => area !== null)
  return markup`<section class="current" aria-labelledby="current">
<h2 id="current">${editionHeading(edition, side)}</h2>
${stateHtml(edition, side)}
${common.map(
  (set) => markup`${mainLinks(set, shelf)}
<div class="halves">
<div class="scroll">${documentTable(set, shelf)}</div>
<div class="scroll">${figureTable(set, shelf)}</div>
</div>\n`,
)}${ofAreas.length > 0 ? areaTable(ofAreas, shelf) : null}
</section>`
}

function editionHeading(edition: PublicEdition, { facts, texts }: Side): string {
  const name = editionName(edition.edition, texts.language)
  const newest = edition === facts.editions[0]
  return newest ? say('current', texts, { edition: name }) : ownWord('edition', texts, { edition: name })
}

/** When it was published, and whether it was corrected or revised since. */
function stateHtml(edition: PublicEdition, { texts }: Side): Markup {
  const { language } = texts
  const first = edition.versions.at(-1)?.version
  const number = currentOf(edition)?.version.number ?? 1
  const [corrected, revised] = [newestOf('correction', edition), newestOf('revision', edition)]
  const facts = [
    first && markup`<li>${ownWord('published', texts, { date: issuedOn(first, language) })}</li>\n`,
    corrected &&
      markup`<li class="corrected">${say('corrected', texts, { date: issuedOn(corrected, language) })}</li>\n`,
    revised && markup`<li>${say('revised', texts, { date: issuedOn(revised, language) })}</li>\n`,
    number > 1 ? markup`<li>${say('version', texts, { version: whole(number, language) })}</li>\n` : null,
  ]
  return markup`<ul class="state">\n${facts.map((one) => one ?? null)}</ul>`
}

/** Older editions, newest first, with their documents in the language of the page. */
export function olderEditions(editions: readonly PublicEdition[], side: Side): Markup | null {
  if (editions.length === 0) return null
  const { texts } = side
  const head = ['edition', 'issued', 'documents'].map((key) => markup`<th scope="col">${say(key, texts)}</th>`)
  return markup`<section aria-labelledby="older">
<h2 id="older">${say('older', texts)}</h2>
<div class="scroll" role="group" tabindex="0" aria-labelledby="older"><table class="list">
<thead><tr>${head}</tr></thead>
<tbody>
${editions.map((edition) => olderRow(edition, side))}</tbody>
</table></div>
</section>`
}

function olderRow(edition: PublicEdition, side: Side): Markup {
  const { facts, texts, path } = side
  const current = currentOf(edition)
  const words = current && wordsOf(current, texts)
  const name = editionName(edition.edition, texts.language)
  const own = editionPath(facts.factsheet, texts.language.code, edition.edition)
  const title = hasAreas(edition)
    ? markup`<a href="${relative(path, own)}">${words?.title ?? name}</a>`
    : (words?.title ?? name)
  return markup`<tr><th scope="row">${name}${title === name ? null : markup`<span class="title">${title}</span>`}</th>
${current ? markup`<td>${olderState(edition, side)}</td>\n${olderFiles(edition, side)}` : markup`<td colspan="2">${say('none', texts)}</td>`}</tr>\n`
}

function olderState(edition: PublicEdition, { texts }: Side): Markup {
  const first = edition.versions.at(-1)?.version
  const corrected = newestOf('correction', edition)
  const on = corrected && say('corrected', texts, { date: issuedOn(corrected, texts.language) })
  return markup`${first ? issuedOn(first, texts.language) : ''}${on && markup`<span class="corrected">${on}</span>`}`
}

/** Those of areas stand on the edition's own page. */
function olderFiles(edition: PublicEdition, side: Side): Markup {
  const sets = currentOf(edition)?.version.sets ?? []
  const files = sets.find(({ area }) => area === null)?.files
  if (!files) return markup`<td>${say('count', side.texts, { areas: count(sets.length) })}</td>`
  const shelf = latest(edition, side)
  const { code } = side.texts.language
  const links = (['html', 'pdf', 'json'] as const).flatMap((kind) => {
    const file = files.find((one) => (kind === 'json' ? isFigures(one) : one.kind === kind && one.document === code))
    return file ? [markup`<li>${measuredLink(file, kind.toUpperCase(), shelf)}</li>\n`] : []
  })
  return markup`<td><ul class="inline">\n${links}</ul></td>`
}

/** Where the history of an edition stands. */
export function historyPath(edition: PublicEdition, { factsheet, editions }: SiteFacts, language: string): string {
  const alone = edition !== editions[0] && hasAreas(edition)
  return alone ? editionPath(factsheet, language, edition.edition) : entryPath(factsheet, language)
}
