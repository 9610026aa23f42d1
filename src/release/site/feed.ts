/** The feed of a factsheet in one language (Atom, RFC 4287): publications, revisions, corrections and withdrawals. */
import { formatDate } from '../../format/period.ts'
import type { Texts } from '../../format/texts.ts'
import { absolute, anchorOf, entryPath, feedPath, mediaType, relative, versionPath } from './address.ts'
import { areaName } from './areas.ts'
import { historyPath } from './current.ts'
import { currentOf, lastOf, movedAt } from './edition.ts'
import type { PublicEdition, PublicFile, PublicVersion, Side, SiteFacts, TitledFile } from './facts.ts'
import { lastingId } from './lasting.ts'
import { type Markup, markup, raw } from './markup.ts'
import { editionName, reasonIn, say, whole, wordsOf } from './words.ts'

/** A change of words alone is no news, unless somebody says that it is a major one. */
const isNews = ({ version }: PublicVersion) => version.kind !== 'editorial' || version.approval?.severity === 'major'

interface Entry {
  readonly edition: PublicEdition
  readonly one: PublicVersion
}

/** Dates come from the versions: made again, it is the same to the byte. */
export function feedFile(facts: SiteFacts, texts: Texts): PublicFile {
  const { factsheet, site } = facts
  const { code, locale } = texts.language
  const path = feedPath(factsheet, code)
  const side = { facts, texts, path }
  const entries = facts.editions
    .flatMap((edition) => edition.versions.filter(isNews).map((one) => ({ edition, one })))
    .toSorted((a, b) => Temporal.Instant.compare(movedAt(b.one), movedAt(a.one)))
  const self =
    site === null ? null : markup`<link rel="self" type="application/atom+xml" href="${absolute(site, path)}"/>\n`
  const { markup: content } = markup`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${lastingId('feed', factsheet, code)}</id>
<title>${feedTitle(side)}</title>
<updated>${lastOf(entries.map(({ one }) => movedAt(one)))}</updated>
<author><name>${agencyOf(facts, texts)}</name></author>
${self}<link rel="alternate" type="text/html" hreflang="${locale}" href="${hrefOf(entryPath(factsheet, code), side)}"/>
${entries.map((entry) => entryXml(entry, side))}</feed>
`
  return { path, content }
}

/** Name of the agency in the newest version, also of one that is withdrawn: it holds no number. */
export const agencyOf = ({ editions }: SiteFacts, { language }: Texts): string =>
  editions.flatMap(({ versions }) => versions.map(({ version }) => version.words[language.code]?.agency ?? ''))[0] ?? ''

function feedTitle({ facts, texts }: Side): string {
  const current = facts.editions.map(currentOf).find((one) => one !== null)
  return (current && wordsOf(current, texts)?.title) ?? say('all', texts)
}

const hrefOf = (path: string, { facts, path: from }: Side): string =>
  facts.site === null ? relative(from, path) : absolute(facts.site, path)

function entryXml({ edition, one }: Entry, side: Side): Markup {
  const { facts, texts } = side
  const { version } = one
  const summary = linesOf(one, side).join('\n')
  return markup`<entry>
<id>${lastingId('version', facts.factsheet, edition.edition, String(version.number), texts.language.code)}</id>
<title>${entryTitle(one, texts)}</title>
<published>${version.issued}</published>
<updated>${movedAt(one)}</updated>
${linksXml({ edition, one }, side)}${summary === '' ? null : markup`<summary>${summary}</summary>\n`}</entry>
`
}

/** The word for what it is, before the title of the edition; a withdrawn version has no title any more. */
function entryTitle(one: PublicVersion, texts: Texts): string {
  const { version } = one
  const { language } = texts
  const values = { version: whole(version.number, language), edition: editionName(version.edition, language) }
  const words = wordsOf(one, texts)
  if (one.withdrawn) return say('entry-withdrawn', texts, values)
  const kind = say(`kind.${version.kind}`, texts)
  return say('entry', texts, { version: values.version, kind, title: words?.title ?? values.edition })
}

/** What is to be read: the notice and its reason, or that and why it was withdrawn. */
function linesOf(one: PublicVersion, side: Side): readonly string[] {
  const { version, withdrawn, notices } = one
  const { texts } = side
  if (withdrawn) {
    const on = say('withdrawn', texts, { date: formatDate(withdrawn.on, texts.language) })
    return [`${on}.`, ...said('reason', reasonIn(withdrawn.reason, texts), texts)]
  }
  const own = notices.filter(({ language }) => language === texts.language.code)
  const notice = own.flatMap(({ area, lines }) =>
    lines.map((line) => (area === null ? line : `${areaName(area, side)} – ${line}`)),
  )
  const description = version.kind === 'first' ? [wordsOf(one, texts)?.description ?? ''] : []
  const reasons = [
    ...said('reason', reasonIn(version.approval?.reason, texts), texts),
    ...said('late', reasonIn(version.late, texts), texts),
  ]
  return [...description, ...notice, ...reasons].filter((line) => line !== '')
}

const said = (key: string, reason: string | null, texts: Texts): readonly string[] =>
  reason === null ? [] : [say(key, texts, { reason })]

/** Page and PDF of the version; of areas or of a withdrawn version, where its history stands. */
function linksXml({ edition, one }: Entry, side: Side): readonly Markup[] {
  const { facts, texts } = side
  const { locale, code } = texts.language
  const link = (type: string, href: string) =>
    markup`<link rel="alternate" type="${type}" hreflang="${locale}" href="${href}"/>\n`
  const files = one.withdrawn ? [] : filesOf(one, code)
  const folder = versionPath(facts.factsheet, edition.edition, one.version.number)
  if (files.length > 0) return files.map((file) => link(mediaType(file), hrefOf(folder + file.path, side)))
  const page = hrefOf(historyPath(edition, facts, code), side)
  return [link('text/html', `${page}#${anchorOf(edition.edition, one.version.number)}`)]
}

function filesOf({ version }: PublicVersion, code: string): readonly TitledFile[] {
  const files = version.sets.find(({ area }) => area === null)?.files ?? []
  return files.filter(({ kind, document }) => document === code && (kind === 'html' || kind === 'pdf'))
}
