/** What a check that holds has looked at: the numbers that were found to be the same, for whoever must believe it. */
import { aligned } from './check.ts'
import type { CheckSpec } from './definition.ts'
import type { Figure, Figures } from './figure.ts'
import { refer } from './refer.ts'

export interface Reconciliation {
  readonly check: CheckSpec
  /** Numbers that are one number, line by line: a check of whole columns has one line for each row. */
  readonly lines: readonly (readonly Figure[])[]
  /** Lines in which a number is missing or withheld: they were not compared. */
  readonly skipped: number
}

/** Every declared check with its numbers, of figures in which all of them hold. */
export function reconciliations(figures: Figures, checks: readonly CheckSpec[]): readonly Reconciliation[] {
  return checks.map((check) => {
    const all = aligned(check, figures).map((refs) => refs.flatMap((ref) => found(ref, figures)))
    const lines = all.filter((one) => one.length > 1 && one.every(({ value }) => value !== null))
    return { check, lines, skipped: all.length - lines.length }
  })
}

function found(ref: string, { tables, named, edition }: Figures): readonly Figure[] {
  const one = refer(ref, tables, named, edition)
  return 'figure' in one ? [one.figure] : []
}
