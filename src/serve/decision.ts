/** What a person decides about a run. */
import { clearAlarms } from '../release/ledger/alarm.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import { decideRun, findRun, type RunKey } from '../release/ledger/run.ts'
import { causeOf } from './job.ts'

/** Has a run that waits, failed or asks begin now, or be left; false when it is no such run (any more). */
export async function decide(
  ledger: Ledger,
  key: RunKey,
  decision: 'run' | 'skip',
  now: Temporal.Instant,
): Promise<boolean> {
  const run = await findRun(ledger, key)
  if (!run || !(await decideRun(ledger, key, decision, now))) return false
  await clearAlarms(ledger, causeOf(run), now)
  return true
}
