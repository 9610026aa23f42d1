/** The commands that go on by themselves, and the one that tells how everything stands. */
import { resolve } from 'node:path'
import { ledgerOf, type Options, print } from './cli-desk.ts'
import { openCrew } from './crew.ts'
import { VERSION } from './engine.ts'
import { problem, Refusal } from './problem.ts'
import { openLedger } from './release/ledger/open.ts'
import { gatherStatus } from './serve/gather.ts'
import { warnOf } from './serve/service.ts'
import { isHealthy } from './serve/status.ts'
import { runService } from './serve-process.ts'
import { readDefinitions, warnAbout } from './serving.ts'
import { drained, say, stopSignal } from './standing-process.ts'
import { onlyOf, reportStanding } from './standing-report.ts'
import { processName, realClock, realWorld, SILENT } from './world.ts'

/** Something needs a person; see cli.ts. */
const UNHEALTHY = 5
/** Seconds that what is in hand gets to end in, once the process is told to stop. */
const DRAIN = 60

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
  const root = resolve(options.root ?? '.')
  const where = ledgerOf(options, process.env)
  const world = realWorld(root, SILENT)
  const ledger = await openLedger(where)
  const owner = processName()
  const database = /^postgres(ql)?:/.test(where) ? where : null
  const { parallel = 2, drain = DRAIN } = options
  const crew = await openCrew({ ledger, database, root, world, owner, clock: realClock, parallel, drain, say })
  if (!crew) throw new Refusal([problem('work-without-store', {})])
  say(`Diptych ${VERSION} works, ${parallel} documents at a time.`)
  await crew.work(stopSignal())
  await drained(async () => {
    await crew.close()
    await ledger.close()
  })
  say('Ended.')
  process.exit(0)
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
    return isHealthy(status) ? 0 : UNHEALTHY
  } finally {
    await ledger.close()
  }
}
