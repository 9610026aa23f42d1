/** The noun of this folder: the book of what was published and of what was sent to whom. It is the truth about mail. */
export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>

/** Parameters are `$1`, `$2` …: both engines read them. */
export interface Statement {
  readonly text: string
  readonly values: readonly Value[]
}

export interface Ledger {
  /**
   * Runs a statement and, in the same transaction, those that `then` makes of its rows; on the disk when it returns. `then` may
   * not wait: a transaction of SQLite belongs to the whole connection.
   */
  run(first: Statement, then?: (rows: readonly Row[]) => readonly Statement[], how?: How): Promise<readonly Row[]>
  close(): Promise<void>
}

export interface How {
  /** While no other process does anything of the kind. */
  readonly alone?: boolean
}

export const nothingElse = (): readonly Statement[] => []

/** A moment as the ledger writes it: all of the same length, so that text sorts as time does. */
export const stamp = (moment: Temporal.Instant): string => moment.toString({ fractionalSecondDigits: 3 })
