import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyOf } from '../../src/keep.ts'
import { openStore, requestKey, type Store } from '../../src/rebuild/store.ts'
import { diskFiles } from '../../src/world.ts'
import { memoryWorld } from '../memory-world.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array | null) => content && new TextDecoder().decode(content)
const KEY = keyOf('a product')

let root: string
let store: Store
const entryOf = (key: string) => join(root, 'cache', key.slice(0, 2), key)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diptych-store-'))
  store = openStore('cache', diskFiles(root))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a store', () => {
  it('gives back what was put under a key, and nothing for another', async () => {
    await store.put(KEY, bytes('one'))
    expect(text(await store.get(KEY))).toBe('one')
    expect(await store.get(keyOf('another'))).toBe(null)
  })

  it('gives what another process put', async () => {
    await openStore('cache', diskFiles(root)).put(KEY, bytes('theirs'))
    expect(text(await store.get(KEY))).toBe('theirs')
  })

  it.each([
    ['cut short', (entry: Buffer) => entry.subarray(0, -1)],
    ['cut within its hash', (entry: Buffer) => entry.subarray(0, 40)],
    ['emptied', () => Buffer.alloc(0)],
    ['changed in one byte', (entry: Buffer) => Buffer.concat([entry.subarray(0, -1), Buffer.from('!')])],
    ['grown', (entry: Buffer) => Buffer.concat([entry, Buffer.from('!')])],
  ])('gives nothing for an entry that was %s, and takes it again', async (_, damage) => {
    await store.put(KEY, bytes('one'))
    writeFileSync(entryOf(KEY), damage(readFileSync(entryOf(KEY))))
    expect(await store.get(KEY)).toBe(null)
    await store.put(KEY, bytes('one'))
    expect(text(await store.get(KEY))).toBe('one')
  })

  it('waits at its end for all that was put, and leaves nothing unfinished', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => keyOf(index))
    for (const key of keys) store.put(key, bytes(key))
    await store.close()
    for (const key of keys) expect(text(await store.get(key))).toBe(key)
    expect(readdirSync(join(root, 'cache')).filter((name) => name.startsWith('.building'))).toEqual([])
  })

  it('fails at nothing when it cannot write: it keeps nothing then', async () => {
    writeFileSync(join(root, 'cache'), 'a file in the place of the folder')
    await store.put(KEY, bytes('one'))
    expect(await store.get(KEY)).toBe(null)
    await store.remove(KEY)
    await store.close()
  })

  it('keeps out of a repository', async () => {
    await store.put(KEY, bytes('one'))
    expect(readFileSync(join(root, 'cache/.gitignore'), 'utf8')).toBe('*\n')
  })

  it('lets go of what is removed', async () => {
    await store.put(KEY, bytes('one'))
    await store.remove(KEY)
    expect(await store.get(KEY)).toBe(null)
  })
})

describe('the key of a request', () => {
  const world = memoryWorld()
  const key = (asked: object) => requestKey('record', { factsheet: 'a', ...asked }, world)

  it('is another for each thing that can be asked for', () => {
    const keys = [{}, { factsheet: 'b' }, { edition: '2020' }, { languages: ['nl'] }, { areas: ['nl'] }].map(key)
    const dated = requestKey('record', { factsheet: 'a' }, { ...world, env: { SOURCE_DATE_EPOCH: '1' } })
    const journal = requestKey('journal', { factsheet: 'a' }, world)
    expect(new Set([...keys, dated, journal]).size).toBe(7)
  })
})
