/** Ledgers for tests, in both engines, and what is written into them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Claim, claimDue } from '../../../src/release/ledger/claim.ts'
import type { Delivery } from '../../../src/release/ledger/delivery.ts'
import { type EditionVersion, recordVersion } from '../../../src/release/ledger/edition-version.ts'
import type { Ledger } from '../../../src/release/ledger/ledger.ts'
import { type Intended, planDeliveries } from '../../../src/release/ledger/plan.ts'
import { lastingPostgres } from './postgres-server.ts'

export interface Shelf {
  /** Where a new ledger may be opened. */
  place(): Promise<string>
  clear(): Promise<void>
}

export function sqliteShelf(): Shelf {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-ledger-'))
  let count = 0
  return {
    place: async () => join(folder, String(++count), 'ledger.sqlite'),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function postgresShelf(): Shelf {
  const places: string[] = []
  return {
    place: async () => {
      const place = await (await lastingPostgres()).database()
      places.push(place)
      return place
    },
    clear: async () => {
      for (const place of places.splice(0)) await (await lastingPostgres()).drop(place)
    },
  }
}

export const ENGINES = [
  ['SQLite', sqliteShelf],
  ['PostgreSQL', postgresShelf],
] as const

export const NINE = Temporal.Instant.from('2021-03-01T09:00:00Z')
export const later = (minutes: number) => NINE.add({ minutes })

export const version = (number: number, over: Partial<EditionVersion> = {}): EditionVersion => ({
  factsheet: 'tourism',
  edition: '2020',
  version: number,
  kind: number === 1 ? 'first' : 'correction',
  issued: NINE,
  ...over,
})

export const intended = (address: string, over: Partial<Intended> = {}): Intended => ({
  factsheet: 'tourism',
  edition: '2020',
  version: 1,
  address,
  language: 'x-one',
  area: null,
  purpose: 'publication',
  ...over,
})

export const claim = (owner: string, minutes: number, over: Partial<Claim> = {}): Claim => ({
  owner,
  now: later(minutes),
  until: later(minutes + 10),
  ...over,
})

/** Version 1 published at nine, and planned for these people. */
export async function published(ledger: Ledger, ...addresses: readonly string[]): Promise<void> {
  await recordVersion(ledger, version(1), NINE)
  await planDeliveries(
    ledger,
    addresses.map((address) => intended(address)),
    NINE,
  )
}

/** The only one that is due. */
export async function claimOne(ledger: Ledger, as: Claim): Promise<Delivery> {
  const [delivery] = await claimDue(ledger, as, 1)
  if (!delivery) throw new Error('nothing is due')
  return delivery
}
