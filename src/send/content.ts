/** What a letter says: words in each of its languages, figures as they were published, and where to go. */
import { formatDate } from '../format/period.ts'
import type { Texts } from '../format/texts.ts'
import { plain, type Value, word } from '../format/wording.ts'
import { type Side as Spoken, sideOf } from '../html/view.ts'
import { count, dayOf, editionName, formatSize, whole } from '../release/site/words.ts'
import type { Version, VersionSet } from '../release/version.ts'
import { type Enclosed, type Enclosures, overviewHref } from './enclosed.ts'
import { oneLine } from './headers.ts'
import type { Letter } from './letter.ts'
import type { Stationery } from './stationery.ts'

export interface Link {
  readonly words: string
  readonly href: string
}

export interface Notice {
  readonly heading: string
  readonly sentences: readonly string[]
}

/** What is said of one area, or of the only set. */
export interface Part {
  /** Empty without areas. */
  readonly name: string
  readonly notices: readonly Notice[]
  readonly keys: readonly { readonly value: string; readonly words: string }[]
  readonly links: readonly Link[]
}

/** One language's part of a message. */
export interface Side extends Spoken {
  readonly subject: string
  readonly sender: string
  readonly agency: string
  readonly title: string
  readonly lead: readonly string[]
  readonly parts: readonly Part[]
  /** That the PDFs come with the message; empty when they do not. */
  readonly attached: string
  /** Links for the whole. */
  readonly links: readonly Link[]
  readonly about: string
  readonly leave: string
  /** What messages of the factsheet's own may speak of. */
  readonly values: Readonly<Record<string, string>>
}

/** A letter and what it is worded with. */
interface Wording {
  readonly letter: Letter
  readonly newest: Version
  readonly enclosures: Enclosures
  readonly texts: Texts
  readonly on: Stationery
}

/** The sides of a letter, in the order of its languages. */
export function contentOf(letter: Letter, enclosures: Enclosures, on: Stationery): readonly Side[] {
  const [newest] = on.versions
  return letter.languages.flatMap((code) => {
    const texts = on.texts.get(code)
    return texts && newest ? [sideIn({ letter, newest, enclosures, texts, on })] : []
  })
}

function sideIn(wording: Wording): Side {
  const { letter, newest, enclosures, texts, on } = wording
  const { code } = texts.language
  const values = valuesOf(newest, texts)
  const say = (key: string, more: Readonly<Record<string, Value>> = {}) => sayIn(key, { ...values, ...more }, texts)
  const isNew = letter.purpose === 'edition'
  const overview = overviewHref(newest.factsheet, code, on.site)
  const pdfs = enclosures.documents.filter(({ language, pdf }) => language === code && pdf)
  return {
    ...sideOf(texts),
    subject: oneLine(say(`mail.subject.${letter.purpose}`)),
    sender: oneLine(say('mail.sender')),
    agency: values.agency,
    title: letter.purpose === 'withdrawal' ? say('site.withdrawn-title') : values.title,
    lead: letter.purpose === 'withdrawal' ? withdrawalLead(wording) : [say(`mail.lead.${letter.purpose}`)],
    parts: letter.purpose === 'withdrawal' && !enclosures.many ? withdrawalParts(wording) : partsOf(wording),
    attached:
      enclosures.attached && pdfs.length > 0
        ? say(isNew ? 'mail.attached' : 'mail.attached-newest', { count: count(pdfs.length) })
        : '',
    links: overview === null ? [] : [{ words: say('mail.all'), href: overview }],
    about: say(isNew ? 'mail.about' : 'mail.about-amended'),
    leave: say('mail.leave'),
    values,
  }
}

const sayIn = (key: string, values: Readonly<Record<string, Value>>, texts: Texts): string =>
  plain(word(key, values, texts) ?? [])

function valuesOf(newest: Version, texts: Texts) {
  const { language } = texts
  const { title = '', agency = '' } = newest.words[language.code] ?? {}
  const date = formatDate(dayOf(newest.issued, newest.zone), language)
  const edition = editionName(newest.edition, language)
  return { title, agency, date, edition, version: whole(newest.number, language) }
}

/** As the tombstone says it: no word of the withdrawn version, which may speak of its numbers. */
function withdrawalLead({ letter, newest, texts, on }: Wording): readonly string[] {
  const { language } = texts
  const by = on.versions.findLast(({ withdraws }) => letter.withdrawn !== null && withdraws.includes(letter.withdrawn))
  const { issued, zone, approval } = by ?? newest
  const version = whole(letter.withdrawn ?? newest.number, language)
  const date = formatDate(dayOf(issued, zone), language)
  const lead = sayIn('site.withdrawn-lead', { version, edition: editionName(newest.edition, language), date }, texts)
  const reason = approval?.reason[language.code]
  return [
    lead,
    ...(reason === undefined ? [] : [sayIn('site.reason', { reason }, texts)]),
    sayIn('mail.discard', {}, texts),
  ]
}

function partsOf(wording: Wording): readonly Part[] {
  const { enclosures, texts } = wording
  const { code } = texts.language
  return enclosures.documents
    .filter(({ language }) => language === code)
    .map((one) => ({
      name: one.set.names[code] ?? '',
      notices: noticesOf(one.set, wording),
      keys: (one.set.keys ?? []).filter(({ language }) => language === code),
      links: linksOf(one, wording),
    }))
}

const withdrawalParts = (wording: Wording): readonly Part[] =>
  partsOf(wording).map((part) => ({ ...part, notices: [], keys: [] }))

/** What has changed since the version that the recipient has, the newest first, each with its reason. */
function noticesOf({ notices }: VersionSet, { letter, texts, on }: Wording): readonly Notice[] {
  if (letter.purpose === 'edition') return []
  const { code } = texts.language
  return notices
    .filter(({ language, version }) => language === code && letter.since.includes(version))
    .map(({ version, heading, sentences }) => {
      const reason = on.versions.find(({ number }) => number === version)?.approval?.reason[code]
      return { heading, sentences: [...(reason === undefined ? [] : [reason]), ...sentences] }
    })
}

function linksOf({ pdf, pdfHref, pageHref }: Enclosed, { enclosures, texts }: Wording): readonly Link[] {
  const size = formatSize(pdf?.bytes ?? 0, texts.language)
  return [
    ...(pageHref === null ? [] : [{ words: sayIn('mail.read', {}, texts), href: pageHref }]),
    ...(pdfHref === null || enclosures.attached
      ? []
      : [{ words: sayIn('mail.linked', { size }, texts), href: pdfHref }]),
  ]
}
