/** The page that a person opens after a build: every document and table, in the languages of the factsheet. */
import type { Draft } from './draft.ts'
import type { Position } from './figures/figure.ts'
import { nameOf } from './format/names.ts'
import type { Texts } from './format/texts.ts'
import { plainText } from './format/wording.ts'
import { escapeHtml } from './html/escape.ts'
import { securityPolicy } from './html/head.ts'
import { sideOf } from './html/view.ts'
import type { Output } from './outputs.ts'

const STYLE = `:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
ul { padding-inline-start: 1.2rem }`

/** `index.html` of an edition's folder. */
export function indexOutput(draft: Draft, outputs: readonly Output[]): Output {
  const sections = draft.plans.map((plan) => {
    const files = outputs.filter((one) => one.document === plan.document)
    return section(plan.texts, draft, files)
  })
  const rest = outputs.filter((one) => one.document === null)
  const [first] = draft.plans
  const texts = first?.texts[0]
  const title = draft.plans
    .filter((plan) => plan.texts.length === 1)
    .map((plan) => titleOf(plan.texts, draft))
    .join(' · ')
  const body = `${sections.join('\n')}\n<ul>${rest.map(item).join('')}</ul>`
  return indexHtml(title, texts, body)
}

/** `index.html` of an edition with areas: a link to the folder of each, named in every language. */
export function areasIndex(areas: readonly Position[], edition: string, texts: readonly Texts[]): Output {
  const links = areas.map((area) => {
    const names = texts.map((one) => {
      const { lang, dir } = sideOf(one)
      return `<span lang="${lang}" dir="${dir}">${escapeHtml(nameOf(area, area.code, one))}</span>`
    })
    return `<li><a href="${escapeHtml(encodeURIComponent(area.code))}/index.html">${names.join(' | ')}</a></li>\n`
  })
  const agencies = new Set(texts.map((one) => plainText('agency', one)))
  return indexHtml(`${[...agencies].join(' | ')} · ${edition}`, texts[0], `<ul>${links.join('')}</ul>`)
}

function indexHtml(title: string, texts: Texts | undefined, body: string): Output {
  const html = `<!doctype html>
<html lang="${texts?.language.locale ?? 'und'}" dir="${texts?.language.direction ?? 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(securityPolicy(STYLE))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`
  return { path: 'index.html', kind: 'html', document: null, bytes: new TextEncoder().encode(html) }
}

const titleOf = (texts: readonly Texts[], draft: Draft) =>
  texts.map((one) => plainText('title', one, draft.figures)).join(' | ')

function section(texts: readonly Texts[], draft: Draft, files: readonly Output[]): string {
  const sides = texts.map(sideOf)
  const heading = sides.map((side) => `<span lang="${side.lang}">${escapeHtml(side.name)}</span>`).join(' | ')
  return `<section lang="${sides[0]?.lang ?? ''}" dir="${sides[0]?.dir ?? ''}">
<h2>${heading}</h2>
<p>${escapeHtml(titleOf(texts, draft))}</p>
<ul>${files.map(item).join('')}</ul>
</section>`
}

function item({ path, pages, bytes }: Output): string {
  const size = `${Math.max(1, Math.round(bytes.length / 1000))} kB`
  return `<li><a href="${escapeHtml(path)}">${escapeHtml(path)}</a> (${pages === undefined ? '' : `${pages} p., `}${size})</li>\n`
}
