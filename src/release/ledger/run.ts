/** One occurrence of a schedule, or one change of files: what is to be done of which edition, and how far it has come. */
import type { Claim } from './claim.ts'
import { type Ledger, type Row, type Statement, stamp, textIn } from './ledger.ts'

/** `asking`: missed, and a person says whether it is made up for; `skipped`: missed, and not made up for. */
export type RunState =
  | 'due'
  | 'running'
  | 'waiting-for-data'
  | 'waiting-for-approval'
  | 'waiting-for-time'
  | 'asking'
  | 'done'
  | 'failed'
  | 'skipped'

export interface RunKey {
  readonly schedule: string
  /** When it was due: ISO 8601, UTC, to the millisecond. */
  readonly occurrence: string
}

export interface Run extends RunKey {
  readonly factsheet: string
  readonly edition: string
  readonly state: RunState
  /** The one that it is at, or stopped at. */
  readonly step: string | null
  readonly attempts: number
  readonly notBefore: string | null
  /** JSON: what there is to tell of it. */
  readonly detail: string | null
  readonly claimedBy: string | null
  readonly planned: string
  readonly begun: string | null
  readonly ended: string | null
}

export interface PlannedRun {
  readonly schedule: string
  readonly occurrence: Temporal.Instant
  readonly factsheet: string
  readonly edition: string
  readonly state: 'due' | 'asking' | 'skipped'
  readonly now: Temporal.Instant
}

const runOf = (row: Row): Run => ({
  schedule: String(row['schedule']),
  occurrence: String(row['occurrence']),
  factsheet: String(row['factsheet']),
  edition: String(row['edition']),
  state: row['state'] as RunState,
  step: textIn(row['step']),
  attempts: Number(row['attempts']),
  notBefore: textIn(row['not_before']),
  detail: textIn(row['detail']),
  claimedBy: textIn(row['claimed_by']),
  planned: String(row['planned']),
  begun: textIn(row['begun']),
  ended: textIn(row['ended']),
})

/** Each occurrence once, however many processes record it. */
export function insertRun({ schedule, occurrence, factsheet, edition, state, now }: PlannedRun): Statement {
  return {
    text: `insert into run (schedule, occurrence, factsheet, edition, state, attempts, planned)
      values ($1, $2, $3, $4, $5, 0, $6) on conflict (schedule, occurrence) do nothing`,
    values: [schedule, stamp(occurrence), factsheet, edition, state, stamp(now)],
  }
}

const IS_RUN = 'schedule = $1 and occurrence = $2'

/** Those that nobody has in hand and that could go on: waiting ones when their time has come, one whose process has died at once. */
const CAN_BEGIN = `((state in ('due', 'waiting-for-data', 'waiting-for-approval', 'waiting-for-time', 'failed')
    and not_before is not null and not_before <= $1)
  or (state = 'due' and not_before is null) or (state = 'running' and claimed_until <= $1))`

/** Takes the oldest run that is due, of a factsheet of which no other run is in hand; null when there is none. */
export async function claimRun(ledger: Ledger, { owner, now, until }: Claim): Promise<Run | null> {
  const rows = await ledger.run([
    {
      text: `update run set state = 'running', claimed_by = $2, claimed_until = $3, attempts = attempts + 1,
        begun = $1, ended = null, not_before = null
      where (schedule, occurrence) in (
        select r.schedule, r.occurrence from run r where ${CAN_BEGIN} and not exists (
          select 1 from run o where o.factsheet = r.factsheet and o.state = 'running' and o.claimed_until > $1
        ) order by r.occurrence, r.schedule limit 1
      ) and ${CAN_BEGIN} returning *`,
      values: [stamp(now), owner, stamp(until)],
    },
  ])
  return rows[0] ? runOf(rows[0]) : null
}

/** False when another has it by now. */
export async function extendRun(ledger: Ledger, run: Run, until: Temporal.Instant): Promise<boolean> {
  const rows = await ledger.run([
    {
      text: `update run set claimed_until = $5 where ${IS_RUN} and claimed_by = $3 and attempts = $4 and state = 'running'
      returning schedule`,
      values: [run.schedule, run.occurrence, run.claimedBy, run.attempts, stamp(until)],
    },
  ])
  return rows.length > 0
}

/** Where a run stands after some work on it. */
export interface Standing {
  readonly state: Exclude<RunState, 'running' | 'asking' | 'skipped'>
  readonly step: string | null
  readonly notBefore: Temporal.Instant | null
  readonly detail: string | null
}

/** By the process that has it in hand, and no other; false when that is not the one that asks. */
export async function settleRun(
  ledger: Ledger,
  run: Run,
  { state, step, notBefore, detail }: Standing,
  now: Temporal.Instant,
): Promise<boolean> {
  const ended = ['done', 'failed'].includes(state) ? stamp(now) : null
  const rows = await ledger.run([
    {
      text: `update run set state = $5, step = $6, not_before = $7, detail = $8, ended = $9, claimed_until = null
      where ${IS_RUN} and claimed_by = $3 and attempts = $4 and state = 'running' returning schedule`,
      values: [
        ...[run.schedule, run.occurrence, run.claimedBy, run.attempts],
        ...[state, step, notBefore && stamp(notBefore), detail, ended],
      ],
    },
  ])
  return rows.length > 0
}

/** Gives back what a process that ends has in hand: another goes on with it at once. */
export async function releaseRuns(ledger: Ledger, owner: string): Promise<void> {
  await ledger.run([
    {
      text: `update run set state = 'due', claimed_until = null, not_before = null
      where claimed_by = $1 and state = 'running'`,
      values: [owner],
    },
  ])
}

/** Notes the step that a run has come to, so that who takes it over begins there. */
export async function noteStep(ledger: Ledger, run: Run, step: string): Promise<void> {
  await ledger.run([
    {
      text: `update run set step = $5 where ${IS_RUN} and claimed_by = $3 and attempts = $4`,
      values: [run.schedule, run.occurrence, run.claimedBy, run.attempts, step],
    },
  ])
}

/** Makes the waiting and the failed runs of a factsheet due: a file of it has changed. */
export async function wakeRuns(ledger: Ledger, factsheet: string, now: Temporal.Instant): Promise<number> {
  const rows = await ledger.run([
    {
      text: `update run set not_before = $2 where factsheet = $1
      and state in ('waiting-for-data', 'waiting-for-approval', 'waiting-for-time', 'failed') returning schedule`,
      values: [factsheet, stamp(now)],
    },
  ])
  return rows.length
}

/** What was to be done after an earlier change of the same files is done after this one. */
export const supersedeRuns = (schedule: string, now: Temporal.Instant): Statement => ({
  text: `update run set state = 'skipped', ended = $2 where schedule = $1 and state not in ('running', 'done', 'skipped')`,
  values: [schedule, stamp(now)],
})

/** What a person decides of a run that waits, failed, or asks; false when it is no such run (any more). */
export async function decideRun(
  ledger: Ledger,
  { schedule, occurrence }: RunKey,
  decision: 'run' | 'skip',
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await ledger.run([
    {
      text: `update run set state = $3, not_before = null, ended = $4
      where ${IS_RUN} and state not in ('running', 'done', 'due') returning schedule`,
      values: [schedule, occurrence, ...(decision === 'run' ? ['due', null] : ['skipped', stamp(now)])],
    },
  ])
  return rows.length > 0
}

/** Newest first. */
export async function listRuns(ledger: Ledger, limit: number): Promise<readonly Run[]> {
  const rows = await ledger.run([
    { text: 'select * from run order by occurrence desc, schedule limit $1', values: [limit] },
  ])
  return rows.map(runOf)
}

export async function findRun(ledger: Ledger, { schedule, occurrence }: RunKey): Promise<Run | null> {
  const rows = await ledger.run([{ text: `select * from run where ${IS_RUN}`, values: [schedule, occurrence] }])
  return rows[0] ? runOf(rows[0]) : null
}
