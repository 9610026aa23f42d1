/** The ledger in a file of this machine, which several of its processes may use at once. */
import { openThread } from '../../pdf/thread.ts'
import { makePrivateFile } from '../../private.ts'
import type { Ledger, Logging, Row, Statement } from './ledger.ts'

export interface SqliteOrder {
  readonly statements: readonly Statement[]
  readonly log: Logging | undefined
}

/** In a thread of its own: SQLite holds up whoever waits for the disk, and mail goes on meanwhile. */
export async function sqliteLedger(file: string): Promise<Ledger> {
  await makePrivateFile(file)
  const thread = openThread<SqliteOrder, readonly Row[]>(new URL('./sqlite-thread.ts', import.meta.url), { file })
  return {
    run: (statements, log) => thread.ask({ statements, log }),
    close: () => thread.close(),
  }
}
