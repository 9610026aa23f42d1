/** What came of an attempt at a task. */
import type { Problem } from '../../problem.ts'
import { type Ledger, stamp } from './ledger.ts'
import { type Attempt, faultText, resultText, type TaskState } from './task.ts'

/** `again` is null when that was the last attempt. */
export type Settlement =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | { readonly state: 'fault'; readonly message: string; readonly again: Temporal.Instant | null }

interface Written {
  readonly state: TaskState
  readonly result: string
  readonly again?: Temporal.Instant
}

/** Problems of one task that are kept: whoever mends them sees the rest in the next build. */
const MOST_PROBLEMS = 200
const TOO_LARGE: Written = { state: 'failed', result: 'what came of it is too large for the ledger' }

/** False when others have it in hand meanwhile, or it was given up: then nothing is written. */
export async function settleTask(
  ledger: Ledger,
  { key, attempts, claimedBy }: Attempt,
  settlement: Settlement,
  now: Temporal.Instant,
): Promise<boolean> {
  const { state, result, again } = writtenOf(settlement)
  const rows = await ledger.run([
    {
      text: `update task set state = $4, result = $5, not_before = coalesce($6, not_before), ended = $7, claimed_until = null
      where key = $1 and attempts = $2 and claimed_by = $3 and state = 'running' returning key`,
      values: [
        ...[key, attempts, claimedBy, state, result],
        ...[again ? stamp(again) : null, state === 'waiting' ? null : stamp(now)],
      ],
    },
  ])
  return rows.length > 0
}

function writtenOf(settlement: Settlement): Written {
  if (settlement.state === 'fault') {
    const { message, again } = settlement
    return again
      ? { state: 'waiting', result: faultText(message), again }
      : { state: 'failed', result: faultText(message) }
  }
  const value = settlement.state === 'done' ? settlement.result : settlement.problems.slice(0, MOST_PROBLEMS)
  const result = resultText(value)
  return result === null ? TOO_LARGE : { state: settlement.state, result }
}
