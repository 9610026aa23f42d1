/** What stands in the place of a page whose version is withdrawn: that it was, when and why, and where to go. No number. */
import { formatDate } from '../../format/period.ts'
import type { Texts } from '../../format/texts.ts'
import { sideOf } from '../../html/view.ts'
import type { Withdrawal } from './facts.ts'
import { type Markup, markup } from './markup.ts'
import { shellHtml } from './shell.ts'
import { type Outdated, successorHref } from './successor.ts'
import { editionName, reasonIn, say, whole } from './words.ts'

export interface Withdrawn extends Outdated {
  readonly withdrawn: Withdrawal
  /** Those that the page spoke: one, or all for the facing document. */
  readonly texts: readonly Texts[]
  readonly style: (body: string) => string
}

/** The page; of the version's own words only the name of the agency, since the others may speak of its numbers. */
export function tombstone(page: Withdrawn): string {
  const [first] = page.texts
  const { lang, dir } = first ? sideOf(first) : { lang: 'und', dir: 'ltr' }
  const title = page.texts.map((one) => say('withdrawn-title', one)).join(' | ')
  const several = page.texts.length > 1
  const body = markup`<header class="band">
<p class="agency">${agencies(page)}</p>
<h1>${page.texts.map((one, index) => markup`${index > 0 ? '\u00a0| ' : null}<span${several ? spoken(one) : null}>${say('withdrawn-title', one)}</span>`)}</h1>
</header>
<main>
${page.texts.map((one) => sideHtml(one, page))}</main>`
  return shellHtml({ lang, dir, title, description: null, links: [], hidden: true, body, style: page.style })
}

function spoken(texts: Texts): Markup {
  const { lang, dir } = sideOf(texts)
  return markup` lang="${lang}" dir="${dir}"`
}

function agencies({ version, texts }: Withdrawn): Markup {
  const names = texts.flatMap((one) => {
    const name = version.words[one.language.code]?.agency
    return name === undefined ? [] : [{ name, one }]
  })
  const once = names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index)
  return markup`${once.map(({ name, one }, index) => markup`${index > 0 ? '\u00a0| ' : null}<span${spoken(one)}>${name}</span>`)}`
}

function sideHtml(texts: Texts, page: Withdrawn): Markup {
  const { version, withdrawn } = page
  const { language } = texts
  const values = {
    version: whole(version.number, language),
    edition: editionName(version.edition, language),
    date: formatDate(withdrawn.on, language),
  }
  const reason = reasonIn(withdrawn.reason, texts)
  return markup`<section${spoken(texts)}>
<p class="lead">${say('withdrawn-lead', texts, values)}</p>
${reason === null ? null : markup`<p>${say('reason', texts, { reason })}</p>\n`}<p><a href="${successorHref(page, language.code)}">${say('newest', texts)}</a></p>
</section>
`
}
