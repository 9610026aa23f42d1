/** The release calendar as readers see it: what is announced, postponed and why, and what will not come. */
import { formatDate } from '../../format/period.ts'
import type { Texts } from '../../format/texts.ts'
import type { Announcement, Calendar } from '../calendar.ts'
import { type Markup, markup } from './markup.ts'
import { editionName, formatTime, reasonIn, say, zoneName } from './words.ts'

const date = (at: Temporal.ZonedDateTime, { language }: Texts) => formatDate(at.toPlainDate().toString(), language)

/** What is said of an edition that is not out yet. */
export function announcementWords({ status, at, from }: Announcement, texts: Texts): string {
  if (status === 'cancelled') return say('cancelled', texts)
  const values = at && { date: date(at, texts), time: formatTime(at, texts.language) }
  if (status === 'postponed' && from) {
    const before = { from: date(from, texts) }
    return values ? say('postponed', texts, { ...values, ...before }) : say('postponed-open', texts, before)
  }
  return values ? say('announced', texts, values) : ''
}

/** What is to come; nothing when nothing is. */
export function datesHtml(calendar: Calendar | null, texts: Texts): Markup | null {
  const coming = [...(calendar?.announcements.values() ?? [])].filter(({ status }) => status !== 'published')
  if (!calendar || coming.length === 0) return null
  const at = coming.find((one) => one.at !== null)?.at
  return markup`<section aria-labelledby="calendar">
<h2 id="calendar">${say('calendar', texts)}</h2>
<dl class="dates">
${coming.map((one) => dateHtml(one, texts))}</dl>
${at ? markup`<p class="quiet">${say('zone', texts, { zone: zoneName(at, texts.language) })}</p>\n` : null}</section>`
}

function dateHtml(announcement: Announcement, texts: Texts): Markup {
  const reason = reasonIn(announcement.reason, texts)
  const why = reason && markup`<br>${say('reason', texts, { reason })}`
  return markup`<div class="${announcement.status}">
<dt>${editionName(announcement.edition, texts.language)}</dt>
<dd><strong>${announcementWords(announcement, texts)}</strong>${why}</dd>
</div>\n`
}
