/** The thread that writes into the file of a ledger. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { serve, threadData } from '../../pdf/thread.ts'
import { logged, type Row, type Statement } from './ledger.ts'
import type { SqliteAnswer, SqliteOrder } from './sqlite.ts'

/** Milliseconds to wait for another process to finish its transaction. */
const PATIENCE = 20_000

const database = new DatabaseSync(threadData<{ readonly file: string }>().file, { timeout: PATIENCE })
database.exec('pragma journal_mode = wal; pragma synchronous = full')
const prepared = new Map<string, StatementSync>()

serve<readonly SqliteOrder[], readonly SqliteAnswer[]>(commit, async () => database.close())

/** All or none are kept, but for those that fail by themselves. */
function commit(orders: readonly SqliteOrder[]): readonly SqliteAnswer[] {
  try {
    // `immediate`: who has read may also write, so that nobody else can have written in between.
    database.exec('begin immediate')
    const answers = orders.map(tryOut)
    database.exec('commit')
    return answers
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

/** One that fails is taken back, and the others are not. */
function tryOut(order: SqliteOrder): SqliteAnswer {
  database.exec('savepoint wish')
  try {
    const rows = run(order)
    database.exec('release wish')
    return { rows }
  } catch (error) {
    // When the disk is full, the whole transaction is gone.
    if (!database.isTransaction) throw error
    database.exec('rollback to wish; release wish')
    return { failed: error instanceof Error ? error.message : String(error) }
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
