/** Processes that work on tasks, through either carrier: started, killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { planTasks } from '../../src/release/ledger/task.ts'
import { tasksOf } from '../../src/release/ledger/task-list.ts'
import { clockFrom } from '../../src/send/clock.ts'
import { openBoss } from '../../src/serve/boss.ts'
import type { Policy } from '../../src/serve/policy.ts'
import { COMPILED } from '../e2e/compiled-code.ts'
import { type Fate, intentOf, JOB, policy } from './working.ts'

export type Carrier = 'dispatcher' | 'pg-boss'

/** What a worker process is told when it starts. */
export interface Post {
  readonly place: string
  readonly carrier: Carrier
  readonly policy: Policy
  readonly parallel: number
}

/** As in earnest, and sooner. */
export const QUICK = policy({ lease: 1500, look: 100, retry: { attempts: 3, first: 100, longest: 1000 } })

export interface Planned {
  readonly ledger: Ledger
  readonly post: Post
}

/** A ledger in which these stand, handed to the carrier. */
export async function planned(
  carrier: Carrier,
  place: string,
  fates: readonly Fate[],
  parallel: number,
): Promise<Planned> {
  const ledger = await openLedger(place)
  const clock = clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() })
  const tasks = fates.map((does, at) => intentOf(`t${String(at).padStart(4, '0')}`, does))
  await planTasks(ledger, tasks, clock.now())
  if (carrier === 'pg-boss') {
    const boss = await openBoss(place, { ledger, clock, policy: QUICK, tell: () => undefined })
    await boss.offer(await tasksOf(ledger, JOB))
    await boss.close()
  }
  return { ledger, post: { place, carrier, policy: QUICK, parallel } }
}

export interface Worker {
  readonly pid: number
  kill(): void
  /** The signal that ended it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>
}

/** `heard` is told each line that it says. */
export function startWorker(post: Post, heard: (line: string, worker: Worker) => void = () => undefined): Worker {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'task-worker.ts'), JSON.stringify(post)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...COMPILED } },
  )
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(signal)
      else reject(new Error(`a worker ended with ${code ?? signal}`))
    })
  })
  const worker = { pid: child.pid ?? 0, kill: () => void child.kill('SIGKILL'), ended }
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => heard(line, worker))
  return worker
}

/** So many workers, each started again when it is killed, until all is over; the number of those that were killed. */
export async function workWith(
  workers: number,
  post: Post,
  heard?: (line: string, worker: Worker) => void,
): Promise<number> {
  let killed = 0
  const one = async () => {
    while ((await startWorker(post, heard).ended) !== null) killed++
  }
  await Promise.all(Array.from({ length: workers }, one))
  return killed
}
