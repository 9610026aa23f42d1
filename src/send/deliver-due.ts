/** Sends what is due, each once: claimed, written down, handed over, settled. */
import { problem, Refusal } from '../problem.ts'
import { expireAttempts, type Outcome, recordIntent, settleDelivery } from '../release/ledger/attempt.ts'
import { type Claim, dueDeliveries, EVERYTHING, releaseClaims, type Scope } from '../release/ledger/claim.ts'
import type { Delivery, DeliveryState } from '../release/ledger/delivery.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Clock } from './clock.ts'
import { type Composed, isSafeEnvelope } from './composed.ts'
import { openPost, type Post } from './deliver.ts'
import { type Desk, deskOf } from './desk.ts'
import { type Drafts, draftsOf } from './drafts.ts'
import { type Exchange, isRefusal, isSilence, judgeExchange } from './exchange.ts'
import { RETRY, type Retry } from './retry.ts'
import type { SmtpSettings } from './smtp-settings.ts'

export interface Errand {
  readonly ledger: Ledger
  readonly settings: SmtpSettings
  readonly clock: Clock
  /** Name of this process, used by no other, not even by a later one. */
  readonly owner: string
  readonly prepare: (delivery: Delivery) => Promise<Composed>
  /** Told of each outcome after it is settled. */
  readonly onSettled?: (delivery: Delivery, outcome: Outcome) => void
  readonly scope?: Scope
  readonly retry?: Retry
  /** Milliseconds after which a silent process counts as dead: longer than any exchange takes. */
  readonly lease?: number
}

export interface Tally {
  readonly counts: Readonly<Record<Outcome['state'], number>>
  /** Claimed, and at the last moment not public any more. */
  readonly held: number
  /** Became unknown because an earlier process had died while it sent them. */
  readonly expired: number
  /** When the next one is due; null when none will be by itself. */
  readonly next: string | null
}

const LEASE = 15 * 60_000
/** Messages in a row for which the server could not be reached. */
const SILENCES = 5

/** Goes on until nothing is due any more. Throws a Refusal when the server cannot be used; what was not sent stays planned. */
export async function deliverDue(errand: Errand): Promise<Tally> {
  const { ledger, clock, owner, scope = EVERYTHING, settings } = errand
  const expired = await expireAttempts(ledger, clock.now())
  const run: Run = {
    errand,
    desk: deskOf(errand, () => claimOf(errand)),
    drafts: draftsOf(errand.prepare, settings.connections),
    counts: noCounts(),
    held: 0,
    silences: 0,
  }
  if ((await dueDeliveries(ledger, clock.now(), scope)).due > 0) {
    const post = openPost(settings)
    try {
      await refuseUnusable(post, settings)
      await workAll(run, post)
    } finally {
      post.close()
      await releaseClaims(ledger, owner)
    }
  }
  const { next } = await dueDeliveries(ledger, clock.now(), scope)
  return { counts: run.counts, held: run.held, expired: expired.length, next }
}

interface Run {
  readonly errand: Errand
  readonly desk: Desk
  readonly drafts: Drafts
  readonly counts: Record<Outcome['state'], number>
  held: number
  silences: number
}

const noCounts = (): Record<Exclude<DeliveryState, 'planned' | 'sending'>, number> => ({
  sent: 0,
  deferred: 0,
  bounced: 0,
  unknown: 0,
})

async function refuseUnusable(post: Post, { host }: SmtpSettings): Promise<void> {
  const reason = await post.trouble()
  if (reason !== null) throw new Refusal([problem('smtp-refuses', { host, reason })])
}

function claimOf({ owner, clock, lease = LEASE }: Errand): Claim {
  const now = clock.now()
  return { owner, now, until: now.add({ milliseconds: lease }) }
}

/** What goes wrong in one conversation ends them all, and each of the others comes to its end first. */
async function workAll(run: Run, post: Post): Promise<void> {
  const workers = Array.from({ length: run.errand.settings.connections }, () => work(run, post))
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

/** While one is settled, the next is prepared and written down: the disk is waited for once for both. */
async function work(run: Run, post: Post): Promise<void> {
  let settled: Promise<void> = Promise.resolve()
  try {
    for (let delivery = await run.desk.next(); delivery; delivery = await run.desk.next()) {
      const [begun] = await Promise.all([begin(run, delivery), settled])
      const exchange = begun && (await exchangeWhileDrafting(run, begun, post))
      run.desk.done(delivery)
      if (!exchange) continue
      settled = settle(run, begun.attempt, exchange)
      stopIfUseless(run, exchange)
    }
  } catch (error) {
    run.desk.stop()
    await Promise.allSettled([settled])
    throw error
  }
  await settled
}

interface Begun {
  readonly attempt: Delivery
  readonly message: Composed
}

/** Null when it may not be sent any more. */
async function begin(run: Run, delivery: Delivery): Promise<Begun | null> {
  const { errand } = run
  const message = await run.drafts.take(delivery)
  const { messageId, sha256: emlSha256 } = message
  const attempt = await recordIntent(errand.ledger, delivery, claimOf(errand), { messageId, emlSha256 })
  if (!attempt) run.held++
  return attempt && { attempt, message }
}

function exchangeWhileDrafting(run: Run, begun: Begun, post: Post): Promise<Exchange> {
  const exchange = handOver(begun, post)
  run.drafts.ahead(run.desk.waiting())
  return exchange
}

const NO_ADDRESS: Exchange = {
  ...{ accepted: false, code: 553, said: 'no address that can be used' },
  ...{ aboutMessage: true, begun: false, ended: false },
}

const handOver = async ({ message: { eml, envelope } }: Begun, post: Post): Promise<Exchange> =>
  isSafeEnvelope(envelope) ? post.deliver(eml, envelope) : NO_ADDRESS

async function settle({ errand, counts }: Run, attempt: Delivery, exchange: Exchange): Promise<void> {
  const now = errand.clock.now()
  const outcome = judgeExchange(exchange, attempt.attempts, now, errand.retry ?? RETRY)
  await settleDelivery(errand.ledger, attempt, outcome, now)
  counts[outcome.state]++
  errand.onSettled?.(attempt, outcome)
}

/** A server that refuses all, or is gone, would make every delivery of the ledger wait or bounce. */
function stopIfUseless(run: Run, exchange: Exchange): void {
  run.silences = isSilence(exchange) ? run.silences + 1 : 0
  if (!isRefusal(exchange) && run.silences < SILENCES) return
  const { host } = run.errand.settings
  throw new Refusal([problem('smtp-refuses', { host, reason: exchange.said })])
}
