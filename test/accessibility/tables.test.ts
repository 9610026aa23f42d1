/** Tables read cell by cell: the names that a cell has by the algorithm of HTML, and the order in which it is heard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES, pagesOf, type Read, type Reader, seatReader } from './reader.ts'

let reader: Reader
beforeAll(async () => {
  reader = await seatReader()
})
afterAll(() => reader.tab.close())

interface HeardCell {
  readonly text: string
  /** Headers by scope, as HTML gives them to the cell. */
  readonly column: string
  readonly row: string
  /** The first cell of its row, which is heard before it. */
  readonly first: string
}

interface HeardTable {
  readonly id: string
  /** Whether its columns have heads: a list of key figures has one column of data, and none. */
  readonly headed: boolean
  readonly name: string
  readonly cells: readonly HeardCell[]
  /** Cells that span others, and headers without a word or a scope: the algorithm is kept simple on purpose. */
  readonly odd: readonly string[]
}

/**
 * Runs in the page. HTML, "forming relationships between data cells and header cells": a cell that names no headers has those
 * found by going left along its row, and up along its column; `scope` decides which of them head it.
 */
function tablesHeard(): HeardTable[] {
  const wordsOf = (one: Element | null | undefined) => (one?.textContent ?? '').replace(/\s+/g, ' ').trim()
  return [...document.querySelectorAll('table')].map((table) => {
    const rows = [...table.rows]
    const cells = rows.flatMap((row, y) =>
      [...row.cells].flatMap((cell, x): HeardCell[] => {
        if (cell.tagName !== 'TD') return []
        const left = [...row.cells].slice(0, x).findLast((one) => one.tagName === 'TH' && one.scope === 'row')
        const above = rows.slice(0, y).map((one) => one.cells[x])
        const up = above.findLast((one) => one?.tagName === 'TH' && one.scope === 'col')
        return [{ text: wordsOf(cell), column: wordsOf(up), row: wordsOf(left), first: wordsOf(row.cells[0]) }]
      }),
    )
    const odd = [...table.querySelectorAll<HTMLTableCellElement>('th, td')].filter((cell) => {
      const header = cell.tagName === 'TH' && (!/^(row|col)$/.test(cell.scope) || wordsOf(cell) === '')
      return header || cell.colSpan > 1 || cell.rowSpan > 1 || cell.hasAttribute('headers')
    })
    const label = document.getElementById((table.getAttribute('aria-labelledby') ?? '').split(' ')[0] ?? '')
    return {
      id: table.id || table.className,
      headed: table.tHead !== null,
      name: wordsOf(table.caption) || (table.ariaLabel ?? '') || wordsOf(label),
      cells,
      odd: odd.map((cell) => cell.outerHTML),
    }
  })
}

describe.each(CASES)('$factsheet', (one) => {
  let pages: readonly Read[]
  beforeAll(async () => {
    pages = (await pagesOf(one)).pages
  })

  async function tables(html: string): Promise<readonly HeardTable[]> {
    await reader.look(html, { media: 'screen', scheme: 'light', width: 1440 })
    return reader.tab.evaluate(tablesHeard)
  }

  it('has for each cell the name of its row and, where columns have heads, of its column', async () => {
    for (const { name, html } of pages) {
      const heard = await tables(html)
      expect(heard.flatMap(({ cells }) => cells).length, name).toBeGreaterThan(8)
      for (const { id, headed, cells, odd } of heard) {
        expect(
          cells.filter(({ row, column, text }) => row === '' || text === '' || (headed && column === '')),
          id,
        ).toEqual([])
        expect(odd, id).toEqual([])
        const columns = new Set(cells.map(({ column }) => column))
        expect(headed || columns.size === 1, id).toBe(true)
      }
    }
  })

  it('is heard row by row with the name of the row first', async () => {
    for (const { html } of pages)
      for (const { id, cells } of await tables(html)) for (const { row, first } of cells) expect(row, id).toBe(first)
  })

  it('says of each table what it is', async () => {
    for (const { name, html } of pages)
      for (const table of await tables(html)) expect(table.name, `${name} ${table.id}`).toMatch(/\p{L}{3}/u)
  })
})
