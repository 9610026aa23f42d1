/** A ledger that waits for its database: one that is started again is away for seconds, and work goes on after that. */
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../../problem.ts'
import type { Ledger } from './ledger.ts'

export interface Patience {
  /** Milliseconds since some fixed moment. */
  readonly elapsed: () => number
  /** Milliseconds for which the database may be away. */
  readonly limit?: number
}

const FIVE_MINUTES = 300_000
/** Milliseconds to the second attempt; twice as many to the third, and so on. */
const FIRST = 50
const LONGEST = 5_000

/**
 * What fails because the connection broke is asked for again. When it broke in the very moment of the commit, it is done twice: to be
 * used for statements that then find nothing left to do.
 */
export function patientLedger(ledger: Ledger, patience: Patience): Ledger {
  return {
    run: (statements, log) => patiently(() => ledger.run(statements, log), patience),
    close: () => ledger.close(),
  }
}

async function patiently<T>(work: () => Promise<T>, { elapsed, limit = FIVE_MINUTES }: Patience): Promise<T> {
  const end = elapsed() + limit
  for (let wait = FIRST; ; wait = Math.min(LONGEST, wait * 2)) {
    try {
      return await work()
    } catch (error) {
      if (!isDisconnection(error) || elapsed() + wait > end) throw error
      await pause(wait)
    }
  }
}

/** Of PostgreSQL: connections (class 08), and a server that is shut down, or not yet up again; of the system: sockets. */
const CODES = /^(08...|57P0[1-3]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/
const SAID = /^(Connection terminated|Client has encountered a connection error|timeout e)/

/** The database was away; whether what was asked for was done is not known. */
export function isDisconnection(error: unknown): boolean {
  if (error instanceof Refusal) return error.problems.every(({ code }) => code === 'ledger-unreachable')
  if (!(error instanceof Error)) return false
  return CODES.test(String((error as { code?: unknown }).code)) || SAID.test(error.message)
}
