/** The files of a factsheet as they were last looked at. */
import { type Ledger, stamp } from './ledger.ts'
import { insertRun, type PlannedRun, supersedeRuns } from './run.ts'

export async function lastSeen(ledger: Ledger, factsheet: string): Promise<string | null> {
  const [row] = await ledger.run([
    { text: 'select fingerprint from watched where factsheet = $1', values: [factsheet] },
  ])
  return row ? String(row['fingerprint']) : null
}

/** Records a change and what is to be done about it, in one; a change that is recorded already plans nothing new. */
export async function recordChange(
  ledger: Ledger,
  { factsheet, fingerprint }: { readonly factsheet: string; readonly fingerprint: string },
  runs: readonly PlannedRun[],
  now: Temporal.Instant,
): Promise<void> {
  const superseded = [...new Set(runs.map(({ schedule }) => schedule))].map((one) => supersedeRuns(one, now))
  await ledger.run([
    {
      text: `insert into watched (factsheet, fingerprint, seen) values ($1, $2, $3)
      on conflict (factsheet) do update set fingerprint = $2, seen = $3`,
      values: [factsheet, fingerprint, stamp(now)],
    },
    ...superseded,
    ...runs.map(insertRun),
  ])
}
