/** Exact sums, shares and changes of figures; each result is rounded once and remembers its cells. */
import { Big } from 'big.js'
import type { ObservationStatus } from '../data/dataset.ts'
import type { Place } from '../problem.ts'
import type { Figure } from './figure.ts'

/** SDMX order of precedence when one flag must be shown first (guideline v2.0, 2019). */
const PRECEDENCE = 'BOMLHQJSDKWIFEPNUVG'
/** Flags of a part that do not hold for what is made from it. */
const OWN_ONLY = new Set<ObservationStatus>(['A', 'B', 'K', 'H'])
const MISSING = new Set<ObservationStatus>(['O', 'M', 'L', 'Q', 'K', 'H'])

/** Rounds half away from zero, as readers and spreadsheets expect; never gives -0. */
export function round(value: Big, decimals: number): Big {
  const rounded = value.round(decimals, Big.roundHalfUp)
  return rounded.eq(0) ? new Big(0) : rounded
}

/** The statuses in order of precedence, without doubles and without `A`. */
export function byPrecedence(statuses: Iterable<ObservationStatus>): readonly ObservationStatus[] {
  return [...new Set(statuses)]
    .filter((status) => status !== 'A')
    .sort((a, b) => PRECEDENCE.indexOf(a) - PRECEDENCE.indexOf(b))
}

type Made = Pick<Figure, 'id' | 'unit' | 'decimals' | 'formula'> & Partial<Pick<Figure, 'signed' | 'at'>>

function inherited(parts: readonly Figure[]): readonly ObservationStatus[] {
  const complete = parts.every((part) => part.value !== null)
  return byPrecedence(
    parts
      .flatMap((part) => part.status)
      .filter((status) => !OWN_ONLY.has(status) && !(complete && MISSING.has(status))),
  )
}

function cells(parts: readonly Figure[]): readonly Place[] {
  const seen = new Map(parts.flatMap((part) => part.from).map((at) => [`${at.file}:${at.line}:${at.column}`, at]))
  return [...seen.values()]
}

/** A figure made from parts: missing or suppressed as soon as one part is, or as `compute` has no result. */
export function derive(made: Made, parts: readonly Figure[], compute: (values: readonly Big[]) => Big | null): Figure {
  const values = parts.map((part) => part.value).filter((value) => value !== null)
  const value = values.length === parts.length ? compute(values) : null
  const suppressed = parts.some((part) => part.suppressed)
  const status = inherited(parts)
  const unexplained = value === null && !suppressed && !status.some((one) => MISSING.has(one))
  return {
    signed: false,
    at: [],
    ...made,
    value,
    rounded: value && round(value, made.decimals),
    status: unexplained ? byPrecedence([...status, 'M']) : status,
    suppressed,
    notes: [...new Set(parts.flatMap((part) => part.notes))],
    from: cells(parts),
  }
}

const add = (values: readonly Big[]): Big => values.reduce((sum, value) => sum.plus(value), new Big(0))

export function sum(made: Made, parts: readonly Figure[]): Figure {
  return derive(made, parts, add)
}

/** Percentage that the first is of the second; no value when the whole is zero. */
export function share(made: Made, part: Figure, whole: Figure): Figure {
  return derive(made, [part, whole], ([a, b]) => (a && b && !b.eq(0) ? a.times(100).div(b) : null))
}

/** From old to new: a difference, a percentage of old (no value when old is zero), or percentage points. */
export function change(made: Made, now: Figure, old: Figure, as: 'absolute' | 'percent' | 'points'): Figure {
  return derive({ signed: true, ...made }, [now, old], ([a, b]) => {
    if (!a || !b) return null
    const difference = a.minus(b)
    if (as !== 'percent') return difference
    return b.eq(0) ? null : difference.times(100).div(b.abs())
  })
}

/** The unit of a change: percent, points, or that of what changed. */
export function changeUnit(as: 'absolute' | 'percent' | 'points', unit: string): string {
  return as === 'absolute' ? unit : as
}

/**
 * Shares moved by at most one unit of the last decimal so that they add to 100 (Hare-Niemeyer). A tie goes to the
 * larger share, then to the earlier code, so that the result never depends on the order of the rows.
 */
export function largestRemainder(shares: readonly Figure[], codeOf: (figure: Figure) => string): readonly Figure[] {
  const known = shares.filter((one): one is Figure & { value: Big } => one.value !== null)
  if (known.length !== shares.length || known.length === 0) return shares
  const unit = new Big(10).pow(-(known[0]?.decimals ?? 0))
  const floors = known.map((one) => one.value.round(one.decimals, Big.roundDown))
  let left = Number(
    round(
      add(known.map((one) => one.value))
        .minus(add(floors))
        .div(unit),
      0,
    ),
  )
  const order = known
    .map((one, index) => ({ one, index, remainder: one.value.minus(floors[index] ?? 0) }))
    .sort(
      (a, b) =>
        b.remainder.cmp(a.remainder) || b.one.value.cmp(a.one.value) || (codeOf(a.one) < codeOf(b.one) ? -1 : 1),
    )
  const raised = new Set<number>()
  for (const { index } of order) if (left-- > 0) raised.add(index)
  return known.map((one, index) => ({
    ...one,
    rounded: (floors[index] ?? new Big(0)).plus(raised.has(index) ? unit : 0),
  }))
}
