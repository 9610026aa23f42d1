/** What is not the same in two states of an edition. */

/** A published figure that is not what it was; numbers as canonical decimal strings, as they are printed. */
export interface Change {
  /** Id of the figure, see figures/figure.ts. */
  readonly figure: string
  /** Null when there was no such number, or when it is withheld now: then it is told nowhere. */
  readonly old: string | null
  /** Null when there is no number any more. */
  readonly new: string | null
  readonly unit: string
  /** Decimals printed. */
  readonly decimals: number
  /** The number is withheld from now on. */
  readonly withheld: boolean
  /** A number that was put in, not one that follows from others. */
  readonly input: boolean
  /** Whether it looks different in print. */
  readonly printed: boolean
}
