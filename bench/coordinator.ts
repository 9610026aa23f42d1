/**
 * What a service does to build an edition of many areas, in a process of its own: makes it alone, or has others make the documents
 * and gathers them. Started as `node coordinator.ts <root> [<address of the database>]`; prints as JSON the milliseconds from when it
 * stood ready until all was there, and until the others had made all.
 */
import { gathered } from '../src/ahead.ts'
import { openCrew } from '../src/crew.ts'
import { rebuild } from '../src/rebuild.ts'
import { openLedger } from '../src/release/ledger/open.ts'
import { processName, realClock, realWorld, SILENT } from '../src/world.ts'

const [root = '', database] = process.argv.slice(2)
const world = realWorld(root, SILENT)
const request = { factsheet: 'voluntary-return' }

async function alone(): Promise<number> {
  const { failed } = await rebuild(request, world)
  return failed.length
}

async function shared(address: string): Promise<void> {
  const ledger = await openLedger(address)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const common = { ledger, database: address, root, world, clock: realClock, say }
  const crew = await openCrew({ ...common, owner: processName(), parallel: 1, drain: 1 })
  if (!crew) throw new Error('no store is named')
  const started = world.elapsed()
  const ahead = await crew.makeAhead(request, world)
  if (!ahead) throw new Error('nothing was shared out')
  let made = started
  const end = () => ahead.end().finally(() => (made = world.elapsed()))
  const { failed } = await gathered({ ...ahead, end }, (ready) => rebuild(request, world, { ready }))
  told(started, failed.length, made)
  await crew.close()
  await ledger.close()
}

function told(started: number, failed: number, made = started): void {
  if (failed > 0) throw new Error('not all areas were made')
  console.log(JSON.stringify({ milliseconds: world.elapsed() - started, making: made - started }))
}

const started = world.elapsed()
if (database === undefined) told(started, await alone())
else await shared(database)
process.exit(0)
