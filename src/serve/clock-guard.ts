/** A clock that jumps could publish before its time, or make a year's run due: then nothing begins until it has gone evenly for a while. */
import { clearAlarms, raiseAlarm } from '../release/ledger/alarm.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Clock } from '../send/clock.ts'

/** Milliseconds between what the clock says and what has gone by; a machine that slept shows the same. */
const JUMP = 60_000
/** Milliseconds; long enough for a time server to put the clock right, or for a person to read the mail. */
const HOLD = 300_000
const ALARM = 'clock'

/** Whether the clock has gone evenly; to be asked at each look. */
export function clockGuard({ clock, ledger }: { readonly clock: Clock; readonly ledger: Ledger }) {
  // Read at once: a jump during the first look would else be taken for the right time.
  let last = { now: clock.now(), elapsed: clock.elapsed() }
  let heldUntil: number | null = null
  return async (): Promise<boolean> => {
    const [now, elapsed] = [clock.now(), clock.elapsed()]
    const jump = now.epochMilliseconds - last.now.epochMilliseconds - (elapsed - last.elapsed)
    last = { now, elapsed }
    if (Math.abs(jump) > JUMP) {
      heldUntil = elapsed + HOLD
      await raiseAlarm(ledger, { key: ALARM, grade: 'alarm', factsheet: null, sentence: sentenceOf(jump) }, now)
    }
    if (heldUntil === null) return true
    if (elapsed < heldUntil) return false
    heldUntil = null
    await clearAlarms(ledger, ALARM, now)
    return true
  }
}

function sentenceOf(jump: number): string {
  const minutes = Math.round(Math.abs(jump) / JUMP)
  return `The clock of this machine jumped ${jump > 0 ? 'forward' : 'back'} by ${minutes} minutes, or the machine slept; nothing begins until it has gone evenly for five minutes.`
}
