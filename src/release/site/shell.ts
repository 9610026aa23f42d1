/** The frame of every page of the site: head, band with the title, and nothing from outside. */
import type { Texts } from '../../format/texts.ts'
import { securityPolicy } from '../../html/head.ts'
import { sideOf } from '../../html/view.ts'
import { type Markup, markup, raw } from './markup.ts'

/** A link in the head: another language, another format, the page's own address. */
export interface HeadLink {
  readonly rel: 'alternate' | 'canonical'
  readonly href: string
  readonly hreflang?: string
  readonly type?: string
  readonly title?: string
}

export interface Shell {
  readonly lang: string
  readonly dir: string
  readonly title: string
  readonly description: string | null
  readonly links: readonly HeadLink[]
  /** Already a script element, see schema.ts. */
  readonly data?: Markup
  /** Kept out of search engines. */
  readonly hidden?: boolean
  readonly body: Markup
  readonly style: (body: string) => string
}

export function shellHtml(shell: Shell): string {
  const { markup: body } = shell.body
  const style = shell.style(`${shell.title}${body}`)
  const { markup: html } = markup`${raw('<!doctype html>')}
<html lang="${shell.lang}" dir="${shell.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shell.title}</title>
${shell.description && markup`<meta name="description" content="${shell.description}">\n`}<meta name="color-scheme" content="light dark">
${shell.hidden ? markup`<meta name="robots" content="noindex">\n` : null}${shell.links.map(linkHtml)}<style>${raw(style)}</style>
${shell.data ?? null}</head>
<body>
${raw(body)}
</body>
</html>
`
  return html
}

function linkHtml({ rel, href, hreflang, type, title }: HeadLink): Markup {
  const attribute = (name: string, value: string | undefined) =>
    value === undefined ? null : markup` ${name}="${value}"`
  return markup`<link rel="${rel}"${attribute('hreflang', hreflang)}${attribute('type', type)}${attribute('title', title)} href="${href}">\n`
}

/** A language to which a page leads: the same page there. */
export interface OtherLanguage {
  readonly texts: Texts
  readonly href: string
}

export function languageLinks(others: readonly OtherLanguage[], label: string): Markup | null {
  if (others.length === 0) return null
  const items = others.map(({ texts, href }) => {
    const { lang, dir, name } = sideOf(texts)
    return markup`<li><a href="${href}" hreflang="${lang}" lang="${lang}" dir="${dir}">${name}</a></li>\n`
  })
  return markup`<nav class="languages" aria-label="${label}"><ul>\n${items}</ul></nav>`
}
