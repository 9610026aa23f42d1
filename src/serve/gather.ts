/** Gathers how everything stands, from the ledger and the definitions. */
import { standingAlarms } from '../release/ledger/alarm.ts'
import { readLead } from '../release/ledger/lead.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import { countDeliveries, listDeliveries } from '../release/ledger/list.ts'
import { listRuns, type Run } from '../release/ledger/run.ts'
import { countTasks } from '../release/ledger/task-list.ts'
import { overdueKey, overdueSince } from './due.ts'
import { type Definitions, definitionKey, type Served } from './job.ts'
import { editionAt, nextAfter } from './occurrence.ts'
import { IDLE, ROLE } from './service.ts'
import type { Alarm, RunDetail, RunStatus, Status, Step, Upcoming } from './status.ts'

export interface Asking {
  readonly ledger: Ledger
  readonly definitions: Definitions
  readonly now: Temporal.Instant
  /** Of Diptych. */
  readonly engine: string
  /** What this process does; null for one that only asks. */
  readonly role: 'leading' | 'standing-by' | 'draining' | null
}

/** Runs that are shown. */
const MOST = 100

export async function gatherStatus({ ledger, definitions, now, engine, role }: Asking): Promise<Status> {
  const lead = await readLead(ledger, ROLE, now)
  const { served } = definitions
  const all = await alarmsOf(ledger, definitions, lead !== null, now)
  return {
    now: now.toString({ smallestUnit: 'second' }),
    engine,
    role: role ?? (lead ? 'leading' : 'idle'),
    leader: lead?.owner ?? null,
    alarms: all.filter(({ grade }) => grade === 'alarm'),
    notices: all.filter(({ grade }) => grade !== 'alarm'),
    runs: (await listRuns(ledger, MOST)).map(runStatus),
    upcoming: upcomingOf(served, now),
    deliveries: await countDeliveries(ledger),
    unknown: await listDeliveries(ledger, 'unknown'),
    tasks: await countTasks(ledger),
  }
}

/** Those in the ledger, and those that follow from what is not in it. */
async function alarmsOf(
  ledger: Ledger,
  definitions: Definitions,
  isLed: boolean,
  now: Temporal.Instant,
): Promise<readonly Alarm[]> {
  const standing = await standingAlarms(ledger)
  const known = new Set(standing.map(({ key }) => key))
  return [...standing, ...(await unserved(ledger, definitions, isLed, now)).filter(({ key }) => !known.has(key))]
}

/** What nobody is there to raise an alarm about: that nobody is there, and what is wrong meanwhile. */
async function unserved(
  ledger: Ledger,
  { served, broken }: Definitions,
  isLed: boolean,
  now: Temporal.Instant,
): Promise<readonly Alarm[]> {
  const schedules = served.flatMap((one) => one.schedules)
  const alarm = (key: string, factsheet: string | null, sentence: string): Alarm => {
    return { key, grade: 'alarm', factsheet, sentence, raised: now.toString(), told: null }
  }
  const nobody =
    isLed || schedules.length === 0 ? [] : [alarm(IDLE, null, 'There are schedules, and no `diptych serve` runs.')]
  const overdue = schedules.map(async ({ id, factsheet, ...one }) => {
    const since = await overdueSince(ledger, { id, factsheet, ...one }, now)
    return since
      ? [
          alarm(
            overdueKey({ id, factsheet, ...one }),
            factsheet,
            `${id} was due at ${since}, and there is no record of it.`,
          ),
        ]
      : []
  })
  const unread = broken.map(({ factsheet, sentence }) => alarm(definitionKey(factsheet), factsheet, sentence))
  return [...nobody, ...unread, ...(await Promise.all(overdue)).flat()]
}

const runStatus = ({ detail, step, ...run }: Run): RunStatus => ({
  ...run,
  step: step as Step | null,
  detail: detail === null ? {} : (JSON.parse(detail) as RunDetail),
})

function upcomingOf(served: readonly Served[], now: Temporal.Instant): readonly Upcoming[] {
  const all = served.flatMap(({ own, schedules }) =>
    schedules.flatMap((schedule) => {
      const next = nextAfter(schedule, now)
      if (!next) return []
      const { id, factsheet, steps, zone } = schedule
      const at = next.toZonedDateTimeISO(zone).toString({ smallestUnit: 'minute' })
      return [{ schedule: id, factsheet, edition: editionAt(schedule, next, own), at, steps }]
    }),
  )
  return all.toSorted((a, b) =>
    Temporal.Instant.compare(
      Temporal.ZonedDateTime.from(a.at).toInstant(),
      Temporal.ZonedDateTime.from(b.at).toInstant(),
    ),
  )
}
