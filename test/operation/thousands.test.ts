/** Many tasks, in two processes at the same time. */
import { afterAll, describe, expect, it } from 'vitest'
import { countTasks } from '../../src/release/ledger/task-list.ts'
import { postgresShelf, sqliteShelf } from '../release/ledger/books.ts'
import { planned, workWith } from '../serve/carriers.ts'

describe.each([
  ['the dispatcher on SQLite', 'dispatcher', sqliteShelf],
  ['pg-boss on PostgreSQL', 'pg-boss', postgresShelf],
] as const)('two processes, through %s', (name, carrier, makeShelf) => {
  const shelf = makeShelf()
  afterAll(() => shelf.clear())

  it('work off 5,000 tasks, each once', async () => {
    const { ledger, post } = await planned(carrier, await shelf.place(), Array(5000).fill('ok'), 32)
    const done: string[] = []
    const start = performance.now()
    await workWith(2, post, (line) => done.push(line))
    process.stderr.write(`${name}: 5,000 tasks that do nothing, ${Math.round(performance.now() - start)} ms\n`)
    expect(await countTasks(ledger)).toEqual({ waiting: 0, running: 0, done: 5000, refused: 0, failed: 0 })
    expect(new Set(done).size).toBe(5000)
    expect(done).toHaveLength(5000)
    await ledger.close()
  }, 60_000)
})
