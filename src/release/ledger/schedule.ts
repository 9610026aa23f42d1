/** From when on the occurrences of a schedule are owed. */

import { type Ledger, stamp } from './ledger.ts'
import type { PlannedRun } from './run.ts'
import { insertRun } from './run.ts'

export interface Pattern {
  readonly id: string
  /** Pattern and zone as they stand in the definition. */
  readonly pattern: string
  readonly zone: string
}

/**
 * The moment up to which its occurrences are recorded. One that is new, or was written otherwise before, owes nothing of the past.
 */
export async function owedSince(
  ledger: Ledger,
  { id, pattern, zone }: Pattern,
  now: Temporal.Instant,
): Promise<Temporal.Instant> {
  await ledger.run([
    {
      text: `insert into schedule (id, pattern, zone, since) values ($1, $2, $3, $4)
      on conflict (id) do update set pattern = $2, zone = $3, since = $4
      where schedule.pattern <> $2 or schedule.zone <> $3`,
      values: [id, pattern, zone, stamp(now)],
    },
  ])
  return (await recordedUpTo(ledger, { id, pattern, zone })) ?? now
}

/** Null for one that the ledger does not know as it is written. */
export async function recordedUpTo(ledger: Ledger, { id, pattern, zone }: Pattern): Promise<Temporal.Instant | null> {
  const [row] = await ledger.run([
    { text: 'select since from schedule where id = $1 and pattern = $2 and zone = $3', values: [id, pattern, zone] },
  ])
  return row ? Temporal.Instant.from(String(row['since'])) : null
}

/** Records occurrences and that they are recorded, in one: a process that dies in between owes them all. */
export async function recordOccurrences(
  ledger: Ledger,
  id: string,
  runs: readonly PlannedRun[],
  upTo: Temporal.Instant,
): Promise<void> {
  const advance = {
    text: 'update schedule set since = $2 where id = $1 and since < $2',
    values: [id, stamp(upTo)],
  }
  await ledger.run([...runs.map(insertRun), advance])
}
