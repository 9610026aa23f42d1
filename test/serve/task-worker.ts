/**
 * Works on tasks until all are over. Started as `node task-worker.ts <Post as JSON>`; says `done <key>` of each that it settled, and
 * `hanging` when it has one in hand that does not end.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { problem, Refusal } from '../../src/problem.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { patientLedger } from '../../src/release/ledger/patient.ts'
import { countTasks } from '../../src/release/ledger/task-list.ts'
import { clockFrom } from '../../src/send/clock.ts'
import { openBoss } from '../../src/serve/boss.ts'
import { workShift } from '../../src/serve/boss-work.ts'
import { workOff } from '../../src/serve/dispatch.ts'
import type { Handler, Workplace } from '../../src/serve/handler.ts'
import type { Post } from './carriers.ts'
import type { Fate } from './working.ts'

const { place, carrier, policy, parallel } = JSON.parse(process.argv[2] ?? '') as Post
const elapsed = () => performance.now()
const clock = clockFrom({ now: Temporal.Now.instant(), elapsed })
const ledger = await openLedger(place)
const looking = patientLedger(ledger, { elapsed })
const say = (text: string) => process.stdout.write(`${text}\n`)

const FATES: Readonly<Record<Fate, (attempts: number) => void | Promise<void>>> = {
  ok: () => undefined,
  kill: (attempts) => {
    if (attempts === 1) process.kill(process.pid, 'SIGKILL')
  },
  poison: () => void process.kill(process.pid, 'SIGKILL'),
  throw: () => {
    throw new Error('always')
  },
  flaky: (attempts) => {
    if (attempts < 3) throw new Error('not yet')
  },
  refuse: () => {
    throw new Refusal([problem('public-file-missing', { file: 'index.html' })])
  },
  slow: () => pause(50),
  hang: (attempts) => {
    if (attempts > 1) return
    say('hanging')
    return new Promise(() => undefined)
  },
}

const handler: Handler = async ({ key, payload, attempts }) => {
  await FATES[(JSON.parse(payload) as { does: Fate }).does](attempts)
  return { state: 'done', result: { made: key } }
}

const workplace: Workplace = {
  ...{ ledger, clock, policy, handler, owner: `${process.pid} ${clock.now()}` },
  onEnded: ({ key }, { state }) => {
    if (state === 'done') say(`done ${key}`)
  },
}

const stop = new AbortController()
const timer = setInterval(async () => {
  const { waiting, running } = await countTasks(looking)
  if (waiting + running === 0) stop.abort()
}, 100)
if (carrier === 'dispatcher') await workOff({ ...workplace, parallel, until: stop.signal })
else {
  const tell = () => undefined
  const boss = await openBoss(place, { ledger, clock, policy, tell })
  await workShift({ ...workplace, boss, parallel, tell, until: stop.signal })
  await boss.close()
}
clearInterval(timer)
await ledger.close()
process.exit(0)
