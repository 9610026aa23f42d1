/** The service as one process: looks, the status page, and a hand in the work that is shared out. */
import { type Crew, openCrew } from './crew.ts'
import { VERSION } from './engine.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { openLedger } from './release/ledger/open.ts'
import { databaseAt } from './release/ledger/where.ts'
import { openService, type Service } from './serve/service.ts'
import { tradeOf } from './serving.ts'
import { drained, pauseUntil, say, within } from './standing-process.ts'
import { openStatusPage } from './status-page.ts'
import { processName, realClock, realWorld, SILENT, type World } from './world.ts'

export interface Post {
  readonly root: string
  /** Path of a file, or address of a database. */
  readonly ledger: string
  /** `127.0.0.1:8642`. */
  readonly listen: string
  /** Seconds. */
  readonly drain: number
  readonly parallel: number
}

/** Milliseconds between two looks. */
const LOOK = 1000
/** Milliseconds after which a hand that failed goes on. */
const AGAIN = 5000

/** Serves until `stopped` is aborted; throws a Refusal when it cannot begin. */
export async function runService(post: Post, stopped: AbortSignal): Promise<void> {
  const ledger = await openLedger(post.ledger)
  try {
    await serve(post, ledger, stopped)
  } finally {
    await drained(() => ledger.close())
  }
  say('Ended.')
}

async function serve(post: Post, ledger: Ledger, stopped: AbortSignal): Promise<void> {
  const { root, listen, drain, parallel } = post
  // One for all, so that what was left half-made can be cleared when it is given up.
  const { files } = realWorld(root, SILENT)
  const world = (): World => ({ ...realWorld(root, SILENT), files })
  const owner = processName()
  const database = databaseAt(post.ledger)
  const crew = await openCrew({ ledger, database, root, world: world(), owner, clock: realClock, parallel, drain, say })
  try {
    const premises = { root, ledger, say, world, makeAhead: crew?.makeAhead ?? null }
    const service = openService({ ledger, owner, clock: realClock, trade: tradeOf(premises) })
    const page = await openStatusPage({ listen, ledger, service, root, world, say })
    say(`Diptych ${VERSION} serves ${root}; its status is at ${page.url}.`)
    const work = crew && workUntil(stopped, crew)
    await lookUntil(stopped, service)
    await drainService(service, drain, work)
    await drained(() => Promise.all([page.close(), service.leave()]))
  } finally {
    await drained(async () => crew?.close())
    files.abandon()
  }
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
    await pauseUntil(LOOK, stopped)
  }
}

/** Somebody waits for these documents: a hand that fails goes on again. */
async function workUntil(stopped: AbortSignal, crew: Crew): Promise<void> {
  while (!stopped.aborted) {
    await crew.work(stopped).catch((error: unknown) => say(`What is shared out is not worked on: ${String(error)}`))
    if (!stopped.aborted) await pauseUntil(AGAIN, stopped)
  }
}

async function drainService(service: Service, seconds: number, work: Promise<unknown> | null): Promise<void> {
  say(`Stopping: takes nothing new, and gives what is in hand ${seconds} seconds.`)
  // Signs of life go on, or another would take what is in hand.
  const alive = setInterval(() => void service.look().catch(() => undefined), LOOK)
  const ended = await within(seconds * 1000, () => Promise.all([service.drain(), work]))
  clearInterval(alive)
  if (!ended) say('Given up: what is in hand is begun again at the next start.')
}
