/** The way in. */
import type { Ledger } from './ledger.ts'
import { migrate } from './schema.ts'
import { databaseAt } from './where.ts'

/** Opens the ledger at the address of a PostgreSQL database, or in a file, and brings its tables up to date. */
export async function openLedger(where: string): Promise<Ledger> {
  const ledger = await connect(where)
  try {
    await migrate(ledger)
    return ledger
  } catch (error) {
    await ledger.close()
    throw error
  }
}

/** Each engine is loaded when it is used: one of them is enough. */
async function connect(where: string): Promise<Ledger> {
  const database = databaseAt(where)
  if (database !== null) return (await import('./postgres.ts')).postgresLedger(database)
  return (await import('./sqlite.ts')).sqliteLedger(where)
}
