/** Numbers that must be the same number, wherever they stand. */
import { problem, suggest } from '../problem.ts'
import type { CheckSpec } from './definition.ts'
import type { Figure, Figures } from './figure.ts'
import { expand, refer } from './refer.ts'
import type { Measuring } from './select.ts'

/** Tells every declared equality that does not hold, with both numbers, both places and the difference. */
export function runChecks(figures: Figures, on: Measuring): void {
  if (on.spec.checks.length === 0) on.tell(problem('no-checks', {}, on.place([])))
  on.spec.checks.forEach((check, index) => {
    for (const refs of aligned(check, figures)) compare(refs, check, index, figures, on)
  })
}

/** With `*`, one list of references a row; without, the list as it is. */
export function aligned(check: CheckSpec, figures: Figures): readonly (readonly string[])[] {
  const expanded = check.equal.map((ref) => expand(ref, figures.tables))
  const rows = Math.max(...expanded.map((refs) => refs.length))
  return Array.from({ length: rows }, (_, row) => expanded.map((refs) => refs[refs.length === 1 ? 0 : row] ?? ''))
}

function compare(refs: readonly string[], check: CheckSpec, index: number, figures: Figures, on: Measuring): void {
  const found = refs.flatMap((ref) => resolve(ref, index, figures, on))
  const [first, ...others] = found
  if (!first) return
  for (const other of others) unequal(first, other, check, index, on)
}

interface Named {
  readonly ref: string
  readonly figure: Figure
}

function resolve(ref: string, index: number, figures: Figures, on: Measuring): readonly Named[] {
  const found = refer(ref, figures.tables, figures.named, on.edition)
  if ('figure' in found) return [{ ref, figure: found.figure }]
  const head = ref.split('.')[0] ?? ''
  // A table or figure that could not be made has told its own problems.
  const declared = head in on.spec.tables || head in on.spec.figures
  const made = figures.tables.has(head) || figures.named.has(head)
  if (made || !declared) {
    const facts = { ref, part: found.unknown, hint: suggest(found.unknown, found.among) }
    on.tell(problem('unknown-reference', facts, on.place(['checks', index])))
  }
  return []
}

function unequal(first: Named, other: Named, check: CheckSpec, index: number, on: Measuring): void {
  const [a, b] = [first, other].map(({ figure }) => (check.printed ? figure.rounded : figure.value))
  if (!a || !b) {
    if (first.figure.suppressed || other.figure.suppressed) return
    const missing = a ? other : first
    if (missing.figure.from.length > 0)
      on.tell(
        problem('check-has-no-value', { ref: missing.ref }, missing.figure.from[0] ?? on.place(['checks', index])),
      )
    return
  }
  if (b.minus(a).eq(check.difference ?? 0)) return
  const facts = {
    first: first.ref,
    second: other.ref,
    firstValue: a.toFixed(),
    secondValue: b.toFixed(),
    difference: a.minus(b).abs().toFixed(),
    expected: check.difference ?? 0,
    firstCells: first.figure.from.length,
    secondCells: other.figure.from.length,
  }
  const places = [...first.figure.from.slice(0, 1), ...other.figure.from.slice(0, 1), on.place(['checks', index])]
  on.tell(problem('check-failed', facts, places[0], places.slice(1)))
}
