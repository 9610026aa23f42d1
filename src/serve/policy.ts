/** How tasks are worked off: the same whether one process does it, or many through a queue. */
import type { Problem } from '../problem.ts'
import type { Retry } from '../send/retry.ts'

/** Times are milliseconds. */
export interface Policy {
  /** How often a task is tried that goes wrong, and when again. */
  readonly retry: Retry
  /** For how long a process may be silent before its tasks are others': it is heard of at each third of that. */
  readonly lease: number
  /** How long one attempt may take. */
  readonly expiry: number
  /** How long those in hand may still take when the process is told to end. */
  readonly drain: number
  /** How often it is looked for tasks that others have planned. */
  readonly look: number
  /** How often a queue is compared with the ledger. */
  readonly reconcile: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND

export const POLICY: Policy = {
  retry: { attempts: 3, first: 5 * SECOND, longest: 5 * MINUTE },
  lease: 15 * SECOND,
  expiry: 10 * MINUTE,
  drain: 2 * MINUTE,
  look: SECOND / 4,
  reconcile: MINUTE,
}

/** What is wrong with a machine, a server or the network at this moment, and nothing that an author could mend: it may be right the next time. */
const PASSING: readonly Problem['code'][] = [
  ...(['browser-missing', 'browser-does-not-start', 'folder-not-writable', 'changed-under-way'] as const),
  ...(['ledger-unreachable', 'queue-unreachable', 'store-unreachable', 'smtp-refuses'] as const),
  ...(['snapshot-incomplete', 'engine-differs'] as const),
]

export const isPassing = ({ code }: Pick<Problem, 'code'>): boolean => PASSING.includes(code)
