/** The noun of this stage: what one subscriber is to be told of a version, in which languages, and in answer to what. */
import { CHANGE_KINDS, type ChangeKind } from '../release/kind.ts'
import { domainOf } from '../release/ledger/address.ts'
import type { Version, VersionSet } from '../release/version.ts'
import { recipientHash } from './address.ts'
import type { MailSpec } from './definition.ts'
import type { Subscriber } from './subscriber.ts'

/** Why somebody is written to: a new edition, what has changed in it, or that the version they have is withdrawn. */
export type Purpose = 'edition' | Exclude<ChangeKind, 'editorial'> | 'withdrawal'

/** The last message about an edition that somebody was sent. */
export interface Received {
  /** Number of the version. */
  readonly version: number
  readonly languages: readonly string[]
  /** Message-IDs of all that were sent about the edition, the oldest first. */
  readonly messageIds: readonly string[]
}

export interface Recipient extends Pick<Subscriber, 'address' | 'name' | 'language' | 'areas'> {
  /**
   * Null when they were never sent anything about the edition. Absent when nobody keeps that: then they are written to as
   * if they had the version before.
   */
  readonly received?: Received | null
}

export interface Letter {
  readonly to: Pick<Subscriber, 'address' | 'name'>
  /** Stands for the address in names, addresses of pages and Message-IDs. */
  readonly hash: string
  readonly purpose: Purpose
  /** One after the other. */
  readonly languages: readonly string[]
  /** Areas of the sets that it speaks of; `[null]` for a factsheet without areas. */
  readonly areas: readonly (string | null)[]
  /** Numbers of the versions that the recipient is told of: the newest, and those since the one they have. */
  readonly since: readonly number[]
  /** Number of the version that they have and that is withdrawn. */
  readonly withdrawn: number | null
  readonly messageId: string
  /** Message-IDs of the thread, the oldest first. */
  readonly answers: readonly string[]
}

/** An edition to be mailed: all of its versions, newest first. */
export interface Mailing {
  readonly versions: readonly Version[]
  readonly mail: MailSpec
}

/** One letter for each recipient whom the newest version concerns, in the order of their hashes. */
export function planMail(mailing: Mailing, recipients: readonly Recipient[]): readonly Letter[] {
  const letters = recipients.flatMap((one) => letterTo(one, mailing) ?? [])
  return letters.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
}

function letterTo(recipient: Recipient, { versions, mail }: Mailing): Letter | null {
  const [newest] = versions
  if (!newest) return null
  const { received = assumed(newest) } = recipient
  const since = versions.filter(({ number }) => number > (received?.version ?? newest.number - 1))
  const withdrawn = received && since.some(({ withdraws }) => withdraws.includes(received.version))
  const purpose = withdrawn ? 'withdrawal' : purposeOf(since, received)
  if (!purpose) return null
  const areas = areasFor(recipient, purpose, since, newest)
  if (areas.length === 0) return null
  const hash = recipientHash(recipient.address)
  return {
    to: { address: recipient.address, name: recipient.name },
    hash,
    purpose,
    languages: languagesFor(recipient, mail),
    areas,
    since: since.map(({ number }) => number),
    withdrawn: withdrawn ? received.version : null,
    messageId: messageIdOf(newest, hash, mail),
    answers: received?.messageIds ?? [],
  }
}

/** As if the version before had been sent; of versions that say the same, or were the first, as if nothing had been. */
function assumed({ number, kind, withdraws }: Version): Received | null {
  if (kind === 'first' || kind === 'editorial') return null
  return { version: Math.max(number - 1, ...withdraws), languages: [], messageIds: [] }
}

/** The gravest of what has happened since; null when it concerns nobody who has an earlier version. */
function purposeOf(since: readonly Version[], received: Received | null): Purpose | null {
  if (!received) return 'edition'
  const gravest = CHANGE_KINDS.findLast((kind) => since.some((one) => one.kind === kind))
  return gravest === undefined || gravest === 'editorial' ? null : gravest
}

/** In the language that they got, or else as the definition says. */
function languagesFor({ language, received }: Recipient, { languages }: MailSpec): readonly string[] {
  if (received && received.languages.length > 0) return received.languages
  return languages === 'own' ? [language] : [...new Set(languages)]
}

/** Those that the recipient asked for; of a change, those in which something has changed. */
function areasFor({ areas }: Recipient, purpose: Purpose, since: readonly Version[], newest: Version) {
  const asked = newest.sets.map((one) => one.area).filter((area) => isAsked(area, areas))
  const everything = purpose === 'edition' || purpose === 'withdrawal'
  return everything ? asked : asked.filter((area) => since.some(({ sets }) => changedIn(sets, area)))
}

const isAsked = (area: string | null, areas: readonly string[]) =>
  area === null || areas.length === 0 || areas.includes(area)

function changedIn(sets: readonly VersionSet[], area: string | null): boolean {
  return sets.some((one) => one.area === area && one.changes.length > 0)
}

/** The same at every attempt, so that a mail server that gets a message twice can tell. */
function messageIdOf({ factsheet, edition, number }: Version, hash: string, { from }: MailSpec): string {
  const name = factsheet.replace(/[^A-Za-z0-9-]/g, '-')
  return `<${name}.${edition}.${number}.${hash}@${domainOf(from)}>`
}
