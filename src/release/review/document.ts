/** The verb of this folder: what a review sheet tells in, one self-contained page out; it has no script and asks for nothing. */
import { plainText } from '../../format/wording.ts'
import { escapeHtml } from '../../html/escape.ts'
import { securityPolicy } from '../../html/head.ts'
import { decisionHtml, momentWords, standingWords } from './checklist-part.ts'
import { checksHtml, parityHtml } from './checks-part.ts'
import { differencesHtml } from './differences-part.ts'
import type { DifferencesFacts, Reader, ReviewFacts } from './facts.ts'
import { type Section, sectionHtml } from './markup.ts'
import { editionsHtml, movesHtml } from './moves-part.ts'
import { notesHtml, noticeHtml, warningsHtml } from './notes-part.ts'
import { picturesHtml } from './pictures-part.ts'
import { said, say } from './voice.ts'

/** Gives the style sheet for a body: its fonts depend on the characters. */
export type StyleFor = (body: string) => string

/** The whole sheet, in the order in which whoever signs decides. */
export function renderReview(facts: ReviewFacts, reader: Reader, style: StyleFor): string {
  const { texts } = reader
  const parts: readonly (readonly [string, string])[] = [
    ['checklist', decisionHtml(facts, reader)],
    ['differences', differencesHtml(facts, reader, facts.texts)],
    ['notice', noticeHtml(facts, reader)],
    ['moves', movesHtml(facts, reader)],
    ['editions', editionsHtml(facts, reader)],
    ['pages', picturesHtml(facts, reader)],
    ['checks', checksHtml(facts, reader)],
    ['parity', parityHtml(facts, reader)],
    ['notes', notesHtml(facts, reader)],
    ['warnings', warningsHtml(facts.problems, texts)],
  ]
  const sections = parts.map(([id, body]) => ({ id, title: said(`sections.${id}`, texts), body }))
  return pageHtml('review', sections, standingWords(facts, reader), facts, reader, style)
}

/** The differences alone. */
export function renderDifferences(
  facts: DifferencesFacts & Pick<ReviewFacts, 'number' | 'texts'>,
  reader: Reader,
  style: StyleFor,
): string {
  const id = 'differences'
  const section = { id, title: said(`sections.${id}`, reader.texts), body: differencesHtml(facts, reader, facts.texts) }
  return pageHtml('diff', [section], standingWords(facts, reader), facts, reader, style)
}

function pageHtml(
  kind: 'review' | 'diff',
  sections: readonly Section[],
  standing: string,
  { sets, name }: DifferencesFacts,
  { texts, zone, now }: Reader,
  style: StyleFor,
): string {
  const { locale, direction } = texts.language
  const [first] = sets
  // The title of a set is that of one area.
  const own = first && first.area === null ? plainText('title', texts, first.figures) : null
  const factsheet = own ?? `${plainText('agency', texts)}, ${name}`
  const title = say(`titles.${kind}`, texts, { title: factsheet })
  const body = `<header class="band"><div>
<p class="series">${said(`series.${kind}`, texts)}</p>
<h1>${escapeHtml(factsheet)}</h1>
<p class="lead">${escapeHtml(standing)}</p>
</div></header>
<main>
${sections.length > 1 ? contentsHtml(sections, said('contents', texts)) : ''}
${sections.map(sectionHtml).join('\n')}
</main>
<footer><p>${said('made', texts, { moment: momentWords(now, zone, texts) })}</p></footer>`
  const css = style(title + body)
  return `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(securityPolicy(css))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${body}
</body>
</html>
`
}

function contentsHtml(sections: readonly Section[], label: string): string {
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`)
  return `<nav aria-label="${label}"><ul>${links.join('')}</ul></nav>`
}
