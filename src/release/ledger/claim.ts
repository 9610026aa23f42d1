/** Taking deliveries in hand. What is no public version is refused by the statement itself, whatever was looked at before. */
import { type Delivery, type DeliveryState, deliveryOf, type Purpose } from './delivery.ts'
import { type Ledger, stamp, type Value } from './ledger.ts'

/** A factsheet, or one edition of it; null for all. */
export interface Scope {
  readonly factsheet: string | null
  readonly edition: string | null
}
export const EVERYTHING: Scope = { factsheet: null, edition: null }

export interface Claim {
  /** Name of the process, used by no other. */
  readonly owner: string
  readonly now: Temporal.Instant
  /** From when on others may take what was not begun, and what was begun counts as unknown. */
  readonly until: Temporal.Instant
}

/**
 * Of delivery `d`, at the moment in parameter `now`: its version is recorded, issued by then and not withdrawn; no later one that tells
 * other numbers is public, which the person gets instead; and an editorial one is news only to who had none before.
 */
export const isPublic = (now: string): string => `exists (
    select 1 from edition_version v where v.factsheet = d.factsheet and v.edition = d.edition and v.version = d.version
      and v.state = 'published' and v.issued <= ${now} and (v.kind <> 'editorial' or d.purpose = 'publication')
  ) and not exists (
    select 1 from edition_version n where n.factsheet = d.factsheet and n.edition = d.edition and n.version > d.version
      and n.state = 'published' and n.issued <= ${now} and n.kind <> 'editorial'
  )`

export const IS_OPEN = `d.state in ('planned', 'deferred') and d.address is not null`
const isFree = (now: string): string => `(d.claimed_until is null or d.claimed_until <= ${now})`
const isDue = (now: string): string => `(d.not_before is null or d.not_before <= ${now})`
const isWithin = (factsheet: string, edition: string): string =>
  `(${factsheet} = '' or d.factsheet = ${factsheet}) and (${edition} = '' or d.edition = ${edition})`

const scopeValues = ({ factsheet, edition }: Scope): readonly Value[] => [factsheet ?? '', edition ?? '']

/**
 * Those that are due next. Two processes never get the same: who comes second waits, and then finds the conditions outside the
 * selection no longer true. So none may come back although some are due: ask `dueDeliveries`.
 */
export async function claimDue(
  ledger: Ledger,
  { owner, now, until }: Claim,
  limit: number,
  scope: Scope = EVERYTHING,
): Promise<readonly Delivery[]> {
  const rows = await ledger.run([
    {
      text: `update delivery as d set claimed_by = $4, claimed_until = $5
      where (d.factsheet, d.edition, d.version, d.recipient) in (
        select d.factsheet, d.edition, d.version, d.recipient from delivery d
        where ${IS_OPEN} and ${isDue('$3')} and ${isFree('$3')} and ${isPublic('$3')} and ${isWithin('$1', '$2')}
        order by coalesce(d.not_before, d.planned), d.recipient limit $6
      ) and ${IS_OPEN} and ${isFree('$3')} returning *`,
      values: [...scopeValues(scope), stamp(now), owner, stamp(until), limit],
    },
  ])
  return rows.map(deliveryOf)
}

/** How many could be claimed now, and when the next of the others can, if it is not held back. */
export async function dueDeliveries(
  ledger: Ledger,
  now: Temporal.Instant,
  scope: Scope = EVERYTHING,
): Promise<{ readonly due: number; readonly next: string | null }> {
  const [row] = await ledger.run([
    {
      text: `select
        cast(coalesce(sum(case when ${isDue('$3')} and ${isFree('$3')} then 1 else 0 end), 0) as integer) as due,
        min(case when d.claimed_until > $3 then d.claimed_until when d.not_before > $3 then d.not_before end) as next
      from delivery d where ${IS_OPEN} and ${isPublic('$3')} and ${isWithin('$1', '$2')}`,
      values: [...scopeValues(scope), stamp(now)],
    },
  ])
  return { due: Number(row?.['due']), next: row?.['next'] === null ? null : String(row?.['next']) }
}

/** Gives back what was claimed and not begun. */
export async function releaseClaims(ledger: Ledger, owner: string): Promise<void> {
  await ledger.run([
    {
      text: `update delivery set claimed_by = null, claimed_until = null
      where claimed_by = $1 and state in ('planned', 'deferred')`,
      values: [owner],
    },
  ])
}

export interface Held {
  readonly factsheet: string
  readonly edition: string
  readonly version: number
  readonly purpose: Purpose
  readonly state: DeliveryState
  readonly count: number
}

/** Open deliveries that are held back, because their version is a draft, embargoed, withdrawn or superseded. */
export async function heldDeliveries(ledger: Ledger, now: Temporal.Instant): Promise<readonly Held[]> {
  const rows = await ledger.run([
    {
      text: `select factsheet, edition, version, purpose, state, cast(count(*) as integer) as count from delivery d
      where ${IS_OPEN} and not (${isPublic('$1')})
      group by factsheet, edition, version, purpose, state order by factsheet, edition, version, purpose, state`,
      values: [stamp(now)],
    },
  ])
  return rows as readonly unknown[] as readonly Held[]
}
