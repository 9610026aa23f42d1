/** Which versions are public, as far as mail is concerned: what is not written here is a draft. */
import type { Kind } from '../version.ts'
import { type Ledger, stamp } from './ledger.ts'

export interface VersionKey {
  readonly factsheet: string
  readonly edition: string
  readonly version: number
}

export interface EditionVersion extends VersionKey {
  readonly kind: Kind
  /** In the future while it is embargoed. */
  readonly issued: Temporal.Instant
}

export interface RecordedVersion extends VersionKey {
  readonly kind: Kind
  readonly state: 'published' | 'withdrawn'
  readonly issued: string
  readonly withdrawn: string | null
}

/** Writes down what is published, or announced. Once written, it stays: false when it was there. */
export async function recordVersion(ledger: Ledger, version: EditionVersion, now: Temporal.Instant): Promise<boolean> {
  const { factsheet, edition, kind, issued } = version
  const insert = {
    text: `insert into edition_version (factsheet, edition, version, kind, state, issued)
      values ($1, $2, $3, $4, 'published', $5) on conflict do nothing returning *`,
    values: [factsheet, edition, version.version, kind, stamp(issued)],
  }
  return (await ledger.run([insert], { event: 'published', moment: stamp(now), detail: kind })).length > 0
}

/** From now on nothing of it is sent; false when it was withdrawn before, or never recorded. */
export async function withdrawVersion(ledger: Ledger, version: VersionKey, now: Temporal.Instant): Promise<boolean> {
  const update = {
    text: `update edition_version set state = 'withdrawn', withdrawn = $4
      where factsheet = $1 and edition = $2 and version = $3 and state = 'published' returning *`,
    values: [version.factsheet, version.edition, version.version, stamp(now)],
  }
  return (await ledger.run([update], { event: 'withdrawn', moment: stamp(now) })).length > 0
}

export async function recordedVersions(ledger: Ledger): Promise<readonly RecordedVersion[]> {
  const rows = await ledger.run([
    { text: 'select * from edition_version order by factsheet, edition, version', values: [] },
  ])
  return rows.map((row) => ({
    factsheet: String(row['factsheet']),
    edition: String(row['edition']),
    version: Number(row['version']),
    kind: row['kind'] as Kind,
    state: row['state'] as RecordedVersion['state'],
    issued: String(row['issued']),
    withdrawn: row['withdrawn'] === null ? null : String(row['withdrawn']),
  }))
}
