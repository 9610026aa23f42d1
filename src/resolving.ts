/** Settles deliveries of which nobody knows whether they arrived: by a person who found out, or by the log of the mail server. */
import { problem, Refusal } from './problem.ts'
import type { Delivery } from './release/ledger/delivery.ts'
import type { Ledger } from './release/ledger/ledger.ts'
import { listDeliveries } from './release/ledger/list.ts'
import { readPostfixLog } from './release/ledger/postfix.ts'
import { judgeByLog, type Resolved, resolveUnknown } from './release/ledger/resolve.ts'
import type { World } from './world.ts'

export interface Asked {
  /** The first letters of the recipient's hash, as the list of the unknown shows it. */
  readonly recipient?: string | undefined
  readonly sent?: boolean | undefined
  readonly again?: boolean | undefined
  /** Path of a Postfix log. */
  readonly log?: string | undefined
  /** The log is whole: what does not stand in it was never taken. */
  readonly whole?: boolean | undefined
}

/** Throws a Refusal when it is not said how, or of whom. */
export async function resolveDeliveries(ledger: Ledger, asked: Asked, world: World): Promise<readonly Resolved[]> {
  const unknown = await listDeliveries(ledger, 'unknown')
  const judged =
    asked.log === undefined
      ? byHand(unknown, asked)
      : judgeByLog(unknown, await logAt(asked.log, world), asked.whole ?? false)
  const because = asked.log === undefined ? 'a person says so' : 'the log of the mail server says so'
  const resolved: Resolved[] = []
  for (const { delivery, state } of judged) {
    if (state === 'unknown') continue
    if (await resolveUnknown(ledger, delivery, { state, because }, world.now)) resolved.push({ delivery, state })
  }
  return resolved
}

function byHand(unknown: readonly Delivery[], { recipient, sent, again }: Asked): readonly Resolved[] {
  if ((sent ?? false) === (again ?? false) || !recipient) throw new Refusal([problem('resolve-how', {})])
  const found = unknown.filter((one) => one.recipient.startsWith(recipient))
  const [delivery, ...others] = found
  if (!delivery || others.length > 0) throw new Refusal([problem('resolve-whom', { recipient, found: found.length })])
  return [{ delivery, state: sent ? 'sent' : 'planned' }]
}

async function logAt(path: string, { files }: World) {
  const content = await files.read(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal([problem('log-unreadable', { path, code: error.code ?? '' })])
  })
  return readPostfixLog(new TextDecoder().decode(content))
}
