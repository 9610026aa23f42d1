/** Where a document stands among the versions of its edition: a draft of the next one, or the one that is published. */
import { type Figure, type Figures, publishedFigures } from '../figures/figure.ts'
import type { Change } from './difference.ts'
import type { Kind, Reasons, Version } from './version.ts'

/** A version after the first, and what it changed in the documents of one area. */
export interface Amendment {
  readonly number: number
  readonly kind: Exclude<Kind, 'first'>
  /** Null while it is a draft. */
  readonly issued: string | null
  /** Null while nobody has said why. */
  readonly reason: Reasons | null
  readonly changes: readonly Change[]
}

export interface Standing {
  readonly number: number
  /** ISO 8601, UTC; null for a draft. */
  readonly issued: string | null
  /** When the first version was published. */
  readonly first: string | null
  /** IANA time zone in which dates are told. */
  readonly zone: string
  /** Until when a draft may not be published. */
  readonly embargo: Temporal.ZonedDateTime | null
  /** Newest first. */
  readonly amendments: readonly Amendment[]
}

/** What versions after the first changed in the documents of an area, newest first. */
export function amendmentsOf(versions: readonly Version[], area: string | null): readonly Amendment[] {
  return versions.flatMap(({ number, kind, issued, approval, sets }) => {
    const changes = sets.find((one) => one.area === area)?.changes ?? []
    return kind === 'first' ? [] : [{ number, kind, issued, reason: approval?.reason ?? null, changes }]
  })
}

/** The same standing without any number that is withheld by now, whichever version told it. */
export function withoutWithheld(standing: Standing, figures: Figures): Standing {
  const hidden = new Set([...hiddenIn(figures), ...goneWithheld(standing, figures)])
  const blank = (change: Change): Change =>
    hidden.has(change.figure) ? { ...change, old: null, new: null, withheld: true } : change
  return {
    ...standing,
    amendments: standing.amendments.map((one) => ({ ...one, changes: one.changes.map(blank) })),
  }
}

/** Figures that a version has withheld and that no document has any more. */
function goneWithheld({ amendments }: Standing, figures: Figures): readonly string[] {
  const known = new Set(publishedFigures(figures).map(({ id }) => id))
  const withheld = amendments.flatMap(({ changes }) => changes.filter((one) => one.withheld))
  return withheld.map(({ figure }) => figure).filter((id) => !known.has(id))
}

function hiddenIn({ tables, named }: Figures): ReadonlySet<string> {
  const cells = [...tables.values()].flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.figures)))
  return new Set([...cells, ...named.values()].filter((one) => one.suppressed).map(({ id }) => id))
}

/** The figures with those marked that some amendment has changed in print. */
export function markRevised(figures: Figures, { amendments }: Standing): Figures {
  const changed = new Set(
    amendments.flatMap(({ changes }) => changes.filter((one) => one.printed)).map((one) => one.figure),
  )
  if (changed.size === 0) return figures
  const mark = (figure: Figure): Figure => (changed.has(figure.id) ? { ...figure, revised: true } : figure)
  const tables = [...figures.tables].map(([id, table]) => {
    const rows = table.rows.map((row) => {
      const cells = Object.entries(row.figures).map(([column, figure]) => [column, mark(figure)] as const)
      return { ...row, figures: Object.fromEntries(cells) }
    })
    return [id, { ...table, rows }] as const
  })
  const named = [...figures.named].map(([name, figure]) => [name, mark(figure)] as const)
  return { ...figures, tables: new Map(tables), named: new Map(named) }
}
