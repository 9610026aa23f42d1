/**
 * `npm run bench`: every measurement, in one table. `-- --quick` makes fewer rounds and smaller batches; `-- --only build`
 * (finish, csv, throughput, memory, send, tasks, gather, workers) makes one, or those with commas between them.
 */
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureBuild } from './build.ts'
import { measureCsv } from './csv.ts'
import { measureFinish } from './finish.ts'
import { measureGather } from './gather.ts'
import { measureMemory } from './memory.ts'
import { type Row, table } from './rows.ts'
import { measureSend } from './send.ts'
import { measureTasks } from './tasks.ts'
import { measureThroughput } from './throughput.ts'
import { measureWorkers } from './workers.ts'

type Measure = (quick: boolean) => Promise<readonly Row[]>

const MEASURES: Readonly<Record<string, Measure>> = {
  build: (quick) => measureBuild(quick ? 3 : 9),
  finish: (quick) => measureFinish(quick ? 10 : 25),
  csv: () => measureCsv(),
  throughput: (quick) => measureThroughput(quick ? { offices: 40, rounds: 1 } : { offices: 200, rounds: 3 }),
  memory: (quick) => measureMemory(quick ? 200 : 1000),
  send: (quick) => measureSend(500, quick ? 3 : 7),
  tasks: (quick) => measureTasks(quick ? 1000 : 5000, quick ? 3 : 5),
  gather: (quick) => measureGather(quick ? [50] : [50, 200], quick ? 1 : 3),
  workers: (quick) => measureWorkers(quick ? 40 : 200, quick ? 1 : 3),
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const only = values.only?.split(',')
const names = Object.keys(MEASURES).filter((name) => only?.includes(name) ?? true)
if (names.length === 0)
  throw new Error(`There is no measurement ${values.only}; there are ${Object.keys(MEASURES).join(', ')}`)

const rows: Row[] = []
for (const name of names) {
  process.stderr.write(`${name} …\n`)
  rows.push(...((await MEASURES[name]?.(values.quick)) ?? []))
}
console.log(`${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}\n`)
console.log(table(rows))
