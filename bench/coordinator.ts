/**
 * What a service does to build an edition of many areas, in a process of its own: has others make the documents, and gathers them. Started
 * as `node coordinator.ts <root> <address of the database>`; prints the milliseconds of both as JSON.
 */
import { openCrew } from '../src/crew.ts'
import { rebuild } from '../src/rebuild.ts'
import { openLedger } from '../src/release/ledger/open.ts'
import { processName, realClock, realWorld, SILENT } from '../src/world.ts'

const [root = '', database = ''] = process.argv.slice(2)
const world = realWorld(root, SILENT)
const ledger = await openLedger(database)
const say = (line: string) => process.stderr.write(`${line}\n`)
const hiring = { ledger, database, root, world, owner: processName(), clock: realClock, parallel: 1, drain: 1, say }
const crew = await openCrew(hiring)
if (!crew) throw new Error('no store is named')
const request = { factsheet: 'voluntary-return' }
const started = world.elapsed()
const ahead = await crew.makeAhead(request, world)
const made = world.elapsed()
const { failed } = await rebuild(request, world)
if (failed.length > 0 || !ahead || ahead.givenUp.length > 0) throw new Error('not all areas were made')
console.log(JSON.stringify({ making: made - started, gathering: world.elapsed() - made }))
await crew.close()
await ledger.close()
process.exit(0)
