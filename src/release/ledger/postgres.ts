/** The ledger in a PostgreSQL database, which several machines may use at once. */
import type { ClientBase, Pool, PoolClient } from 'pg'
import { problem, Refusal } from '../../problem.ts'
import { type Ledger, type Logging, logged, type Row, type Statement } from './ledger.ts'

const CONNECTIONS = 4
/** Two processes may want the same rows in another order; one is told to begin again. */
const AGAIN = ['40001', '40P01']
const TRIES = 5

export async function postgresLedger(url: string): Promise<Ledger> {
  const { default: pg } = await import('pg')
  // Without it, a server's own setting could let a commit return before it is on the disk.
  const pool = new pg.Pool({
    ...{ connectionString: url, max: CONNECTIONS, options: '-c synchronous_commit=on' },
    // Of a server that is gone without a word, a query would never hear again.
    keepAlive: true,
  })
  // A connection that breaks while nobody uses it is replaced when it is needed; one that breaks in use fails its query as well.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    run: (statements, log) => repeatedly(() => inTransaction(pool, statements, log)),
    close: () => pool.end(),
  }
}

async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !AGAIN.includes(codeOf(error))) throw error
    }
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code)

async function inTransaction(pool: Pool, statements: readonly Statement[], log?: Logging): Promise<readonly Row[]> {
  const client = await connected(pool)
  try {
    const rows = await inClient(client, statements, log)
    client.release()
    return rows
  } catch (error) {
    // Ends the connection, and with it a transaction that could not even be rolled back.
    client.release(true)
    throw error
  }
}

async function inClient(
  client: PoolClient,
  statements: readonly Statement[],
  log: Logging | undefined,
): Promise<readonly Row[]> {
  // A statement alone is a transaction, and two journeys to the server less.
  const [only] = statements
  if (only && statements.length === 1 && !log) return execute(client, only)
  const results: (readonly Row[])[] = []
  await client.query('begin')
  for (const statement of statements) results.push(await execute(client, statement))
  const [rows = []] = results
  if (log) for (const statement of logged(rows, log)) await execute(client, statement)
  await client.query('commit')
  return rows
}

async function execute(client: ClientBase, { text, values }: Statement): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>(text, [...values])
  return rows
}

/** The reason is told without the address of the database, which may hold a password. */
async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    const reason = codeOf(error) === 'undefined' ? 'no answer' : codeOf(error)
    throw new Refusal([problem('ledger-unreachable', { reason })])
  }
}
