/** The page on which a factsheet is found, in one language: the newest edition, the older ones, what comes and what was. */
import type { Texts } from '../../format/texts.ts'
import { sideOf } from '../../html/view.ts'
import {
  CATALOGUE,
  choicePath,
  datesPath,
  editionPath,
  entryPath,
  feedPath,
  ROOT_PAGE,
  reach,
  recordPath,
  relative,
} from './address.ts'
import { currentEdition, hasAreas, olderEditions } from './current.ts'
import { datesHtml } from './dates.ts'
import { currentOf } from './edition.ts'
import type { PublicEdition, PublicFile, Side, SiteFacts } from './facts.ts'
import { historyHtml } from './history.ts'
import { type Markup, markup } from './markup.ts'
import { schemaScript } from './schema.ts'
import { type HeadLink, languageLinks, shellHtml } from './shell.ts'
import { editionName, ownWord, say, wordsOf } from './words.ts'

/** The entry page of a factsheet in a language. */
export function entryPage(facts: SiteFacts, texts: Texts): PublicFile {
  const path = entryPath(facts.factsheet, texts.language.code)
  const side = { facts, texts, path }
  const [newest, ...older] = facts.editions
  const detailed = newest && hasAreas(newest) ? [newest] : facts.editions
  const body = markup`${bandHtml(newest, side)}
<main id="main">
${newest ? currentEdition(newest, side) : null}
<div class="halves">
${datesHtml(facts.calendar, texts)}
${followHtml(side)}
</div>
${olderEditions(older, side)}
${historySection(detailed, side)}
</main>
${footHtml(side)}`
  return { path, content: pageHtml(side, newest, body, (code) => entryPath(facts.factsheet, code)) }
}

/** The page of one older edition with areas, whose documents are too many for the entry page. */
export function editionPage(edition: PublicEdition, facts: SiteFacts, texts: Texts): PublicFile {
  const at = (code: string) => editionPath(facts.factsheet, code, edition.edition)
  const path = at(texts.language.code)
  const side = { facts, texts, path }
  const body = markup`${bandHtml(edition, side, at)}
<main id="main">
${currentEdition(edition, side)}
${historySection([edition], side)}
</main>
${footHtml(side)}`
  return { path, content: pageHtml(side, edition, body, at) }
}

type At = (code: string) => string

function bandHtml(edition: PublicEdition | undefined, side: Side, at?: At): Markup {
  const { facts, texts, path } = side
  const current = edition && currentOf(edition)
  const words = current && wordsOf(current, texts)
  const place = at ?? ((code: string) => entryPath(facts.factsheet, code))
  const others = facts.texts
    .filter((one) => one !== texts)
    .map((one) => ({ texts: one, href: relative(path, place(one.language.code)) }))
  const series = edition ? ownWord('edition', texts, { edition: editionName(edition.edition, texts.language) }) : null
  return markup`<a class="skip" href="#main">${say('main', texts)}</a>
<header class="band">
<div class="top"><p class="agency"><a href="${relative(path, ROOT_PAGE)}">${words?.agency ?? say('all', texts)}</a></p>
${languageLinks(others, ownWord('languages', texts))}</div>
<h1>${words?.title ?? series ?? say('all', texts)}</h1>
${words ? markup`<p class="lead">${words.description}</p>` : null}
</header>`
}

function pageHtml(side: Side, edition: PublicEdition | undefined, body: Markup, at: At): string {
  const current = edition && currentOf(edition)
  const words = current && wordsOf(current, side.texts)
  const { lang, dir } = sideOf(side.texts)
  const title = words ? `${words.title} – ${words.agency}` : say('all', side.texts)
  const shell = { lang, dir, title, description: words?.description ?? null, links: headLinks(side, at) }
  return shellHtml({ ...shell, data: schemaScript(side), body, style: side.facts.style })
}

/** Every language names all, itself too; who speaks none of them chooses on a page of its own. */
function headLinks({ facts, texts, path }: Side, at: At): readonly HeadLink[] {
  const { factsheet, site } = facts
  const own = texts.language.code
  const canonical: readonly HeadLink[] = site === null ? [] : [{ rel: 'canonical', href: reach(site, path, path) }]
  const languages = facts.texts.map(({ language }): HeadLink => {
    return { rel: 'alternate', hreflang: language.locale, href: reach(site, path, at(language.code)) }
  })
  // Pages of older editions have no choice of their own: the first language stands for all others there.
  const choice = path === entryPath(factsheet, own) ? choicePath(factsheet) : at(facts.texts[0]?.language.code ?? own)
  return [
    ...canonical,
    ...languages,
    { rel: 'alternate', hreflang: 'x-default', href: reach(site, path, choice) },
    {
      rel: 'alternate',
      type: 'application/atom+xml',
      title: say('feed', texts),
      href: relative(path, feedPath(factsheet, own)),
    },
    { rel: 'alternate', type: 'application/ld+json', title: say('catalogue', texts), href: relative(path, CATALOGUE) },
  ]
}

function followHtml({ facts, texts, path }: Side): Markup {
  const { factsheet, dates } = facts
  const own = texts.language.code
  const link = (to: string, key: string, type: string) =>
    markup`<li><a href="${relative(path, to)}" type="${type}">${say(key, texts)}</a></li>\n`
  return markup`<section class="to-follow" aria-labelledby="follow">
<h2 id="follow">${say('follow', texts)}</h2>
<ul class="follow">
${link(feedPath(factsheet, own), 'feed', 'application/atom+xml')}${
  dates[own] === undefined ? null : link(datesPath(factsheet, own), 'dates', 'text/calendar')
}${link(CATALOGUE, 'catalogue', 'application/ld+json')}</ul>
</section>`
}

function historySection(editions: readonly PublicEdition[], side: Side): Markup {
  const { facts, texts, path } = side
  const record = (edition: PublicEdition) =>
    markup`<p class="quiet"><a href="${relative(path, recordPath(facts.factsheet, edition.edition))}" type="application/json">${say('record', texts)}</a></p>`
  return markup`<section aria-labelledby="history">
<h2 id="history">${say('history', texts)}</h2>
${editions.map((edition) => markup`${historyHtml(edition, side)}\n${record(edition)}\n`)}</section>`
}

function footHtml({ facts, texts, path }: Side): Markup {
  const license =
    facts.license && markup`<p><a href="${facts.license}" rel="license">${say('license', texts)}</a></p>\n`
  return markup`<footer>
<p><a href="${relative(path, ROOT_PAGE)}">${say('all', texts)}</a></p>
${license}</footer>`
}
