/** The points that whoever signs goes through: what keeps a version back, what is worth knowing, and what is in order. */
import type { Announcement, Calendar } from '../calendar.ts'
import type { ChangeKind } from '../kind.ts'

export type State = 'blocks' | 'warns' | 'passed'

/** One point; its words are message `review.points.<key>`. Numbers are written as each language writes them. */
export interface Point {
  readonly state: State
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Whether somebody has approved the differences that there are now. */
export type ApprovalState = 'unneeded' | 'missing' | 'unfit' | 'fits'

/** When the edition may come out. */
export type Due =
  | { readonly state: 'published' | 'unannounced' | 'undated' | 'cancelled' }
  | { readonly state: 'embargo' | 'late' | 'due'; readonly at: Temporal.ZonedDateTime }

export interface Situation {
  /** Null when nothing that is published says anything else; `first` before anything is. */
  readonly kind: ChangeKind | 'first' | null
  /** Rows that came or went. */
  readonly undecided: number
  readonly approval: ApprovalState
  readonly due: Due
  /** How the moment of `due` is written. */
  readonly moment: string
  /** Warnings of the check. */
  readonly warnings: number
  /** Equalities that hold, and those that could not be compared. */
  readonly reconciled: { readonly checks: number; readonly lines: number; readonly skipped: number }
  readonly parity: boolean
  readonly documents: readonly { readonly document: string; readonly pages: number; readonly budget: number | null }[]
  readonly unusual: number
  /** Earlier versions that hold a number which is withheld now. */
  readonly withdraws: readonly number[]
}

const ORDER: readonly State[] = ['blocks', 'warns', 'passed']

/** All points, what must be settled first. */
export function checklist(situation: Situation): readonly Point[] {
  const points = [
    approvalPoint(situation),
    ...undecidedPoint(situation),
    duePoint(situation),
    point('passed', 'errors'),
    ...withdrawnPoint(situation),
    point(situation.unusual > 0 ? 'warns' : 'passed', situation.unusual > 0 ? 'unusual' : 'usual', {
      count: situation.unusual,
    }),
    point(situation.warnings > 0 ? 'warns' : 'passed', situation.warnings > 0 ? 'warnings' : 'no_warnings', {
      count: situation.warnings,
    }),
    ...reconciledPoints(situation),
    point(situation.parity ? 'passed' : 'blocks', situation.parity ? 'parity' : 'no_parity'),
    budgetPoint(situation),
  ]
  return points.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}

const point = (state: State, key: string, values: Point['values'] = {}): Point => ({ state, key, values })

function approvalPoint({ kind, approval }: Situation): Point {
  if (kind === null) return point('warns', 'nothing')
  if (approval === 'unneeded') return point('passed', 'approval_unneeded')
  return approval === 'fits' ? point('passed', 'approval_fits') : point('blocks', `approval_${approval}`)
}

/** An approval that fits has decided them. */
function undecidedPoint({ undecided: count, approval }: Situation): readonly Point[] {
  if (count === 0) return []
  return [approval === 'fits' ? point('passed', 'decided', { count }) : point('blocks', 'undecided', { count })]
}

function duePoint({ due, moment }: Situation): Point {
  const blocking = ['embargo', 'late', 'undated', 'cancelled'].includes(due.state)
  return point(blocking ? 'blocks' : 'passed', `due_${due.state}`, { moment })
}

function withdrawnPoint({ withdraws }: Situation): readonly Point[] {
  return withdraws.length === 0 ? [] : [point('warns', 'withdraws', { versions: withdraws.join(', ') })]
}

function reconciledPoints({ reconciled: { checks, lines, skipped } }: Situation): readonly Point[] {
  if (checks === 0) return [point('warns', 'unreconciled')]
  const all = point('passed', 'reconciled', { checks, lines })
  return skipped > 0 ? [all, point('warns', 'skipped', { count: skipped })] : [all]
}

function budgetPoint({ documents }: Situation): Point {
  const kept = documents.every(({ pages, budget }) => budget === null || pages === budget)
  return point(kept ? 'passed' : 'blocks', kept ? 'budget' : 'no_budget', { count: documents.length })
}

/** When an edition with so many versions may come out, as the calendar has it now. */
export function dueOf(calendar: Calendar, edition: string, versions: number, now: Temporal.Instant): Due {
  const announced = calendar.announcements.get(edition)
  if (versions > 0) return { state: 'published' }
  return announced ? announcedDue(announced, calendar, now) : { state: 'unannounced' }
}

function announcedDue({ at, status }: Announcement, { late }: Calendar, now: Temporal.Instant): Due {
  if (status === 'cancelled') return { state: 'cancelled' }
  if (!at) return { state: 'undated' }
  const isAfter = (one: Temporal.ZonedDateTime) => Temporal.Instant.compare(now, one.toInstant()) > 0
  if (Temporal.Instant.compare(now, at.toInstant()) < 0) return { state: 'embargo', at }
  return { state: isAfter(at.add(late)) && status !== 'published' ? 'late' : 'due', at }
}

/** What the points come to. */
export type Outcome = 'blocked' | 'ready' | 'nothing'

export function outcomeOf(points: readonly Point[], { kind }: Pick<Situation, 'kind'>): Outcome {
  if (kind === null) return 'nothing'
  return points.some(({ state }) => state === 'blocks') ? 'blocked' : 'ready'
}
