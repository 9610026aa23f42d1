/**
 * The verb of this stage: looks about once a second, makes due what is due, and has it done. All that it knows stands in the
 * ledger, so that one that is killed is followed by the next without anything lost or done twice.
 */
import { type Alarm, clearAlarms, markTold, raiseAlarm, standingAlarms } from '../release/ledger/alarm.ts'
import { leaveLead, takeLead } from '../release/ledger/lead.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import { extendRun, type Run, releaseRuns } from '../release/ledger/run.ts'
import { fileWatch } from './changes.ts'
import { clockGuard } from './clock-guard.ts'
import { duePlanner } from './due.ts'
import { definitionKey, LEASE, type Served, type Serving, type Trade } from './job.ts'
import { openRuns } from './runs.ts'

export type Role = 'leading' | 'standing-by' | 'draining'

export interface Service {
  /** One look at everything. Throws when the ledger cannot be reached; the next look may succeed. */
  look(): Promise<Role>
  role(): Role
  /** Ends when what is in hand has ended. */
  rest(): Promise<void>
  /** Takes nothing new, and rests. */
  drain(): Promise<void>
  /** Gives back what is in hand and lets another lead; for the end of the process. */
  leave(): Promise<void>
}

export const ROLE = 'serve'
/** The alarm that nobody serves. */
export const IDLE = 'idle'
/** Signs of life in the time after which a silent process counts as dead. */
const SIGNS = 4
/** Milliseconds after which the definitions are read again although no file of theirs has changed: there may be a new one. */
const REREAD = 60_000

export function openService(serving: Serving): Service {
  const { ledger, clock, owner, trade } = serving
  const steady = clockGuard(serving)
  const runs = openRuns(serving)
  const plan = duePlanner(ledger)
  const definitions = definitionsOf(serving)
  const lead = leadOf(serving, runs.inHand)
  let draining = false
  return {
    async look() {
      const now = clock.now()
      const leads = await lead.keep(now)
      if (leads && !draining) {
        const served = await definitions(now)
        if (await steady()) {
          await plan(served, now)
          await runs.begin(served)
        }
        await warnOf(await standingAlarms(ledger), ledger, trade, now)
      }
      return draining ? 'draining' : lead.role()
    },
    role: () => (draining ? 'draining' : lead.role()),
    rest: runs.empty,
    async drain() {
      draining = true
      await runs.empty()
    },
    async leave() {
      await releaseRuns(ledger, owner)
      await leaveLead(ledger, ROLE, owner, clock.now())
    },
  }
}

/** The lead, and what is in hand, are kept by signs of life. */
function leadOf({ ledger, clock, owner, trade, lease = LEASE }: Serving, inHand: () => readonly Run[]) {
  let role: 'leading' | 'standing-by' | null = null
  let signed = Number.NEGATIVE_INFINITY
  return {
    role: () => role ?? 'standing-by',
    async keep(now: Temporal.Instant): Promise<boolean> {
      if (role === 'leading' && clock.elapsed() - signed < lease / SIGNS) return true
      const until = now.add({ milliseconds: lease })
      for (const run of inHand()) await extendRun(ledger, run, until)
      const leads = (await takeLead(ledger, { role: ROLE, owner, now, until })) !== null
      if (role === null || leads !== (role === 'leading'))
        trade.say(leads ? 'Leading.' : 'Standing by: another process leads.')
      if (leads && role !== 'leading') await clearAlarms(ledger, IDLE, now)
      role = leads ? 'leading' : 'standing-by'
      signed = clock.elapsed()
      return leads
    },
  }
}

/** What is served, read again when a file has changed. */
function definitionsOf({ ledger, trade, clock }: Serving) {
  const changed = fileWatch(ledger, trade)
  let known: readonly Served[] = []
  let read = Number.NEGATIVE_INFINITY
  return async (now: Temporal.Instant): Promise<readonly Served[]> => {
    if (clock.elapsed() - read >= REREAD) {
      known = await readDefinitions(ledger, trade, now)
      read = clock.elapsed()
    }
    for (const served of known) if (await changed(served, now)) read = Number.NEGATIVE_INFINITY
    return known
  }
}

/** A definition that cannot be read has no schedule any more, which would be silent without an alarm. */
async function readDefinitions(ledger: Ledger, trade: Trade, now: Temporal.Instant): Promise<readonly Served[]> {
  const { served, broken } = await trade.definitions()
  for (const { factsheet, sentence } of broken)
    await raiseAlarm(ledger, { key: definitionKey(factsheet), grade: 'alarm', factsheet, sentence }, now)
  for (const { factsheet } of served) await clearAlarms(ledger, definitionKey(factsheet), now)
  return served
}

/**
 * Each is told once; one that could not be told is told another time, and what two runs have to say in the same words, such as an
 * approval that both wait for, is told for both. Those that the ledger does not know are written down first.
 */
export async function warnOf(
  alarms: readonly Alarm[],
  ledger: Ledger,
  trade: Pick<Trade, 'warn'>,
  now: Temporal.Instant,
): Promise<void> {
  const heard = new Set(alarms.filter(({ told }) => told !== null).map(wordsOf))
  for (const alarm of alarms.filter(({ told }) => told === null)) {
    const { key, grade, factsheet, sentence } = alarm
    await raiseAlarm(ledger, { key, grade, factsheet, sentence }, now)
    const told = heard.has(wordsOf(alarm)) ? 'mailed' : await trade.warn(factsheet, sentence)
    if (told === 'mailed') heard.add(wordsOf(alarm))
    // Nobody could be written to: then news are over with the log, and everything else stands as untold.
    if (told === 'mailed' || (told === 'logged' && grade === 'news')) await markTold(ledger, { key, sentence }, now)
  }
}

const wordsOf = ({ factsheet, sentence }: Alarm): string => `${factsheet} ${sentence}`
