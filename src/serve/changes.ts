/** Files that have changed, also while nobody looked: what waited for them goes on, and a draft is made with its differences. */
import type { Ledger } from '../release/ledger/ledger.ts'
import { type PlannedRun, wakeRuns } from '../release/ledger/run.ts'
import { lastSeen, recordChange } from '../release/ledger/watched.ts'
import { changedId, type Served, type Trade } from './job.ts'
import { changeWatch } from './watch.ts'

type Watch = (now: string) => boolean

/** Whether a file of the factsheet has changed since the last look. */
export function fileWatch(ledger: Ledger, trade: Trade): (served: Served, now: Temporal.Instant) => Promise<boolean> {
  const watches = new Map<string, Watch>()
  return async (served, now) => {
    const { factsheet } = served
    const fingerprint = await trade.fingerprint(served)
    const watch = watches.get(factsheet) ?? (await openWatch(ledger, factsheet, fingerprint, now))
    watches.set(factsheet, watch)
    if (!watch(fingerprint)) return false
    const runs = await runsFor(served, trade, now)
    await recordChange(ledger, { factsheet, fingerprint }, runs, now)
    const woken = await wakeRuns(ledger, factsheet, now)
    trade.say(
      `Files of ${factsheet} have changed. Editions looked at again: ${runs.length}; runs that go on: ${woken}.`,
    )
    return true
  }
}

/** What is seen for the first time ever is no change. */
async function openWatch(ledger: Ledger, factsheet: string, fingerprint: string, now: Temporal.Instant) {
  const before = await lastSeen(ledger, factsheet)
  if (before === null) await recordChange(ledger, { factsheet, fingerprint }, [], now)
  return changeWatch(before ?? fingerprint)
}

async function runsFor(served: Served, trade: Trade, now: Temporal.Instant): Promise<readonly PlannedRun[]> {
  const { factsheet } = served
  const editions = await trade.editions(served)
  return editions.map((edition) => ({
    ...{ schedule: changedId(factsheet, edition), factsheet, edition },
    ...{ occurrence: now, state: 'due', now },
  }))
}
