/** The ledger in a file of this machine, which several of its processes may use at once. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { makePrivateFile } from '../../private.ts'
import { type Ledger, nothingElse, type Row, type Statement } from './ledger.ts'

/** Milliseconds to wait for another process to finish its transaction. */
const PATIENCE = 20_000

interface Wish {
  work(): readonly Row[]
  resolve(rows: readonly Row[]): void
  reject(error: unknown): void
}

/**
 * What is asked for at the same time is committed together: the disk takes milliseconds to make sure of a commit, however much is in it,
 * and nothing is told before.
 */
export async function sqliteLedger(file: string): Promise<Ledger> {
  await makePrivateFile(file)
  const database = new DatabaseSync(file, { timeout: PATIENCE })
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const execute = executor(database)
  let wishes: readonly Wish[] = []
  const grant = () => {
    const all = wishes
    wishes = []
    grantAll(database, all)
  }
  return {
    run: (first, then = nothingElse) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>()
      const work = () => {
        const rows = execute(first)
        then(rows).forEach(execute)
        return rows
      }
      if (wishes.length === 0) setImmediate(grant)
      wishes = [...wishes, { work, resolve, reject }]
      return promise
    },
    close: async () => {
      grant()
      database.close()
    },
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

function grantAll(database: DatabaseSync, wishes: readonly Wish[]): void {
  if (wishes.length === 0) return
  try {
    // `immediate`: who has read may also write, so that nobody else can have written in between.
    database.exec('begin immediate')
    const answers = wishes.map((wish) => tryOut(database, wish))
    database.exec('commit')
    for (const answer of answers) answer()
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    for (const { reject } of wishes) reject(error)
  }
}

/** One that fails is taken back, and the others are not; returns what is to be told after the commit. */
function tryOut(database: DatabaseSync, { work, resolve, reject }: Wish): () => void {
  database.exec('savepoint wish')
  try {
    const rows = work()
    database.exec('release wish')
    return () => resolve(rows)
  } catch (error) {
    // When the disk is full, the whole transaction is gone.
    if (!database.isTransaction) throw error
    database.exec('rollback to wish; release wish')
    return () => reject(error)
  }
}
