/** The thread that writes into the file of a ledger. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { serve, threadData } from '../../pdf/thread.ts'
import { logged, type Row, type Statement } from './ledger.ts'
import type { SqliteOrder } from './sqlite.ts'

/** Milliseconds to wait for another process to finish its transaction. */
const PATIENCE = 20_000

interface Wish {
  readonly order: SqliteOrder
  resolve(rows: readonly Row[]): void
  reject(error: unknown): void
}

const database = new DatabaseSync(threadData<{ readonly file: string }>().file, { timeout: PATIENCE })
database.exec('pragma journal_mode = wal; pragma synchronous = full')
const prepared = new Map<string, StatementSync>()
let wishes: readonly Wish[] = []

serve<SqliteOrder, readonly Row[]>(
  (order) => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>()
    if (wishes.length === 0) setImmediate(grant)
    wishes = [...wishes, { order, resolve, reject }]
    return promise
  },
  async () => {
    grant()
    database.close()
  },
)

/**
 * What was asked for meanwhile is committed together: the disk takes milliseconds to make sure of a commit, however much is in it.
 * Nothing is told before.
 */
function grant(): void {
  const all = wishes
  wishes = []
  if (all.length === 0) return
  try {
    // `immediate`: who has read may also write, so that nobody else can have written in between.
    database.exec('begin immediate')
    const answers = all.map(tryOut)
    database.exec('commit')
    for (const answer of answers) answer()
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    for (const { reject } of all) reject(error)
  }
}

/** One that fails is taken back, and the others are not; returns what is to be told after the commit. */
function tryOut({ order, resolve, reject }: Wish): () => void {
  database.exec('savepoint wish')
  try {
    const rows = run(order)
    database.exec('release wish')
    return () => resolve(rows)
  } catch (error) {
    // When the disk is full, the whole transaction is gone.
    if (!database.isTransaction) throw error
    database.exec('rollback to wish; release wish')
    return () => reject(error)
  }
}

function run({ statements, log }: SqliteOrder): readonly Row[] {
  const [rows = []] = statements.map(execute)
  if (log) logged(rows, log).forEach(execute)
  // Rows of SQLite have no prototype, which does not survive the way to another thread alike.
  return rows.map((row) => ({ ...row }))
}

function execute({ text, values }: Statement): readonly Row[] {
  const statement = prepared.get(text) ?? database.prepare(text)
  prepared.set(text, statement)
  return statement.all(Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))) as Row[]
}
