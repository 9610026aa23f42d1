/** Where notes and status letters stand: table by table, with the rows that have them. */
import { type Figure, type Figures, publishedCells, type Table } from '../../figures/figure.ts'
import { statusCodes } from '../../format/status.ts'

export interface Use {
  readonly table: string
  /** Ids of rows; none when a whole column has it. */
  readonly rows: readonly string[]
}

/** The published tables in which a note holds. */
export function usesOfNote(note: string, figures: Figures): readonly Use[] {
  return usesIn(figures, (figure) => figure.notes.includes(note))
}

/** Codes of the statuses that published tables show, the most frequent first, with where they stand. */
export function usesOfStatuses(figures: Figures): ReadonlyMap<string, readonly Use[]> {
  const codes = new Set(publishedTables(figures).flatMap((table) => publishedCells(table).flatMap(statusCodes)))
  return new Map([...codes].map((code) => [code, usesIn(figures, (figure) => statusCodes(figure).includes(code))]))
}

const publishedTables = ({ tables }: Figures): readonly Table[] => [...tables.values()].filter(({ publish }) => publish)

function usesIn(figures: Figures, has: (figure: Figure) => boolean): readonly Use[] {
  return publishedTables(figures).flatMap((table) => {
    const shown = table.columns.filter(({ publish }) => publish)
    const rows = table.rows.filter((row) => shown.some(({ id }) => row.figures[id] && has(row.figures[id])))
    const all = rows.length === table.rows.length
    return rows.length === 0 ? [] : [{ table: table.id, rows: all ? [] : rows.map(({ id }) => id) }]
  })
}
