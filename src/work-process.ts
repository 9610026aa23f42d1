/** A worker as one process: makes documents that a service, on this or another machine, has shared out. */
import { openCrew } from './crew.ts'
import { VERSION } from './engine.ts'
import { problem, Refusal } from './problem.ts'
import { openLedger } from './release/ledger/open.ts'
import { databaseAt } from './release/ledger/where.ts'
import type { Post } from './serve-process.ts'
import { drained, say } from './standing-process.ts'
import { processName, realClock, realWorld, SILENT } from './world.ts'

/** Works until `stopped` is aborted; throws a Refusal when it cannot begin. */
export async function runWorker(post: Omit<Post, 'listen'>, stopped: AbortSignal): Promise<void> {
  const { root, drain, parallel } = post
  const database = databaseAt(post.ledger)
  // A new, empty one would have nothing to do in it for ever.
  if (database === null && !(await realWorld(root, SILENT).files.exists(post.ledger)))
    throw new Refusal([problem('ledger-missing', { ledger: post.ledger })])
  const ledger = await openLedger(post.ledger)
  try {
    const common = { ledger, database, root, drain, parallel, say, clock: realClock, owner: processName() }
    const crew = await openCrew({ ...common, world: realWorld(root, SILENT) })
    if (!crew) throw new Refusal([problem('work-without-store', {})])
    await crew.probe()
    say(`Diptych ${VERSION} works on what stands in ${nameOf(post.ledger)}. Cores: ${parallel}.`)
    await crew.work(stopped)
    await drained(crew.close)
  } finally {
    await drained(() => ledger.close())
  }
  say('Ended.')
}

/** Without what may stand in an address: a name and a password. */
const nameOf = (ledger: string): string => ledger.replace(/^(\w+:\/\/)[^/]*@/, '$1')
