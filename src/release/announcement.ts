/** One edition as the calendar announces it: whether it says all that its status needs, and nothing else. */
import { z } from 'zod'
import type { Document } from '../data/document.ts'
import { problem, suggest, type Tell } from '../problem.ts'
import type { Announcement } from './calendar.ts'
import { readLocalTime, spellTime } from './local-time.ts'
import { missingLanguages } from './reasons.ts'
import type { Reasons } from './version.ts'

export const AnnouncementSpec = z.strictObject({
  at: z.string().optional().describe('The moment of publication in the zone, such as 2021-01-28T11:00'),
  status: z.enum(['announced', 'postponed', 'published', 'cancelled']),
  from: z.string().optional().describe('The moment that was announced before it was postponed'),
  reason: z
    .record(z.string(), z.string().trim().min(1, 'must not be empty'))
    .optional()
    .describe('Why it was postponed or cancelled, by language'),
})
type AnnouncementSpec = z.infer<typeof AnnouncementSpec>

/** An edition as written, and what it is read with. */
export interface Entry {
  readonly edition: string
  readonly spec: AnnouncementSpec
  readonly zone: string
  readonly languages: readonly string[]
  readonly document: Document
  readonly tell: Tell
}

/** Gives the announcement of an edition; what is wrong with it is told, and left out of it. */
export function readAnnouncement(entry: Entry): Announcement {
  const { edition, spec, document } = entry
  checkKeys(entry)
  const reason = spec.reason ?? {}
  if (spec.reason) checkReason(reason, entry)
  const at = readTime('at', entry)
  const from = readTime('from', entry)
  if (at && from) checkOrder(at, from, entry)
  return { edition, status: spec.status, at, from, reason, place: document.place(['editions', edition], 'key') }
}

/** A published edition may have been postponed before, and a cancelled one may tell the date that it had. */
function checkKeys({ edition, spec, document, tell }: Entry): void {
  const { status } = spec
  const needed = neededKeys(spec)
  const useless = status === 'announced' ? (['from', 'reason'] as const) : []
  for (const key of needed.filter((one) => spec[one] === undefined))
    tell(problem('announcement-incomplete', { edition, status, key }, document.place(['editions', edition], 'key')))
  for (const key of useless.filter((one) => spec[one] !== undefined))
    tell(problem('announcement-useless', { edition, status, key }, document.place(['editions', edition, key], 'key')))
}

function neededKeys({ status, from }: AnnouncementSpec): readonly ('at' | 'from' | 'reason')[] {
  if (status === 'cancelled') return ['reason']
  if (status === 'postponed') return ['from', 'reason']
  return status === 'published' && from !== undefined ? ['at', 'reason'] : ['at']
}

function checkReason(reason: Reasons, { edition, languages, document, tell }: Entry): void {
  const path = ['editions', edition, 'reason']
  for (const language of Object.keys(reason).filter((one) => !languages.includes(one))) {
    const facts = { language, hint: suggest(language, languages) }
    tell(problem('unknown-language', facts, document.place([...path, language], 'key')))
  }
  const missing = missingLanguages(reason, languages)
  if (missing.length > 0)
    tell(problem('reason-untranslated', { edition, languages: missing }, document.place(path, 'key')))
}

function readTime(name: 'at' | 'from', { edition, spec, zone, document, tell }: Entry): Announcement['at'] {
  const text = spec[name]
  if (text === undefined) return null
  const path = ['editions', edition, name]
  const read = readLocalTime({ text, zone, key: path.join('.'), place: document.place(path) })
  if (read instanceof Temporal.ZonedDateTime) return read
  tell(read)
  return null
}

function checkOrder(at: Temporal.ZonedDateTime, from: Temporal.ZonedDateTime, entry: Entry): void {
  const { edition, document, tell } = entry
  if (Temporal.ZonedDateTime.compare(at, from) > 0) return
  const facts = { edition, at: spellTime(at), from: spellTime(from) }
  tell(problem('postponed-to-earlier', facts, document.place(['editions', edition, 'at'])))
}
