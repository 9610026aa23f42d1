/** The noun of this folder: the book of what was published and of what was sent to whom. It is the truth about mail. */
export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>

/** Parameters are `$1`, `$2` …: both engines read them. */
export interface Statement {
  readonly text: string
  readonly values: readonly Value[]
}

/** A line of the log for each row that the first statement returns, written in the same transaction. */
export interface Logging {
  readonly event: string
  readonly moment: string
  /** The server's answer that stands in the row, when absent. */
  readonly detail?: string
}

export interface Ledger {
  /** Runs all of them or none, in one transaction that is on the disk when it returns; returns the rows of the first. */
  run(statements: readonly Statement[], log?: Logging): Promise<readonly Row[]>
  close(): Promise<void>
}

export const logged = (rows: readonly Row[], { event, moment, detail }: Logging): readonly Statement[] =>
  rows.map(({ factsheet = null, edition = null, version = null, recipient = null, response = null }) => ({
    text: `insert into event (happened, event, factsheet, edition, version, recipient, detail)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [moment, event, factsheet, edition, version, recipient, detail ?? response],
  }))

/** A moment as the ledger writes it: all of the same length, so that text sorts as time does. */
export const stamp = (moment: Temporal.Instant): string => moment.toString({ fractionalSecondDigits: 3 })

/** What stands in a column that may hold nothing. */
export const textIn = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
