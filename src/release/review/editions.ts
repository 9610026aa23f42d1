/** The figures of an edition beside those of the edition before it. */
import { Big } from 'big.js'
import { type Figure, type Figures, publishedFigures } from '../../figures/figure.ts'
import type { FigureRecord } from '../../figures/record.ts'

/** A figure that both editions have under one name. */
export interface EditionMove {
  readonly figure: Figure
  /** As the edition before published it; null when it had no number, or when that is withheld by now. */
  readonly old: Big | null
  /** Of the old number; null without one, and for what is itself a percentage. */
  readonly percent: Big | null
}

export interface EditionMoves {
  /** Figures of the edition's own period. */
  readonly own: readonly EditionMove[]
  /** Numbers for a period that both editions tell, and tell otherwise: the past itself has changed. */
  readonly past: readonly EditionMove[]
}

/** Compares what the edition before published with the figures of this one, as far as they have the same name. */
export function compareEditions(before: readonly FigureRecord[], figures: Figures): EditionMoves {
  const old = new Map(before.map((one) => [one.id, one]))
  const moves = publishedFigures(figures).flatMap((figure) => {
    const known = old.get(figure.id)
    return known && (known.value !== null || figure.value) ? [moveOf(figure, known)] : []
  })
  const ofPast = ({ figure }: EditionMove) => tellsPast(figure, figures)
  return {
    own: moves.filter((one) => !ofPast(one)),
    past: moves.filter((one) => ofPast(one) && !sameNumber(one)),
  }
}

function moveOf(figure: Figure, { value }: FigureRecord): EditionMove {
  // Where the number is withheld now, the one of the edition before may be the same number.
  const old = value === null || figure.suppressed ? null : new Big(value)
  const isRelative = figure.unit === 'percent' || figure.unit === 'rank'
  const percent =
    old && figure.value && !old.eq(0) && !isRelative ? figure.value.minus(old).div(old.abs()).times(100) : null
  return { figure, old, percent }
}

/** A cell of a row that is a period is of that period, whichever edition tells it. */
function tellsPast({ id }: Figure, { tables }: Figures): boolean {
  const [table = '', row] = id.split('.')
  const kind = tables.get(table)?.dimensionKind
  return row !== undefined && row !== 'total' && (kind === 'year' || kind === 'month')
}

const sameNumber = ({ figure, old }: EditionMove): boolean =>
  figure.suppressed || (figure.value && old ? figure.value.eq(old) : !figure.value && !old)
