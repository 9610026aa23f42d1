/** What a process has in hand, and which of it may go next. */
import { setTimeout as pause } from 'node:timers/promises'
import { domainOf } from '../release/ledger/address.ts'
import { type Claim, claimDue, dueDeliveries, EVERYTHING, type Scope } from '../release/ledger/claim.ts'
import type { Delivery } from '../release/ledger/delivery.ts'
import type { Ledger } from '../release/ledger/ledger.ts'
import type { Clock } from './clock.ts'
import { type Limit, limitOf } from './limit.ts'
import type { SmtpSettings } from './smtp-settings.ts'

export interface Desk {
  /** The next that may go; null when nothing is due any more, or it was stopped. */
  next(): Promise<Delivery | null>
  done(delivery: Delivery): void
  /** Those that come next, as far as it is known. */
  waiting(): readonly Delivery[]
  stop(): void
}

export interface Supply {
  readonly ledger: Ledger
  readonly settings: SmtpSettings
  readonly clock: Clock
  readonly scope?: Scope
}

interface State {
  pending: readonly Delivery[]
  stopped: boolean
  filling: Promise<number> | null
  changed: PromiseWithResolvers<void>
}

/** Claimed at a time, for each connection. */
const AHEAD = 4
/** Milliseconds until it is looked again whether another process has left something. */
const LOOK_AGAIN = 20
/** Milliseconds to wait at most when nothing of what is in hand may go. */
const LONGEST_WAIT = 1000

/** Of the server, and of the domain that a message goes to. */
type LimitsOf = (delivery: Delivery) => readonly Limit[]

function limitsFor({ settings, clock }: Supply): LimitsOf {
  const all = limitOf(settings, clock.elapsed)
  const domains = new Map<string, Limit>()
  return ({ address }) => {
    const name = domainOf(address ?? '')
    const domain = domains.get(name) ?? limitOf(settings.domain, clock.elapsed)
    domains.set(name, domain)
    return [all, domain]
  }
}

export function deskOf(supply: Supply, claim: () => Claim): Desk {
  const limits = limitsFor(supply)
  const state: State = { pending: [], stopped: false, filling: null, changed: Promise.withResolvers() }
  return {
    next: () => nextOf(state, limits, supply, claim),
    done: (delivery) => {
      for (const limit of limits(delivery)) limit.leave()
      state.changed.resolve()
      state.changed = Promise.withResolvers()
    },
    waiting: () => state.pending,
    stop: () => {
      state.stopped = true
      state.changed.resolve()
    },
  }
}

async function nextOf(state: State, limits: LimitsOf, supply: Supply, claim: () => Claim): Promise<Delivery | null> {
  const { ledger, settings, clock, scope = EVERYTHING } = supply
  const room = settings.connections * AHEAD
  while (!state.stopped) {
    const found = take(state, limits)
    if (found) return found
    if (state.pending.length < room && (await fill(state, () => claimDue(ledger, claim(), room, scope))) > 0) continue
    if (state.pending.length > 0) await waitForRoom(state, limits)
    else if ((await dueDeliveries(ledger, clock.now(), scope)).due === 0) return null
    else await pause(LOOK_AGAIN)
  }
  return null
}

function take(state: State, limits: LimitsOf): Delivery | null {
  const found = state.pending.find((one) => waitOf(one, limits) === 0)
  if (!found) return null
  state.pending = state.pending.filter((one) => one !== found)
  for (const limit of limits(found)) limit.enter()
  return found
}

const waitOf = (delivery: Delivery, limits: LimitsOf): number =>
  Math.max(...limits(delivery).map((limit) => limit.wait()))

/** Once for all who wait for it. */
function fill(state: State, claimMore: () => Promise<readonly Delivery[]>): Promise<number> {
  const filling = async () => {
    const claimed = await claimMore()
    state.pending = [...state.pending, ...claimed]
    return claimed.length
  }
  state.filling ??= filling().finally(() => {
    state.filling = null
  })
  return state.filling
}

/** Until one has ended, or the moment of the next has come. */
async function waitForRoom({ pending, changed }: State, limits: LimitsOf): Promise<void> {
  const moments = pending.map((one) => waitOf(one, limits))
  await Promise.race([changed.promise, pause(Math.ceil(Math.min(...moments, LONGEST_WAIT)))])
}
