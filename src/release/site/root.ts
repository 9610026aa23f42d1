/** The pages in all languages at once: the root, with every factsheet, and the choice of a language of one. */
import { CATALOGUE, choicePath, entryPath, ROOT_PAGE, reach, relative } from './address.ts'
import type { Card, CardLanguage } from './card.ts'
import type { PublicFile } from './facts.ts'
import { type Markup, markup } from './markup.ts'
import { type HeadLink, shellHtml } from './shell.ts'

type Style = (body: string) => string

/** `index.html`: all factsheets, each in its languages; nothing without one. */
export function rootPage(cards: readonly Card[], style: Style): readonly PublicFile[] {
  const languages = languagesOf(cards)
  const all = languages.map((one) => ({ one, words: one.words.all }))
  const body = markup`${band(languages, all)}
<main>
${cards.map((card) => markup`<article class="card sides">\n${card.languages.map((one) => titled(one, card, ROOT_PAGE))}</article>\n`)}</main>
${foot(languages)}`
  return page(
    ROOT_PAGE,
    languages,
    all.map(({ words }) => words),
    [],
    cards[0],
    body,
    style,
  )
}

/** `<factsheet>/index.html`: where a reader goes whose language nobody knows. */
export function choicePage(card: Card, style: Style): readonly PublicFile[] {
  const path = choicePath(card.factsheet)
  const { languages } = card
  const titles = languages.map((one) => ({ one, words: one.title }))
  const body = markup`${band(languages, titles)}
<main>
<article class="card sides">
${languages.map((one) => named(one, card, path))}</article>
</main>`
  const alternates = languages.map((one): HeadLink => {
    return { rel: 'alternate', hreflang: one.locale, href: reach(card.site, path, entryPath(card.factsheet, one.code)) }
  })
  const choice: HeadLink = { rel: 'alternate', hreflang: 'x-default', href: reach(card.site, path, path) }
  return page(
    path,
    languages,
    titles.map(({ words }) => words),
    [...alternates, choice],
    card,
    body,
    style,
  )
}

/** The languages of several factsheets, each once, as the first that speaks it has it. */
export function languagesOf(cards: readonly Card[]): readonly CardLanguage[] {
  const all = cards.flatMap(({ languages }) => languages)
  return all.filter(({ code }, index) => all.findIndex((other) => other.code === code) === index)
}

function page(
  path: string,
  [first]: readonly CardLanguage[],
  titles: readonly string[],
  links: readonly HeadLink[],
  card: Card | undefined,
  body: Markup,
  style: Style,
): readonly PublicFile[] {
  if (!first || !card) return []
  const canonical: readonly HeadLink[] =
    card.site === null ? [] : [{ rel: 'canonical', href: reach(card.site, path, path) }]
  const { locale: lang, direction: dir } = first
  const shell = {
    lang,
    dir,
    title: [...new Set(titles)].join(' | '),
    description: null,
    links: [...canonical, ...links],
  }
  return [{ path, content: shellHtml({ ...shell, body, style }) }]
}

interface Worded {
  readonly one: CardLanguage
  readonly words: string
}

function band(languages: readonly CardLanguage[], titles: readonly Worded[]): Markup {
  const agencies = languages.map((one) => ({ one, words: one.agency }))
  return markup`<header class="band">
<p class="agency">${inTurn(agencies)}</p>
<h1>${inTurn(titles)}</h1>
</header>`
}

/** The same words in two languages are said once. */
function inTurn(all: readonly Worded[]): Markup {
  const once = all.filter(({ words }, index) => all.findIndex((other) => other.words === words) === index)
  return markup`${once.map(({ one, words }, index) => markup`${index > 0 ? '\u00a0| ' : null}<span${spoken(one)}>${words}</span>`)}`
}

const spoken = ({ locale, direction }: CardLanguage): Markup => markup` lang="${locale}" dir="${direction}"`

function titled(one: CardLanguage, { factsheet }: Card, from: string): Markup {
  return markup`<section${spoken(one)}>
<p class="tongue">${one.name}</p>
<h2><a href="${relative(from, entryPath(factsheet, one.code))}" hreflang="${one.locale}">${one.title}</a></h2>
${about(one)}</section>
`
}

function named(one: CardLanguage, { factsheet }: Card, from: string): Markup {
  return markup`<section${spoken(one)}>
<h2><a href="${relative(from, entryPath(factsheet, one.code))}" hreflang="${one.locale}">${one.name}</a></h2>
${about(one)}</section>
`
}

function about({ description, state }: CardLanguage): Markup {
  const states = state.map((words) => markup`<p class="quiet">${words}</p>\n`)
  return markup`${description === '' ? null : markup`<p>${description}</p>\n`}${states}`
}

function foot(languages: readonly CardLanguage[]): Markup {
  const links = languages.map(
    (one) =>
      markup`<p${spoken(one)}><a href="${CATALOGUE}" type="application/ld+json">${one.words.catalogue}</a></p>\n`,
  )
  return markup`<footer>\n${links}</footer>`
}
