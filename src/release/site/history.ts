/** What happened to an edition since it was published, newest first, with a permanent link to every version that is left. */
import { formatDate } from '../../format/period.ts'
import { anchorOf, versionPath } from './address.ts'
import { areaName } from './areas.ts'
import type { Notice, PublicEdition, PublicVersion, Side, TitledFile } from './facts.ts'
import { documentName, measuredLink, type Shelf, textsOf } from './links.ts'
import { type Markup, markup } from './markup.ts'
import { count, editionName, issuedOn, ownWord, reasonIn, say, whole } from './words.ts'

/** The history of an edition; the versions stand in a list that is numbered from the newest. */
export function historyHtml(edition: PublicEdition, side: Side): Markup {
  const { texts } = side
  const items = edition.versions.map((one) => versionHtml(one, edition, side))
  return markup`<h3 id="history-${edition.edition}">${ownWord('edition', texts, { edition: editionName(edition.edition, texts.language) })}</h3>
<ol class="history" reversed>
${items}</ol>`
}

function versionHtml(one: PublicVersion, edition: PublicEdition, side: Side): Markup {
  const { version, withdrawn } = one
  const { texts } = side
  const head = markup`<h4>${say('version', texts, { version: whole(version.number, texts.language) })} <span class="kind">${say(`kind.${version.kind}`, texts)}</span></h4>
<p class="quiet">${ownWord('published', texts, { date: issuedOn(version, texts.language) })}</p>`
  const body = withdrawn
    ? withdrawnHtml(one, side)
    : [...noticeHtml(one, side), explained(one, side), filesHtml(one, edition, side)]
  return markup`<li id="${anchorOf(edition.edition, version.number)}" class="${withdrawn ? 'withdrawn' : version.kind}">
${head}
${body}</li>\n`
}

function withdrawnHtml({ withdrawn }: PublicVersion, { texts }: Side): Markup {
  const reason = reasonIn(withdrawn?.reason, texts)
  return markup`<p><strong>${say('withdrawn', texts, { date: formatDate(withdrawn?.on ?? '', texts.language) })}</strong></p>
${reason && markup`<p>${say('reason', texts, { reason })}</p>\n`}`
}

/** Notices that are spoken in the language of the page. */
const spoken = ({ notices }: PublicVersion, { texts }: Side): readonly Notice[] =>
  notices.filter(({ language, lines }) => language === texts.language.code && lines.length > 0)

function noticeHtml(one: PublicVersion, side: Side): readonly Markup[] {
  const paragraphs = ({ lines }: Notice) => lines.map((line) => markup`<p class="notice">${line}</p>\n`)
  const notices = spoken(one, side)
  const areas = notices.filter(({ area }) => area !== null)
  const common = notices.filter(({ area }) => area === null).flatMap(paragraphs)
  if (areas.length === 0) return common
  const items = areas.map(
    (notice) => markup`<li><strong>${areaName(notice.area ?? '', side)}</strong>${paragraphs(notice)}</li>\n`,
  )
  const summary = say('changed', side.texts, { areas: count(areas.length) })
  return [...common, markup`<details><summary>${summary}</summary><ul>\n${items}</ul></details>\n`]
}

/** Why there is this version, and why it came late. */
function explained({ version }: PublicVersion, { texts }: Side): Markup {
  const reason = reasonIn(version.approval?.reason, texts)
  const late = reasonIn(version.late, texts)
  return markup`${reason && markup`<p>${say('reason', texts, { reason })}</p>\n`}${late && markup`<p>${say('late', texts, { reason: late })}</p>\n`}`
}

/** Permanent links to the documents of a version; of areas, those that speak the language of the page. */
function filesHtml({ version }: PublicVersion, edition: PublicEdition, side: Side): Markup | null {
  const shelf = { side, folder: versionPath(side.facts.factsheet, edition.edition, version.number) }
  const items = version.sets.flatMap(({ area, files }) => {
    const readable = files.filter(({ kind, document }) => document !== null && (kind === 'html' || kind === 'pdf'))
    return area === null ? byDocument(readable, shelf) : ofArea(area, readable, shelf)
  })
  if (items.length === 0) return null
  const label = say('files', side.texts, { version: whole(version.number, side.texts.language) })
  return markup`<details><summary>${label}</summary><ul>\n${items}</ul></details>\n`
}

function byDocument(files: readonly TitledFile[], shelf: Shelf): readonly Markup[] {
  const documents = [...Map.groupBy(files, ({ document }) => document ?? '')]
  return documents.map(
    ([document, own]) => markup`<li><strong>${documentName(document, shelf.side)}</strong> ${links(own, shelf)}</li>\n`,
  )
}

/** The other languages are found from the page itself, the facing document is not. */
function ofArea(area: string, files: readonly TitledFile[], shelf: Shelf): readonly Markup[] {
  const { side } = shelf
  const own = files.filter(({ document }) => document === side.texts.language.code)
  const facing = files.filter(({ document }) => textsOf(document, side) === null)
  if (own.length + facing.length === 0) return []
  const both = facing.length > 0 && markup`; ${documentName(facing[0]?.document ?? '', side)} ${links(facing, shelf)}`
  return [markup`<li><strong>${areaName(area, side)}</strong> ${links(own, shelf)}${both || null}</li>\n`]
}

function links(files: readonly TitledFile[], shelf: Shelf): Markup {
  const all = files.map((file) => measuredLink(file, file.kind.toUpperCase(), shelf))
  return markup`${all.map((link, index) => markup`${index > 0 ? ', ' : ''}${link}`)}`
}
