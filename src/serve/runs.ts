/** The runs that a process has in hand: taken when they are due, one of each factsheet at a time, and settled when they end. */
import { clearAlarms, raiseAlarm } from '../release/ledger/alarm.ts'
import { claimRun, noteStep, type Run, settleRun } from '../release/ledger/run.ts'
import { isMissed } from './due.ts'
import { causeOf, changedId, type Ending, type Job, LEASE, type Served, type Serving } from './job.ts'
import type { RunDetail } from './status.ts'

/** Each of another factsheet: one that takes hours must not keep another from its minute. */
const MOST = 4

export interface Runs {
  /** Takes what is due, and begins it. */
  begin(served: readonly Served[]): Promise<void>
  inHand(): readonly Run[]
  /** Ends when all of them have. */
  empty(): Promise<void>
}

export function openRuns(serving: Serving): Runs {
  const { ledger, clock, owner, lease = LEASE } = serving
  const inHand = new Map<Run, Promise<void>>()
  return {
    async begin(served) {
      while (inHand.size < MOST) {
        const now = clock.now()
        const run = await claimRun(ledger, { owner, now, until: now.add({ milliseconds: lease }) })
        if (!run) return
        inHand.set(
          run,
          perform(run, served, serving).finally(() => inHand.delete(run)),
        )
      }
    },
    inHand: () => [...inHand.keys()],
    async empty() {
      await Promise.all(inHand.values())
    },
  }
}

/** Never throws: a run that cannot be settled stays in hand until its lease ends, and then all that was done is found done. */
async function perform(run: Run, served: readonly Served[], serving: Serving): Promise<void> {
  const { trade } = serving
  const name = `${run.schedule}, edition ${run.edition}`
  trade.say(`${name}: begins.`)
  try {
    await tellMissed(run, serving)
    const job = jobOf(run, served)
    const ending = job ? await performSteadily(job, served, serving) : NOT_DEFINED
    await settle(run, ending, serving)
    trade.say(`${name}: ${ending.standing.state}.`)
  } catch (error) {
    trade.say(`${name}: its end could not be written down. ${String(error)}`)
  }
}

/**
 * What fails while files are being written may have read one half of a correction and not the other: it is looked at once more
 * before anybody hears of it. Once in a row: files that never come to rest must not keep a failure silent.
 */
async function performSteadily(job: Job, all: readonly Served[], { ledger, trade }: Serving): Promise<Ending> {
  const { run } = job
  const files = async () =>
    Promise.all(all.filter(({ factsheet }) => factsheet === run.factsheet).map((served) => trade.fingerprint(served)))
  const before = await files()
  const ending = await trade.perform(job, (step) => noteStep(ledger, run, step))
  const { standing } = ending
  if (standing.state !== 'failed' || detailIn(run.detail).disturbed) return ending
  if (String(await files()) === String(before)) return ending
  const detail = JSON.stringify({ ...detailIn(standing.detail), disturbed: true })
  return { standing: { ...standing, state: 'due', notBefore: null, detail }, concern: null }
}

const detailIn = (detail: string | null): RunDetail => (detail === null ? {} : JSON.parse(detail))

const SUMMARY = 'The definition has no such schedule, or cannot be read'
const NOT_DEFINED: Ending = {
  standing: { state: 'failed', step: null, notBefore: null, detail: JSON.stringify({ summary: SUMMARY }) },
  concern: { grade: 'alarm', about: 'failed', sentence: SUMMARY },
}

function jobOf(run: Run, all: readonly Served[]): Job | null {
  const served = all.find(({ factsheet }) => factsheet === run.factsheet)
  if (served && run.schedule === changedId(run.factsheet, run.edition))
    return { run, steps: served.changed, schedule: null }
  const schedule = served?.schedules.find(({ id }) => id === run.schedule)
  return schedule ? { run, steps: schedule.steps, schedule } : null
}

async function settle(run: Run, { standing, concern }: Ending, { ledger, clock }: Serving): Promise<void> {
  const now = clock.now()
  if (!(await settleRun(ledger, run, standing, now))) return
  const cause = causeOf(run)
  const key = concern && `${cause} ${concern.about}`
  await clearAlarms(ledger, cause, now, key)
  if (!concern || !key) return
  const sentence = `${run.factsheet} ${run.edition}: ${concern.sentence}`
  await raiseAlarm(ledger, { key, grade: concern.grade, factsheet: run.factsheet, sentence }, now)
}

/** Whoever looks after it should know that nothing ran when it should have; once, however often it is begun. */
async function tellMissed(run: Run, serving: Serving): Promise<void> {
  const { schedule, occurrence, planned, factsheet, edition, attempts } = run
  const [due, recorded] = [Temporal.Instant.from(occurrence), Temporal.Instant.from(planned)]
  if (attempts > 1 || !isMissed(due, recorded)) return
  const sentence = `${factsheet} ${edition}: ${schedule} was due at ${occurrence}, when nothing ran; it is made up for now.`
  const news = { key: `missed ${schedule} ${occurrence}`, grade: 'news', factsheet, sentence } as const
  await raiseAlarm(serving.ledger, news, serving.clock.now())
}
