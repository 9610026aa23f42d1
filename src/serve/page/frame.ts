/** The frame of every page that `serve` shows: the band with the title, and nothing from outside. */
import { type Markup, markup, raw } from '../../release/site/markup.ts'

/** Gives the style sheet for a body: its fonts depend on the characters. */
export type StyleFor = (body: string) => string

export interface Page {
  readonly html: string
  /** The one style sheet in it, which the security policy names by its hash. */
  readonly style: string
}

export interface Content {
  readonly title: string
  readonly lead: string | Markup | null
  /** Beside the title: links, and the button that signs out. */
  readonly tools: Markup | null
  readonly main: Markup
}

/** A whole page; it has no script and asks for nothing. */
export function framed({ title, lead, tools, main }: Content, styleFor: StyleFor): Page {
  const { markup: body } = markup`<header class="band"><div>
<div>
<p class="series">Diptych</p>
<h1>${title}</h1>
${lead && markup`<p class="lead">${lead}</p>\n`}</div>
${tools && markup`<div class="tools">${tools}</div>\n`}</div></header>
<main>
${main}
</main>`
  const style = styleFor(body)
  const { markup: html } = markup`${raw('<!doctype html>')}
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · Diptych</title>
<style>${raw(style)}</style>
</head>
<body>
${raw(body)}
</body>
</html>
`
  return { html, style }
}
