/** The ledger in a file of this machine, which several of its processes may use at once. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { makePrivateFile } from '../../private.ts'
import { type Ledger, nothingElse, type Row, type Statement } from './ledger.ts'

/** Milliseconds to wait for another process to finish its transaction. */
const PATIENCE = 20_000

export async function sqliteLedger(file: string): Promise<Ledger> {
  await makePrivateFile(file)
  const database = new DatabaseSync(file, { timeout: PATIENCE })
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const execute = executor(database)
  return {
    run: async (first, then = nothingElse) =>
      inTransaction(database, () => {
        const rows = execute(first)
        then(rows).forEach(execute)
        return rows
      }),
    close: async () => database.close(),
  }
}

function executor(database: DatabaseSync): (statement: Statement) => readonly Row[] {
  const prepared = new Map<string, StatementSync>()
  return ({ text, values }) => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))
    return statement.all(named) as Row[]
  }
}

/** `immediate`: who has read may also write, so that nobody else can have written in between. */
function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate')
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}
