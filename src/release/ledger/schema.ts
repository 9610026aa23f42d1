/** The tables of the ledger. A version that was ever used is never edited: what comes later is a version of its own. */
import { problem, Refusal } from '../../problem.ts'
import type { Ledger, Statement } from './ledger.ts'

const FIRST = [
  `create table edition_version (
    factsheet text not null,
    edition text not null,
    version integer not null,
    kind text not null check (kind in ('first', 'revision', 'correction', 'confidentiality', 'editorial')),
    state text not null check (state in ('published', 'withdrawn')),
    issued text not null,
    primary key (factsheet, edition, version)
  )`,
  // Whom it went to is `recipient`, a hash; the address itself may be erased.
  `create table delivery (
    factsheet text not null,
    edition text not null,
    version integer not null,
    recipient text not null,
    address text,
    language text not null,
    area text,
    purpose text not null check (purpose in ('publication', 'correction', 'withdrawal')),
    state text not null check (state in ('planned', 'sending', 'sent', 'deferred', 'bounced', 'unknown')),
    attempts integer not null,
    not_before text,
    message_id text,
    eml_sha256 text,
    response text,
    claimed_by text,
    claimed_until text,
    planned text not null,
    begun text,
    settled text,
    primary key (factsheet, edition, version, recipient)
  )`,
  `create table event (
    happened text not null,
    event text not null,
    factsheet text,
    edition text,
    version integer,
    recipient text,
    detail text
  )`,
]

const SECOND = [
  'alter table edition_version add column withdrawn text',
  'create index delivery_by_state on delivery (state, not_before)',
  'create index delivery_by_recipient on delivery (recipient)',
  'create index event_by_recipient on event (recipient)',
]

const THIRD = [
  // From when on its occurrences are owed: a schedule that is new, or changed, owes nothing of before.
  `create table schedule (
    id text primary key,
    pattern text not null,
    zone text not null,
    since text not null
  )`,
  `create table run (
    schedule text not null,
    occurrence text not null,
    factsheet text not null,
    edition text not null,
    state text not null check (state in ('due', 'running', 'waiting-for-data', 'waiting-for-approval', 'waiting-for-time',
      'asking', 'done', 'failed', 'skipped')),
    step text,
    attempts integer not null,
    not_before text,
    detail text,
    claimed_by text,
    claimed_until text,
    planned text not null,
    begun text,
    ended text,
    primary key (schedule, occurrence)
  )`,
  'create index run_by_state on run (state, not_before)',
  `create table task (
    key text primary key,
    job text not null,
    kind text not null,
    payload text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'refused', 'failed')),
    attempts integer not null,
    not_before text not null,
    result text,
    claimed_by text,
    claimed_until text,
    planned text not null,
    begun text,
    ended text
  )`,
  'create index task_by_state on task (state, not_before, key)',
  'create index task_by_job on task (job, state)',
  // What the operator must hear of; once for each key, until it is over.
  `create table alarm (
    key text primary key,
    grade text not null check (grade in ('alarm', 'notice', 'news')),
    factsheet text,
    sentence text not null,
    raised text not null,
    told text,
    cleared text
  )`,
  // The files of a factsheet as they were last looked at, so that a change is noticed that came while nobody looked.
  `create table watched (
    factsheet text primary key,
    fingerprint text not null,
    seen text not null
  )`,
  `create table lead (
    role text primary key,
    owner text not null,
    until text not null,
    fence integer not null
  )`,
]

/** Each step of the tables, by the version from which it leads on. */
export const MIGRATIONS: readonly (readonly string[])[] = [FIRST, SECOND, THIRD]

const plain = (text: string): Statement => ({ text, values: [] })

/** Brings the tables to the version of this program; a ledger that a later one has written is refused. */
export async function migrate(ledger: Ledger): Promise<void> {
  const create = [plain('create table if not exists ledger_schema (version integer not null primary key)')]
  // PostgreSQL fails when two create it at the same moment; then it is there.
  await ledger.run(create).catch(() => ledger.run(create))
  const known = MIGRATIONS.length
  for (let version = await versionOf(ledger); version !== known; version = await versionOf(ledger)) {
    if (version > known) throw new Refusal([problem('ledger-newer', { version, known })])
    await takeStep(ledger, version)
  }
}

async function versionOf(ledger: Ledger): Promise<number> {
  const [row] = await ledger.run([plain('select coalesce(max(version), 0) as version from ledger_schema')])
  return Number(row?.['version'])
}

/** Who writes the number first takes the step; another, who took it meanwhile, makes this fail. */
async function takeStep(ledger: Ledger, version: number): Promise<void> {
  const next = { text: 'insert into ledger_schema (version) values ($1)', values: [version + 1] }
  const steps = (MIGRATIONS[version] ?? []).map(plain)
  await ledger.run([next, ...steps]).catch(async (error) => {
    if ((await versionOf(ledger)) === version) throw error
  })
}
