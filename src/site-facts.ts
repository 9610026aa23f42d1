/** What the public pages around the documents of a factsheet are made from: its versions so far, in the words of today. */
import { formatPeriod } from './format/period.ts'
import type { Texts } from './format/texts.ts'
import { placeholders, plain, plainText, word } from './format/wording.ts'
import { themeCss } from './graphics/theme.ts'
import { pageStyle } from './html/style.ts'
import type { Material } from './material.ts'
import { publishedEditions, readVersions } from './release/archive.ts'
import { type Announcement, type Calendar, NO_CALENDAR, readCalendar } from './release/calendar.ts'
import { calendarFeed } from './release/icalendar.ts'
import type { Notice, PublicEdition, PublicVersion, SiteFacts, Withdrawal } from './release/site/facts.ts'
import { lastingId } from './release/site/lasting.ts'
import { dayOf } from './release/site/words.ts'
import type { Version, WordedNotice } from './release/version.ts'
import type { World } from './world.ts'

export const SITE_SHEET = 'templates/shared/site.css'

/** Reads the versions of every edition that was published; the calendar has been checked when the factsheet was read. */
export async function siteFacts(material: Material, world: World): Promise<SiteFacts> {
  const { factsheet, data } = material
  const { id, spec, languages } = factsheet
  const texts = languages.flatMap(({ code }) => material.texts.get(code) ?? [])
  const codes = languages.map(({ code }) => code)
  const announced = (await readCalendar(`data/${id}`, codes, world, () => undefined)) ?? NO_CALENDAR
  const names = await publishedEditions(id, world.files)
  const editions = await Promise.all(
    names.map(async (edition) => publicEdition(edition, await readVersions(id, edition, world.files))),
  )
  const calendar = withPublished(announced, editions)
  const sheet = new TextDecoder().decode(await world.files.read(SITE_SHEET))
  return {
    factsheet: id,
    site: spec.site ?? null,
    texts,
    facing: spec.facing ?? [],
    calendar,
    dates: datesOf(id, texts, calendar, editions),
    license: data.licenses[0]?.path ?? null,
    areas: areaNames(editions),
    editions,
    style: (body: string) => pageStyle([sheet, themeCss(material.theme)], body, material.fonts),
  }
}

/** What has come out is not announced any more, whether or not somebody wrote so in the calendar. */
function withPublished(calendar: Calendar, editions: readonly PublicEdition[]): Calendar {
  const out = new Set(editions.map(({ edition }) => edition))
  const now = (one: Announcement): Announcement => (out.has(one.edition) ? { ...one, status: 'published' } : one)
  return {
    ...calendar,
    announcements: new Map([...calendar.announcements].map(([edition, one]) => [edition, now(one)])),
  }
}

function publicEdition(edition: string, versions: readonly Version[]): PublicEdition {
  const [newest] = versions
  // Worded when the newest version was made, which knows what is withheld by now.
  const notices = newest?.sets.flatMap(({ area, notices: all }) => all.map((one) => ({ area, ...one }))) ?? []
  const publicly = (version: Version): PublicVersion => ({
    version,
    notices: notices.filter((one) => one.version === version.number).map(noticeLines),
    withdrawn: withdrawalOf(version, versions),
  })
  return { edition, versions: versions.map(publicly) }
}

function noticeLines(one: WordedNotice & { readonly area: string | null }): Notice {
  // Pages around the documents say themselves which version it is, when and why.
  return { area: one.area, language: one.language, lines: one.sentences }
}

/** A version is withdrawn by a later one that withholds what it tells. */
function withdrawalOf({ number }: Version, versions: readonly Version[]): Withdrawal | null {
  const by = versions.findLast(({ withdraws }) => withdraws.includes(number))
  return by ? { on: dayOf(by.issued, by.zone), reason: by.approval?.reason ?? {} } : null
}

/** As the newest version that has the area names it. */
function areaNames(editions: readonly PublicEdition[]): SiteFacts['areas'] {
  const sets = editions.flatMap(({ versions }) => versions.flatMap(({ version }) => version.sets))
  return Object.fromEntries(sets.toReversed().flatMap(({ area, names }) => (area === null ? [] : [[area, names]])))
}

/** A calendar in each language; none when it announces no moment, since a feed must hold one. */
function datesOf(
  factsheet: string,
  texts: readonly Texts[],
  calendar: Calendar,
  editions: readonly PublicEdition[],
): SiteFacts['dates'] {
  const issued = editions.flatMap(({ versions }) => versions.map(({ version }) => version.issued))
  const moments = [...calendar.announcements.values()].flatMap(({ at, from }) => at ?? from ?? [])
  const [first] = moments
  if (!first) return {}
  const stamp = Temporal.Instant.from(issued.toSorted().at(-1) ?? first.toInstant().toString())
  const uid = (edition: string) => lastingId(factsheet, edition, 'calendar')
  return Object.fromEntries(
    texts.map((one) => {
      const titleOf = (edition: string) => titleIn(edition, editions, one)
      return [
        one.language.code,
        calendarFeed(calendar, { stamp, title: plainText('agency', one), titleOf, uid, texts: one }),
      ]
    }),
  )
}

/** As it was published; of what is still to come, as the texts call it where that needs no figure. */
function titleIn(edition: string, editions: readonly PublicEdition[], texts: Texts): string {
  const { code } = texts.language
  const published = editions.find((one) => one.edition === edition)?.versions[0]?.version.words[code]?.title
  if (published !== undefined) return published
  const title = texts.messages.get('title')
  const simple = title && placeholders(title).every((name) => name === 'edition')
  const period = formatPeriod(edition, edition.includes('-') ? 'month' : 'year', texts.language)
  return plain(word(simple ? 'title' : 'words.edition', { edition: period }, texts) ?? [])
}
