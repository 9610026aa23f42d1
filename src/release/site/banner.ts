/** The banner around the frozen page of a superseded version; the page itself stays as it was published, to the byte. */
import type { Texts } from '../../format/texts.ts'
import type { Token } from '../../format/wording.ts'
import { sideOf } from '../../html/view.ts'
import type { Version } from '../version.ts'
import { type Markup, markup } from './markup.ts'
import { type Outdated, successorHref } from './successor.ts'
import { issuedOn, say, tokensOf, whole } from './words.ts'

/** A page of a version, and what has come in its place. */
export interface Superseded extends Outdated {
  readonly newest: Version
  /** Of the factsheet; the page's own languages are found by its document. */
  readonly texts: readonly Texts[]
  readonly facing: readonly string[]
}

const BEGIN = '<!--superseded-->'
const END = '<!--/superseded-->'
const BODY = /<body\b[^>]*>/

/** The page with a banner right after `<body>`, in the place of an earlier one; its style is in the page's own sheet. */
export function banner(html: string, page: Superseded): string {
  const frozen = withoutBanner(html)
  const body = BODY.exec(frozen)
  if (!body) throw new RangeError(`"${page.path}" has no body`)
  const at = body.index + body[0].length
  return `${frozen.slice(0, at)}${BEGIN}${bannerHtml(page).markup}${END}${frozen.slice(at)}`
}

/** The page as it was published. */
export function withoutBanner(html: string): string {
  const body = BODY.exec(html)
  const at = body ? body.index + body[0].length : 0
  const end = body && html.startsWith(BEGIN, at) ? html.indexOf(END, at) : -1
  return end < 0 ? html : html.slice(0, at) + html.slice(end + END.length)
}

function bannerHtml(page: Superseded): Markup {
  const { version, newest, texts, path } = page
  const file = version.sets.flatMap(({ files }) => files).find((one) => one.path === path)
  const codes = file?.document ? [file.document] : texts.map(({ language }) => language.code)
  const own = texts.filter(({ language }) => codes.includes(language.code))
  const speaking = own.length > 0 ? own : texts.filter(({ language }) => page.facing.includes(language.code))
  const [first] = speaking
  const label = first ? say('superseded-label', first) : ''
  const paragraphs = speaking.map((one) => {
    const { lang, dir } = sideOf(one)
    const href = successorHref(page, one.language.code)
    const values = {
      version: whole(version.number, one.language),
      date: issuedOn(version, one.language),
      newest: whole(newest.number, one.language),
      newest_date: issuedOn(newest, one.language),
    }
    return markup`<p lang="${lang}" dir="${dir}">${tokensOf('superseded', one, values).map((token) => tokenHtml(token, href))}</p>`
  })
  const { lang, dir } = first ? sideOf(first) : { lang: '', dir: '' }
  return markup`<div class="superseded" role="region" aria-label="${label}" lang="${lang}" dir="${dir}">${paragraphs}</div>`
}

function tokenHtml(token: Token, href: string): Markup {
  if (token.kind !== 'tag') return markup`${token.text}`
  const inner = token.children.map((one) => tokenHtml(one, href))
  return token.name === 'link' ? markup`<a href="${href}">${inner}</a>` : markup`<strong>${inner}</strong>`
}
