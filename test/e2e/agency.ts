/** A factsheet with many areas that is served: a project, a database, a store, and as many processes on as many machines as a test starts. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ExpectStatic } from 'vitest'
import { standingAlarms } from '../../src/release/ledger/alarm.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { listRuns, type Run } from '../../src/release/ledger/run.ts'
import { owedSince } from '../../src/release/ledger/schedule.ts'
import { type Task, taskOf } from '../../src/release/ledger/task.ts'
import { plainAreas } from './many-areas.ts'
import { diptych, type Project } from './project.ts'
import { end, type Standing, serve, work } from './standing.ts'

const ZONE = 'Europe/Brussels'
const CRON = '0 6 10 1 *'

export interface Agency {
  readonly project: Project
  /** A folder that all machines see. */
  readonly store: string
  readonly env: NodeJS.ProcessEnv
  readonly ledger: Awaited<ReturnType<typeof openLedger>>
  /** `within` is the command that starts it. */
  serve(within?: readonly string[]): Standing
  /** In a folder of its own, that holds nothing. */
  work(within?: readonly string[]): Standing
  /** Lets the edition come out so many seconds from now. */
  announce(inSeconds: number): Temporal.Instant
  /** The run of the schedule. */
  run(): Promise<Run | undefined>
  tasks(): Promise<readonly Task[]>
  /** Has the run begin now that failed or waits, as a person does. */
  resume(): Promise<unknown>
  /** Sentences of what somebody should look after. */
  alarms(): Promise<readonly string[]>
  /** Ends all of it, whatever still runs. */
  close(): Promise<void>
}

export interface Founding {
  /** Address of an empty database. */
  readonly database: string
  readonly areas: number
  /** Steps of the schedule, as YAML. */
  readonly steps: string
  /** More of the definition, as YAML. */
  readonly definition?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Its schedule is due as if the machine had been off for a year. */
export async function openAgency({ database, areas, steps, definition = '', env: more }: Founding): Promise<Agency> {
  const project = plainAreas(areas)
  const file = 'templates/libraries/factsheet.yaml'
  const run = `annual: { cron: "${CRON}", edition: "2023", do: ${steps} }`
  const schedule = `schedule:\n  zone: ${ZONE}\n  warn: [ict@example.org]\n  runs:\n    ${run}\n`
  project.write(file, `${project.read(file)}${definition}${schedule}`)
  const place = mkdtempSync(join(tmpdir(), 'diptych-agency-'))
  const [store, temporary] = [join(place, 'store'), join(place, 'tmp')]
  for (const folder of [store, temporary]) mkdirSync(folder)
  const env = { DIPTYCH_LEDGER: database, DIPTYCH_STORE: store, TMPDIR: temporary, ...more }
  const ledger = await openLedger(database)
  const before = Temporal.Now.instant().subtract({ hours: 24 * 370 })
  await owedSince(ledger, { id: 'libraries/annual', pattern: CRON, zone: ZONE }, before)
  const started: Standing[] = []
  const keep = (one: Standing) => {
    started.push(one)
    return one
  }
  return {
    ...{ project, store, env, ledger },
    serve: (within = []) => keep(serve({ root: project.root, env, within })),
    work: (within = []) => keep(work({ root: mkdtempSync(join(place, 'host-')), env, within })),
    announce: (inSeconds) => announce(project, inSeconds),
    run: async () => (await listRuns(ledger, 10)).find(({ schedule }) => schedule === 'libraries/annual'),
    tasks: async () => (await ledger.run([{ text: 'select * from task order by key', values: [] }])).map(taskOf),
    resume: () => diptych(['resume', 'libraries/annual'], { root: project.root, env }),
    alarms: async () =>
      (await standingAlarms(ledger)).filter(({ grade }) => grade === 'alarm').map(({ sentence }) => sentence),
    close: async () => {
      await Promise.all(started.map((one) => end(one, 'SIGKILL')))
      await ledger.close()
      project.remove()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

/** Asks again and again, for as long as a busy machine may take; with the `expect` of the test where several run at a time. */
export const untilWith = (expect: ExpectStatic) => (what: () => unknown) =>
  expect.poll(what, { timeout: 300_000, interval: 100 })

/** Holds a process (SIGSTOP) in the middle of something: when it is over by then, it goes on, and is waited for again. */
export async function holdWithin({ process: child }: Standing, isWithin: () => unknown): Promise<void> {
  for (;;) {
    while (!(await isWithin())) await pause(5)
    child.kill('SIGSTOP')
    if (await isWithin()) return
    child.kill('SIGCONT')
  }
}

export async function killWithin(one: Standing, isWithin: () => unknown): Promise<void> {
  await holdWithin(one, isWithin)
  one.process.kill('SIGKILL')
}

/** Keys of the tasks that a process has in hand; null when it has none. */
export async function inHandOf({ process: { pid } }: Standing, agency: Agency): Promise<readonly string[] | null> {
  const tasks = await agency.tasks()
  const own = tasks.filter(({ state, claimedBy }) => state === 'running' && claimedBy?.includes(` ${pid},`))
  return own.length > 0 ? own.map(({ key }) => key) : null
}

function announce(project: Project, inSeconds: number): Temporal.Instant {
  const announced = Temporal.Now.instant()
    .add({ seconds: inSeconds })
    .round({ smallestUnit: 'second', roundingMode: 'ceil' })
  const at = announced.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()
  const calendar = `zone: ${ZONE}\neditions:\n  2023: { at: "${at}", status: announced }\n`
  project.write('data/libraries/calendar.yaml', calendar)
  return announced
}
