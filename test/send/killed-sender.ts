/**
 * Sends what is due until nothing is, and is killed meanwhile. Started as `node killed-sender.ts <Sender as JSON>`; begins when it is
 * written to. Its process id stands in the return address of its messages, so that the server knows whom it hears.
 */
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Ledger } from '../../src/release/ledger/ledger.ts'
import { openLedger } from '../../src/release/ledger/open.ts'
import { clockFrom } from '../../src/send/clock.ts'
import { deliverDue } from '../../src/send/deliver-due.ts'
import type { SmtpSettings } from '../../src/send/smtp-settings.ts'
import { prepareWith } from './errands.ts'

export interface Sender {
  readonly place: string
  readonly settings: SmtpSettings
  readonly lease: number
  /** False for the control: the same program, but what it is about to do never reaches the ledger. */
  readonly recordsIntent: boolean
}

const { place, settings, lease, recordsIntent } = JSON.parse(process.argv[2] ?? '') as Sender
const opened = await openLedger(place)
const ledger = recordsIntent ? opened : withoutIntent(opened)
await once(process.stdin, 'data')
const clock = clockFrom({ now: Temporal.Now.instant(), elapsed: () => performance.now() })
const from = `bounces+${process.pid}@diptych.example`
const made = prepareWith(20_000)
const prepare: typeof made = async (delivery) => {
  const prepared = await made(delivery)
  return { ...prepared, envelope: { ...prepared.envelope, from } }
}
for (let next: string | null = ''; next !== null; ) {
  const owner = `${process.pid} ${clock.now()}`
  next = (await deliverDue({ ledger, settings, clock, owner, prepare, lease })).next
  if (next) await pause(Math.max(5, Temporal.Instant.from(next).since(clock.now()).total('milliseconds')))
}
await ledger.close()
process.exit(0)

function withoutIntent(whole: Ledger): Ledger {
  const text = (given: string) =>
    given.replace("set state = 'sending',", 'set state = state,').replace("in ('sending', 'unknown')", "in ('planned')")
  return {
    ...whole,
    run: (statements, log) =>
      whole.run(
        statements.map((one) => ({ ...one, text: text(one.text) })),
        log,
      ),
  }
}
