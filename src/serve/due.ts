/** What a schedule owes: each occurrence is recorded once, and of missed ones as many are made up for as the definition says. */
import { clearAlarms, raiseAlarm } from '../release/ledger/alarm.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { PlannedRun } from '../release/ledger/run.ts'
import { owedSince, recordedUpTo, recordOccurrences } from '../release/ledger/schedule.ts'
import { causeOf, type Served } from './job.ts'
import { editionAt, firstBetween, lastBetween, nextAfter, type Schedule } from './occurrence.ts'

/** An occurrence that is not begun by then was missed. */
export const GRACE = Temporal.Duration.from({ minutes: 15 })
/** Missed occurrences that are recorded as such; of more, only the last ones. */
const RECORDED = 20
/** Made up for in one go, where all are. */
const AT_ONCE = 100

const patternOf = ({ id, cron, zone }: Schedule) => ({ id, pattern: cron, zone })

/** Plans for many at each look, and asks the ledger only when one of them is due. */
export function duePlanner(ledger: Ledger): (served: readonly Served[], now: Temporal.Instant) => Promise<void> {
  const next = new Map<string, Temporal.Instant | null>()
  return async (served, now) => {
    for (const { own, schedules } of served)
      for (const schedule of schedules) {
        const key = JSON.stringify(schedule)
        const at = next.get(key)
        if (at === null || (at && Temporal.Instant.compare(now, at) < 0)) continue
        next.set(key, await planDue(ledger, schedule, own, now))
      }
  }
}

/** The alarm that an occurrence has no record. */
export const overdueKey = ({ id }: Schedule): string => `overdue ${id}`

/** Records all that is due by now; returns when the next one is, null when none ever will be. `own` is the definition's edition. */
export async function planDue(
  ledger: Ledger,
  schedule: Schedule,
  own: string,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const since = await owedSince(ledger, patternOf(schedule), now)
  const runs = plannedSince(schedule, since, own, now)
  const last = runs.at(-1)?.occurrence
  if (last) {
    await recordOccurrences(ledger, schedule.id, runs, last)
    await clearAlarms(ledger, overdueKey(schedule), now)
    for (const run of runs.filter(({ state }) => state === 'asking')) await ask(ledger, run)
  }
  return nextAfter(schedule, last ?? since)
}

async function ask(ledger: Ledger, { schedule, factsheet, edition, occurrence, now }: PlannedRun): Promise<void> {
  const key = `${causeOf({ schedule, edition })} asking`
  const sentence = `${factsheet} ${edition}: ${schedule} was due at ${occurrence}, when nothing ran. Say on the status page, or with \`diptych resume ${schedule}\`, whether to make up for it.`
  await raiseAlarm(ledger, { key, grade: 'notice', factsheet, sentence }, now)
}

function plannedSince(
  schedule: Schedule,
  since: Temporal.Instant,
  own: string,
  now: Temporal.Instant,
): readonly PlannedRun[] {
  const { id, factsheet, missed } = schedule
  const owed =
    missed === 'all' ? firstBetween(schedule, since, now, AT_ONCE) : lastBetween(schedule, since, now, RECORDED)
  return owed.map((occurrence, index) => ({
    ...{ schedule: id, occurrence, factsheet, now },
    edition: editionAt(schedule, occurrence, own),
    state: missed === 'all' || index === owed.length - 1 ? stateOf(schedule, occurrence, now) : 'skipped',
  }))
}

function stateOf({ missed }: Schedule, occurrence: Temporal.Instant, now: Temporal.Instant): 'due' | 'asking' {
  return missed === 'ask' && isMissed(occurrence, now) ? 'asking' : 'due'
}

/** Whether it began too late for anybody to think that something ran at its time. */
export const isMissed = (occurrence: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(occurrence.add(GRACE), now) < 0

/**
 * The first occurrence that should have been recorded by now and was not: then nothing serves. Null when all is well, and for a
 * schedule that was never served.
 */
export async function overdueSince(
  ledger: Ledger,
  schedule: Schedule,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const since = await recordedUpTo(ledger, patternOf(schedule))
  const next = since && nextAfter(schedule, since)
  return next && isMissed(next, now) ? next : null
}
