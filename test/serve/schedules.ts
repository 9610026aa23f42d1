/** A service for tests: a clock that is set by hand, and a trade that writes down what it is asked for. */
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import type { Standing } from '../../src/release/ledger/run.ts'
import type { Definitions, Ending, Job, Served, Trade } from '../../src/serve/job.ts'
import type { Schedule } from '../../src/serve/occurrence.ts'
import { openService, type Service } from '../../src/serve/service.ts'

export const at = (text: string) => Temporal.Instant.from(text)

export const schedule = (over: Partial<Schedule> = {}): Schedule => ({
  ...{ id: 'tourism/annual', factsheet: 'tourism', cron: '0 6 10 1 *', zone: 'Europe/Brussels', edition: 'previous' },
  ...{ steps: ['build', 'publish'], missed: 'latest' },
  retry: Temporal.Duration.from('PT6H'),
  ahead: Temporal.Duration.from('P7D'),
  ...over,
})

export const served = (over: Partial<Served> = {}): Served => ({
  ...{ factsheet: 'tourism', own: '2020', schedules: [schedule()], changed: ['build'], folders: [] },
  ...over,
})

/** Goes on only when told to. */
export function handClock(start: string) {
  let now = at(start)
  let elapsed = 0
  return {
    now: () => now,
    elapsed: () => elapsed,
    /** As time does. */
    pass(by: Temporal.DurationLike) {
      const after = now.add(by)
      elapsed += after.epochMilliseconds - now.epochMilliseconds
      now = after
    },
    /** To a moment, as time does. */
    passTo(text: string) {
      elapsed += at(text).epochMilliseconds - now.epochMilliseconds
      now = at(text)
    },
    /** As a hand does that sets it. */
    jump(by: Temporal.DurationLike) {
      now = now.add(by)
    },
  }
}
export type HandClock = ReturnType<typeof handClock>

export const ended = (state: Standing['state'], over: Partial<Standing> = {}): Ending => ({
  standing: { state, step: 'build', notBefore: null, detail: null, ...over },
  concern: null,
})

/** Runs end as `perform` says, and at once. */
export function fakeTrade(
  definitions: Definitions,
  perform: (job: Job) => Ending | Promise<Ending> = () => ended('done'),
) {
  const jobs: Job[] = []
  const warnings: string[] = []
  const said: string[] = []
  const state = { fingerprint: 'as it was', definitions, editions: ['2020'], reachable: true }
  const trade: Trade = {
    definitions: async () => state.definitions,
    editions: async () => state.editions,
    fingerprint: async () => state.fingerprint,
    perform: async (job) => {
      jobs.push(job)
      return perform(job)
    },
    warn: async (_, sentence) => {
      if (state.reachable) warnings.push(sentence)
      return state.reachable ? 'mailed' : 'failed'
    },
    say: (line) => void said.push(line),
  }
  return { trade, jobs, warnings, said, state }
}

/** One look, and all that it began at its end. */
export async function lookAndWait(service: Service): Promise<void> {
  await service.look()
  await service.rest()
}

let processes = 0
export const serviceOn = (ledger: Ledger, clock: HandClock, trade: Trade): Service =>
  openService({ ledger, clock, trade, owner: `process ${++processes}` })
