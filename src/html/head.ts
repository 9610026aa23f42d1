/** The invisible part of a page: what browsers, search engines and harvesters read. */
import { createHash } from 'node:crypto'
import type { Figures } from '../figures/figure.ts'
import type { Texts } from '../format/texts.ts'
import { plainText } from '../format/wording.ts'
import { escapeHtml } from './escape.ts'
import type { Imprint } from './imprint.ts'

export interface Alternate {
  /** BCP 47 tag of the other document, or its media type when it is another format of this one. */
  readonly lang?: string
  readonly type?: string
  readonly href: string
}

export interface HeadFacts {
  readonly figures: Figures
  readonly texts: readonly Texts[]
  readonly style: string
  readonly alternates: readonly Alternate[]
  /** Absolute address of this page, when the factsheet has a site. */
  readonly canonical: string | null
  readonly license: string | null
  readonly imprint: Imprint | null
}

/** Nothing from outside, no script; the one style sheet by its hash, so that no other can be slipped in. */
export function securityPolicy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`
}

/** Everything between `<head>` and `</head>`. */
export function headHtml(facts: HeadFacts): string {
  const title = facts.texts.map((one) => plainText('title', one, facts.figures)).join(' | ')
  const description = facts.texts.map((one) => plainText('description', one, facts.figures)).join(' ')
  return [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(securityPolicy(facts.style))}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    ...(facts.imprint && facts.imprint.modified === null ? ['<meta name="robots" content="noindex">'] : []),
    `<meta name="description" content="${escapeHtml(description)}">`,
    '<meta name="color-scheme" content="light dark">',
    ...(facts.canonical ? [`<link rel="canonical" href="${escapeHtml(facts.canonical)}">`] : []),
    ...facts.alternates.map(alternateHtml),
    ...openGraph(facts, title, description),
    `<style>${facts.style}</style>`,
    `<script type="application/ld+json">${jsonLd(facts, title, description)}</script>`,
  ].join('\n')
}

function alternateHtml({ lang, type, href }: Alternate): string {
  const kind = lang === undefined ? ` type="${escapeHtml(type ?? '')}"` : ` hreflang="${escapeHtml(lang)}"`
  return `<link rel="alternate"${kind} href="${escapeHtml(href)}">`
}

function openGraph(facts: HeadFacts, title: string, description: string): readonly string[] {
  const [locale = '', ...others] = facts.texts.map((one) => one.language.locale.replace('-', '_'))
  const property = (name: string, content: string) => `<meta property="og:${name}" content="${escapeHtml(content)}">`
  return [
    property('type', 'article'),
    property('title', title),
    property('description', description),
    ...articleTimes(facts),
    property('locale', locale),
    ...others.map((other) => property('locale:alternate', other)),
  ]
}

function articleTimes({ imprint }: HeadFacts): readonly string[] {
  const time = (name: string, value: string | null | undefined) =>
    value ? [`<meta property="article:${name}" content="${value}">`] : []
  return [...time('published_time', imprint?.published), ...time('modified_time', imprint?.modified)]
}

/** Period of an edition in ISO 8601, as schema.org's temporalCoverage wants it. */
function coverage(edition: string): string {
  return edition.includes('-') ? edition : `${edition}-01/${edition}-12`
}

/** Version and dates of what is published, and the notices of its corrections, as schema.org has them. */
function versionFacts({ imprint, texts }: HeadFacts): object {
  if (!imprint?.published || !imprint.modified) return {}
  const { version, published: datePublished, modified: dateModified, words } = imprint
  const notices = texts.flatMap(({ language }) => words.get(language.code)?.notices ?? [])
  const correction = notices.map(({ heading, sentences }) => {
    return { '@type': 'CorrectionComment', text: [heading, ...sentences].join(' ') }
  })
  return { version, datePublished, dateModified, ...(correction.length > 0 && { correction }) }
}

/** schema.org Report and Dataset; `<` is written as an escape, so that no text can end the script element. */
function jsonLd(facts: HeadFacts, title: string, description: string): string {
  const languages = facts.texts.map((one) => one.language.locale)
  const creator = {
    '@type': 'GovernmentOrganization',
    name: facts.texts.map((one) => plainText('agency', one, facts.figures)).join(' | '),
  }
  const common = {
    name: title,
    description,
    inLanguage: languages,
    temporalCoverage: coverage(facts.figures.edition),
    creator,
    ...versionFacts(facts),
  }
  const license = facts.license ? { license: facts.license } : {}
  const distribution = facts.alternates
    .filter((one) => one.type !== undefined && one.type !== 'application/pdf')
    .map((one) => ({ '@type': 'DataDownload', encodingFormat: one.type, contentUrl: one.href }))
  const variableMeasured = [...facts.figures.tables.values()]
    .filter((table) => table.publish)
    .map((table) => facts.texts.map((one) => plainText(`tables.${table.id}.caption`, one, facts.figures)).join(' | '))
  const dataset = { '@type': 'Dataset', ...common, ...license, variableMeasured, distribution }
  const report = { '@context': 'https://schema.org', '@type': 'Report', ...common, ...license, about: dataset }
  return JSON.stringify(report).replaceAll('<', '\\u003c')
}
