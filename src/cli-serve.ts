/** The commands that go on by themselves, and the one that tells how everything stands. */
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ledgerOf, type Options, print } from './cli-desk.ts'
import { VERSION } from './engine.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { openLedger } from './release/ledger/open.ts'
import { gatherStatus } from './serve/gather.ts'
import { openService, type Service, warnOf } from './serve/service.ts'
import { isHealthy } from './serve/status.ts'
import { readDefinitions, tradeOf } from './serving.ts'
import { onlyOf, reportStanding } from './standing-report.ts'
import { realClock, realWorld, SILENT, type World } from './world.ts'

/** Something needs a person; see cli.ts. */
const UNHEALTHY = 5
/** Milliseconds between two looks. */
const LOOK = 1000
/** Seconds that what is in hand gets to end in, once the service is told to stop. */
const DRAIN = 60

/** Goes on until it is told to stop; then it takes nothing new, and ends within the stated time. */
export async function serveCommand(_: string | undefined, options: Options): Promise<void> {
  const root = resolve(options.root ?? '.')
  const ledger = await openLedger(ledgerOf(options, process.env))
  // One for all, so that what was left half-made can be cleared when it is given up.
  const { files } = realWorld(root, SILENT)
  const premises = {
    root,
    ledger,
    say,
    makeAhead: crew?.makeAhead ?? null,
    world: (): World => ({ ...realWorld(root, SILENT), files }),
  }
  const owner = `${process.pid} since ${realClock.now()}`
  const service = openService({ ledger, owner, clock: realClock, trade: tradeOf(premises) })
  const stopped = stopSignal()
  say(`Diptych ${VERSION} serves ${root}.`)
  await lookUntil(stopped, service)
  await drain(service, options.drain ?? DRAIN)
  await leave(service, ledger)
  files.abandon()
  say('Ended.')
  // What was given up still runs; its browser goes with this process.
  process.exit(0)
}

function say(line: string): void {
  process.stdout.write(`${realClock.now().toString({ smallestUnit: 'second' })}  ${line.trimEnd()}\n`)
}

function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** A ledger that is away for a while is no reason to end: nothing is lost meanwhile, and the next look finds it again. */
async function lookUntil(stopped: AbortSignal, service: Service): Promise<void> {
  let trouble = ''
  while (!stopped.aborted) {
    const now = await service.look().then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    if (now !== trouble) say(now === '' ? 'All is well again.' : `Nothing can be done at the moment: ${now}`)
    trouble = now
    await pause(LOOK, undefined, { signal: stopped }).catch(() => undefined)
  }
}

async function drain(service: Service, seconds: number): Promise<void> {
  say(`Stopping: takes nothing new, and gives what is in hand ${seconds} seconds.`)
  const stop = new AbortController()
  const given = pause(seconds * 1000, false, { signal: stop.signal }).catch(() => false)
  // Signs of life go on, or another would take what is in hand.
  const alive = setInterval(() => void service.look().catch(() => undefined), LOOK)
  const ended = await Promise.race([service.drain().then(() => true), given])
  clearInterval(alive)
  stop.abort()
  if (!ended) say('Given up: what is in hand is begun again at the next start.')
}

async function leave(service: Service, ledger: Ledger): Promise<void> {
  await service.leave().catch((error: unknown) => say(`The ledger could not be told: ${String(error)}`))
  await ledger.close().catch(() => undefined)
}

/** How everything stands; the exit code says whether somebody must look. */
export async function statusCommand(name: string | undefined, options: Options): Promise<number> {
  const root = resolve(options.root ?? '.')
  const ledger = await openLedger(ledgerOf(options, process.env))
  try {
    const world = realWorld(root, SILENT)
    const definitions = await readDefinitions(root, world)
    const status = await gatherStatus({ ledger, definitions, now: world.now, engine: VERSION, role: null })
    const asked = name === undefined ? status : onlyOf(name, status)
    print(options.json ? JSON.stringify(asked, null, 2) : `\n${reportStanding(asked)}`)
    if (options.warn) await warnOf(status.alarms, ledger, tradeOf({ root, ledger, say, world: () => world }), world.now)
    return isHealthy(status) ? 0 : UNHEALTHY
  } finally {
    await ledger.close()
  }
}
