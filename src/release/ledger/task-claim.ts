/** Taking tasks in hand, keeping them, and giving them back. Two processes never have the same. */
import type { Claim } from './claim.ts'
import { type Ledger, type Row, type Statement, stamp, type Value } from './ledger.ts'
import { type Attempt, marks, type Task, taskOf } from './task.ts'

/** Which tasks: of all kinds when none is named, and all keys when there is no list of them. */
export interface Choice {
  readonly kinds?: readonly string[]
  readonly keys?: readonly string[]
}

const IS_DUE = `state = 'waiting' and not_before <= $3`
/** Its process has said nothing for so long that it must be dead. */
const HAS_LAPSED = `state = 'running' and claimed_until <= $3`

/**
 * Those that wait and are due, the ones that are due longest first. Who comes second finds the conditions outside the selection no
 * longer true: so none may come back although some are due.
 */
export function claimTasks(ledger: Ledger, claim: Claim, limit: number, choice: Choice = {}): Promise<readonly Task[]> {
  return limit < 1 || choice.keys?.length === 0
    ? Promise.resolve([])
    : claimWhere(ledger, claim, IS_DUE, 'not_before, key', limit, choice)
}

/**
 * One that was in hand of a process that died: it may be what killed it, so it is to be worked on while nothing else is in hand. One
 * that went so with each of its attempts is given up instead.
 */
export async function claimLapsed(
  ledger: Ledger,
  claim: Claim,
  attempts: number,
  choice: Choice = {},
): Promise<Task | null> {
  const open = `${HAS_LAPSED} and attempts < ${attempts}`
  const [task] = await claimWhere(ledger, claim, open, 'claimed_until, key', 1, choice, [
    {
      text: `update task set state = 'failed', ended = $1, claimed_until = null,
        result = 'the process that worked on it ended, at each attempt'
      where state = 'running' and claimed_until <= $1 and attempts >= $2`,
      values: [stamp(claim.now), attempts],
    },
  ])
  return task ?? null
}

async function claimWhere(
  ledger: Ledger,
  { owner, now, until }: Claim,
  condition: string,
  order: string,
  limit: number,
  choice: Choice,
  after: readonly Statement[] = [],
): Promise<readonly Task[]> {
  const chosen = chosenBy(choice, 4)
  const rows = await ledger.run([
    {
      text: `update task set state = 'running', attempts = attempts + 1, claimed_by = $1, claimed_until = $2, begun = $3
      where key in (select key from task where ${condition}${chosen.text} order by ${order} limit $4)
        and ${condition} returning *`,
      values: [owner, stamp(until), stamp(now), limit, ...chosen.values],
    },
    ...after,
  ])
  return rows.map(taskOf).toSorted((a, b) => (a.notBefore + a.key < b.notBefore + b.key ? -1 : 1))
}

/** Conditions whose parameters come after the first `after`. */
function chosenBy({ kinds = [], keys }: Choice, after: number): Statement {
  const byKind = kinds.length > 0 ? ` and kind in (${marks(kinds.length, after)})` : ''
  const byKey = keys ? ` and key in (${marks(keys.length, after + kinds.length)})` : ''
  return { text: byKind + byKey, values: [...kinds, ...(keys ?? [])] }
}

export interface Outlook {
  /** When the next of those that wait is due, in the past when it is due already; null when none waits. */
  readonly waiting: string | null
  /** When the next of those in hand lapses, if its process is not heard of. */
  readonly lapse: string | null
}

export async function outlookOf(ledger: Ledger, choice: Choice = {}): Promise<Outlook> {
  const { text, values } = chosenBy(choice, 0)
  const [row] = await ledger.run([
    {
      text: `select (select min(not_before) from task where state = 'waiting'${text}) as waiting,
        (select min(claimed_until) from task where state = 'running'${text}) as lapse`,
      values,
    },
  ])
  return { waiting: momentOf(row, 'waiting'), lapse: momentOf(row, 'lapse') }
}

const momentOf = (row: Row | undefined, column: string): string | null => {
  const value: Value | undefined = row?.[column]
  return value === null || value === undefined ? null : String(value)
}

/** Still in hand of whom has begun this attempt, after as long a silence as it may be. */
const isAttempt = (after: number): string =>
  `(key = $${after + 1} and attempts = $${after + 2} and claimed_by = $${after + 3})`
const attemptValues = ({ key, attempts, claimedBy }: Attempt): readonly Value[] => [key, attempts, claimedBy]

/** The keys of those that are still in hand; the others were taken, or given up, meanwhile. */
export async function extendTasks(
  ledger: Ledger,
  attempts: readonly Attempt[],
  until: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const rows = await updateAttempts(ledger, attempts, 'claimed_until = $1', [stamp(until)])
  return new Set(rows.map(({ key }) => String(key)))
}

/** Gives back what was not begun, or is to be begun anew by another, as if it had not been taken. */
export async function releaseTasks(ledger: Ledger, attempts: readonly Attempt[]): Promise<void> {
  const change = `state = 'waiting', attempts = attempts - 1, claimed_by = null, claimed_until = null`
  await updateAttempts(ledger, attempts, change, [])
}

async function updateAttempts(
  ledger: Ledger,
  attempts: readonly Attempt[],
  change: string,
  values: readonly Value[],
): Promise<readonly Row[]> {
  if (attempts.length === 0) return []
  const those = attempts.map((_, at) => isAttempt(values.length + at * 3)).join(' or ')
  return ledger.run([
    {
      text: `update task set ${change} where state = 'running' and (${those}) returning key`,
      values: [...values, ...attempts.flatMap(attemptValues)],
    },
  ])
}
