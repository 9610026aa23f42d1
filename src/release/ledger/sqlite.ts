/** The ledger in a file of this machine, which several of its processes may use at once. */
import { openThread } from '../../pdf/thread.ts'
import { makePrivateFile } from '../../private.ts'
import type { Ledger, Logging, Row, Statement } from './ledger.ts'

export interface SqliteOrder {
  readonly statements: readonly Statement[]
  readonly log: Logging | undefined
}

/** Rows of the first statement, or what SQLite says was wrong. */
export type SqliteAnswer = { readonly rows: readonly Row[] } | { readonly failed: string }

interface Wish {
  readonly order: SqliteOrder
  resolve(rows: readonly Row[]): void
  reject(error: unknown): void
}

/** In a thread of its own: SQLite holds up whoever waits for the disk, and mail goes on meanwhile. */
export async function sqliteLedger(file: string): Promise<Ledger> {
  await makePrivateFile(file)
  const thread = openThread<readonly SqliteOrder[], readonly SqliteAnswer[]>(
    new URL('./sqlite-thread.ts', import.meta.url),
    { file },
  )
  const grouped = inGroups((orders) => thread.ask(orders))
  return {
    run: (statements, log) => grouped.add({ statements, log }),
    async close() {
      await grouped.empty()
      await thread.close()
    },
  }
}

/**
 * What is asked for while the disk makes sure of a commit is committed together after it: that takes as long for many as for one.
 * Nothing is told before.
 */
function inGroups(commit: (orders: readonly SqliteOrder[]) => Promise<readonly SqliteAnswer[]>) {
  let wishes: readonly Wish[] = []
  let granting: Promise<void> | null = null
  const grantAll = async () => {
    while (wishes.length > 0) {
      const group = wishes
      wishes = []
      await grant(group, commit)
    }
    granting = null
  }
  return {
    add(order: SqliteOrder): Promise<readonly Row[]> {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>()
      wishes = [...wishes, { order, resolve, reject }]
      granting ??= Promise.resolve().then(grantAll)
      return promise
    },
    empty: async () => granting,
  }
}

async function grant(
  group: readonly Wish[],
  commit: (orders: readonly SqliteOrder[]) => Promise<readonly SqliteAnswer[]>,
): Promise<void> {
  try {
    const answers = await commit(group.map(({ order }) => order))
    for (const [at, answer] of answers.entries()) {
      if ('rows' in answer) group[at]?.resolve(answer.rows)
      else group[at]?.reject(new Error(answer.failed))
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}
