import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOf, type Row, readRows } from '../../src/data/csv.ts'
import { decodeText } from '../../src/data/decode.ts'
import { KeyIndex } from '../../src/data/key.ts'
import { listener } from '../memory-world.ts'

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function rowsOf(text: string, size: number, delimiter = ','): Promise<Row[]> {
  const { tell } = listener()
  const decoded = decodeText(chunksOf(new TextEncoder().encode(text), size), 'utf-8', 'x.csv', tell)
  return (await Array.fromAsync(readRows(decoded, { file: 'x.csv', delimiter, line: 1 }, tell))).flat()
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r\n', ' '), maxLength: 6 })
const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

test('any table written with quotes is read back, however it is cut into chunks', async () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), async (rows, size, end) => {
      const text = rows.map((cells) => cells.map(quote).join(',') + end).join('')
      expect((await rowsOf(text.repeat(300), size * 300)).slice(0, rows.length).map(({ cells }) => cells)).toEqual(rows)
    }),
  )
})

test('each cell says the line and column at which its text stands in the file', async () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = rows.map((cells) => `${cells.map(quote).join(',')}\n`).join('')
      const lines = text.split(/\r\n|\n/)
      for (const row of await rowsOf(text, 7))
        for (const [index, one] of row.cells.entries()) {
          const { line = 0, column = 0 } = placeOf(row, index)
          const [first = ''] = quote(one).split(/\r\n|\n/)
          expect(lines[line - 1]?.slice(column - 1, column - 1 + first.length)).toBe(first)
        }
    }),
  )
})

test('a character cut in two by a chunk is whole again', async () => {
  const bytes = new TextEncoder().encode(`${'x'.repeat(1023)}Brazilië😀`)
  const { tell, problems } = listener()
  const text = (await Array.fromAsync(decodeText(chunksOf(bytes, 1), 'utf-8', 'x.csv', tell))).join('')
  expect(text.endsWith('Brazilië😀')).toBe(true)
  expect(problems).toEqual([])
})

test('a wrong byte far into a file is told with its line and column', async () => {
  const line = 'Brazilië,1\n'
  const bytes = Buffer.concat([
    Buffer.from(line.repeat(1000)),
    Buffer.from('Itali\xEB,1\n', 'latin1'),
    Buffer.from(line),
  ])
  const { tell, problems } = listener()
  await Array.fromAsync(decodeText(chunksOf(bytes, 4096), 'utf-8', 'x.csv', tell))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code: 'file-not-utf8', place: { line: 1001, column: 6 } })
  expect(problems[0]?.message).toContain('"Italië"')
})

test('a key is found again if and only if it was added before, with the line where it first stood', () => {
  const key = fc.array(fc.string({ maxLength: 2 }), { minLength: 2, maxLength: 2 })
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), (keys) => {
      const index = new KeyIndex(2)
      const lines = new Map<string, number>()
      for (const [row, parts] of keys.entries()) {
        const text = JSON.stringify(parts)
        expect(index.add(parts, row + 1)).toBe(lines.get(text) ?? 0)
        if (!lines.has(text)) lines.set(text, row + 1)
      }
    }),
  )
})

test('keys of five parts stay apart while the index grows', () => {
  const index = new KeyIndex(5)
  const parts = (row: number) => [row % 2, row % 3, row % 5, row % 7, row].map(String)
  for (let row = 1; row <= 5000; row++) expect(index.add(parts(row), row)).toBe(0)
  for (let row = 1; row <= 5000; row++) expect(index.add(parts(row), 9999)).toBe(row)
})
