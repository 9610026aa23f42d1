/** The commands that go on by themselves, and the one that tells how everything stands. */
import { resolve } from 'node:path'
import { ledgerOf, type Options, print } from './cli-desk.ts'
import { VERSION } from './engine.ts'
import { problem, Refusal, suggest } from './problem.ts'
import { openLedger } from './release/ledger/open.ts'
import { listRuns } from './release/ledger/run.ts'
import { decide } from './serve/decision.ts'
import { gatherStatus } from './serve/gather.ts'
import { warnOf } from './serve/service.ts'
import { runService } from './serve-process.ts'
import { readDefinitions, warnAbout } from './serving.ts'
import { say, stopSignal } from './standing-process.ts'
import { onlyOf, reportStanding } from './standing-report.ts'
import { runWorker } from './work-process.ts'
import { realClock, realWorld, SILENT } from './world.ts'

/** Something needs a person; see cli.ts. */
const UNHEALTHY = 5
/** Seconds that what is in hand gets to end in, once the process is told to stop. */
const DRAIN = 60
/** Runs that are looked through. */
const EVERY = 10_000

/** Goes on until it is told to stop; then it takes nothing new, and ends within the stated time. */
export async function serveCommand(_: string | undefined, options: Options): Promise<void> {
  const { listen = '', drain = DRAIN, root = '.', parallel = 2 } = options
  const ledger = ledgerOf(options, process.env)
  await runService({ root: resolve(root), ledger, listen, drain, parallel }, stopSignal())
  // What was given up still runs; its browser goes with this process.
  process.exit(0)
}

/** Makes documents for a service on this or another machine, until it is told to stop. */
export async function workCommand(_: string | undefined, options: Options): Promise<void> {
  const { root = '.', parallel = 2, drain = DRAIN } = options
  await runWorker({ root: resolve(root), ledger: ledgerOf(options, process.env), drain, parallel }, stopSignal())
  process.exit(0)
}

/** What the status page offers too: the newest run of a schedule that waits, failed or asks begins now, or is left. */
export async function resumeCommand(schedule: string | undefined, options: Options): Promise<void> {
  const ledger = await openLedger(ledgerOf(options, process.env))
  try {
    const runs = await listRuns(ledger, EVERY)
    const open = runs.filter((run) => !['running', 'done', 'due', 'skipped'].includes(run.state))
    const run = open.find((one) => one.schedule === schedule && one.edition === (options.edition ?? one.edition))
    const facts = {
      schedule: schedule ?? '',
      hint:
        open.length === 0 ? 'see `diptych status`' : suggest(schedule ?? '', new Set(open.map((one) => one.schedule))),
    }
    if (!run) throw new Refusal([problem('nothing-to-resume', facts)])
    await decide(ledger, run, options.skip ? 'skip' : 'run', realClock.now())
    const did = options.skip ? 'is left' : 'begins at the next look of the service'
    print(
      options.json
        ? JSON.stringify({ ok: true, run }, null, 2)
        : `\n${run.schedule}, edition ${run.edition}, due ${run.occurrence}: ${did}.`,
    )
  } finally {
    await ledger.close()
  }
}

/** How everything stands; the exit code says whether somebody must look. */
export async function statusCommand(name: string | undefined, options: Options): Promise<number> {
  const root = resolve(options.root ?? '.')
  const ledger = await openLedger(ledgerOf(options, process.env))
  try {
    const world = realWorld(root, SILENT)
    const { now } = world
    const definitions = await readDefinitions(root, world)
    const status = await gatherStatus({ ledger, definitions, now, engine: VERSION, role: null })
    const asked = name === undefined ? status : onlyOf(name, status)
    print(options.json ? JSON.stringify(asked, null, 2) : `\n${reportStanding(asked)}`)
    const warn = (factsheet: string | null, sentence: string) =>
      warnAbout(factsheet, sentence, { world: () => world, say })
    if (options.warn) await warnOf([...status.alarms, ...status.notices], ledger, { warn }, now)
    return status.alarms.length === 0 ? 0 : UNHEALTHY
  } finally {
    await ledger.close()
  }
}
