/**
 * Two processes send at the same time and are killed again and again, at any point of the conversation with the server. Nobody gets a
 * message twice, and nobody's is lost without standing in the list of what is unknown. The control is the same program without the
 * record of what it is about to do.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, it } from 'vitest'
import { expireAttempts } from '../../src/release/ledger/attempt.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { exportLedger } from '../../src/release/ledger/person.ts'
import type { SmtpSettings } from '../../src/send/smtp-settings.ts'
import { ENGINES, published } from '../release/ledger/books.ts'
import { messageIdFor } from '../send/errands.ts'
import type { Sender } from '../send/killed-sender.ts'

const PEOPLE = Number(process.env['DIPTYCH_TEST_SUBSCRIBERS'] ?? 100)
const KILLS = 20
const LEASE = 700
const PHASES = ['rcpt', 'data', 'taken', 'answered'] as const

/** Numbers from 0 to 1 that are the same in each run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Told of each step of each process; resolves when it may go on, unless the process is dead by then. */
type Killer = (phase: (typeof PHASES)[number], from: string) => Promise<void>

async function startSink(taken: Map<string, number>, at: Killer) {
  const sink = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: async (_, { envelope }, done) => {
      await at('rcpt', envelope.mailFrom ? envelope.mailFrom.address : '')
      done()
    },
    onData: async (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      await at('data', from)
      // Of a process that died in the middle, the rest never comes.
      const eml = await buffer(stream).catch(() => null)
      if (eml === null) return
      const id = /^Message-ID: (<.*?>)/m.exec(eml.toString('latin1'))?.[1] ?? ''
      taken.set(id, (taken.get(id) ?? 0) + 1)
      await at('taken', from)
      done()
      void at('answered', from)
    },
  })
  sink.on('error', () => undefined)
  const listening = sink.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { port, close: () => new Promise<void>((done) => sink.close(() => done())) }
}

interface Fate {
  steps: number
  readonly phase: (typeof PHASES)[number]
  readonly delay: number
}

/** What stands in the ledger and what the server took, after `kills` processes were killed. */
async function killedSending(place: string, kills: number, recordsIntent: boolean, seed: number) {
  const ledger = await openLedger(place)
  await published(ledger, ...Array.from({ length: PEOPLE }, (_, at) => `p${at}@d${at % 7}.example`))
  const random = chance(seed)
  const fates = new Map<number, Fate>()
  const taken = new Map<string, number>()
  let killed = 0
  const at: Killer = async (phase, from) => {
    const pid = Number(/\+(\d+)@/.exec(from)?.[1])
    const fate = fates.get(pid)
    if (fate?.phase === phase && --fate.steps <= 0 && killed < kills) {
      fates.delete(pid)
      killed++
      if (fate.delay > 1) await pause(fate.delay)
      process.kill(pid, 'SIGKILL')
    }
    await pause(1 + random() * 4)
  }
  const sink = await startSink(taken, at)
  const settings: SmtpSettings = {
    ...{ host: '127.0.0.1', port: sink.port, tls: 'off', login: null, connections: 2, perSecond: null },
    domain: { connections: 2, perSecond: null },
  }
  const sender: Sender = { place, settings, lease: LEASE, recordsIntent }
  const start = () =>
    spawn(process.execPath, [join(import.meta.dirname, '../send/killed-sender.ts'), JSON.stringify(sender)], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
  const go = async (child: ChildProcess) => {
    const ended = once(child, 'exit')
    const steps = 1 + Math.floor((random() * PEOPLE) / kills / 1.3)
    const phase = PHASES[Math.floor(random() * PHASES.length)] ?? 'taken'
    if (child.pid !== undefined) fates.set(child.pid, { steps, phase, delay: random() * 4 })
    child.stdin?.write('go\n')
    const [code, signal] = await ended
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`a sender ended with ${code ?? signal}`)
    return signal
  }
  // The next one is started while its forerunner still sends: it takes longer to start than to send.
  const one = async () => {
    let spare = start()
    for (;;) {
      const child = spare
      spare = start()
      if ((await go(child)) === 'SIGKILL') continue
      spare.kill('SIGKILL')
      return
    }
  }
  await Promise.all([one(), one()])
  await sink.close()
  // No process of ours is left that could still tell what came of it.
  await expireAttempts(ledger, Temporal.Now.instant().add({ milliseconds: LEASE }))
  const { deliveries } = await exportLedger(ledger)
  await ledger.close()
  return { deliveries, taken, killed }
}

describe.each(ENGINES)('two processes that send, with a ledger in %s', (engine, makeShelf) => {
  const shelf = makeShelf()
  afterAll(() => shelf.clear())

  it(`send nothing twice and lose nothing silently, killed ${KILLS} times`, async () => {
    const { deliveries, taken, killed } = await killedSending(await shelf.place(), KILLS, true, 7)
    const listed = (state: string) => deliveries.filter((one) => one.state === state)
    const count = (one: (typeof deliveries)[number]) => taken.get(messageIdFor(one)) ?? 0
    const unknown = listed('unknown')
    const twice = deliveries.filter((one) => count(one) > 1)
    const lost = listed('sent').filter((one) => count(one) === 0)
    const report = {
      killed,
      sent: listed('sent').length,
      unknown: unknown.length,
      arrived: unknown.filter(count).length,
    }
    process.stderr.write(`${engine}: ${PEOPLE} people, ${JSON.stringify(report)}\n`)
    expect(killed).toBe(KILLS)
    expect(deliveries).toHaveLength(PEOPLE)
    expect(twice).toEqual([])
    expect(lost).toEqual([])
    expect(listed('sent').length + unknown.length).toBe(PEOPLE)
    expect(unknown.length).toBeGreaterThan(0)
    expect(unknown.every((one) => one.messageId === messageIdFor(one) && one.emlSha256 !== null)).toBe(true)
    // At most, on each of two connections, the one that was being settled and the one that was being begun.
    expect(unknown.length).toBeLessThanOrEqual(2 * 2 * KILLS)
  }, 180_000)
})

describe('the same without a record of what is about to be sent', () => {
  const shelf = ENGINES[0][1]()
  afterAll(() => shelf.clear())

  it('sends messages twice, which shows that the test above would see it', async () => {
    const { deliveries, taken } = await killedSending(await shelf.place(), 8, false, 11)
    const twice = deliveries.filter((one) => (taken.get(messageIdFor(one)) ?? 0) > 1)
    process.stderr.write(`control: ${PEOPLE} people, ${twice.length} twice\n`)
    expect(twice.length).toBeGreaterThan(0)
    expect(deliveries.every(({ state }) => state === 'sent')).toBe(true)
  }, 180_000)
})
