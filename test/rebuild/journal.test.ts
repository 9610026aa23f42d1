import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/keep.ts'
import { type Entry, keepJournal, readJournal } from '../../src/rebuild/journal.ts'
import { storeOf } from '../../src/rebuild/store.ts'
import { memoryWorld } from '../memory-world.ts'

const CSV = 'data/a/one.csv'
const ASKED = { factsheet: 'a' }
const entry = (of: string, key: string): Entry => ({ kind: 'page', of, needs: {}, key, kept: false })

function disk() {
  const world = memoryWorld({ [CSV]: 'value\n1\n', 'data/a/photo.png': 'not a text', 'out/a.csv': 'built' })
  const store = storeOf(world.files)
  const inputs = async () =>
    Promise.all([...world.content.keys()].map(async (path) => [path, sha256(await world.files.read(path))] as const))
  const build = async (entries: readonly Entry[], seen?: readonly (readonly [string, string])[]) => {
    const before = await readJournal(ASKED, world)
    await keepJournal(ASKED, { engine: 'e', entries, inputs: seen ?? (await inputs()) }, before, world, store)
    return readJournal(ASKED, world)
  }
  return { world, store, build }
}

describe('the journal of a build', () => {
  it('has the texts of the author, as they were read', async () => {
    const { build } = disk()
    const journal = await build([])
    expect([...(journal?.texts ?? [])]).toEqual([[CSV, 'value\n1\n']])
  })

  it('has no text of a file that is no longer what was read', async () => {
    const { build } = disk()
    const journal = await build([], [[CSV, sha256('value\n2\n')]])
    expect(journal?.texts.size).toBe(0)
  })

  it('is one for each request', async () => {
    const { build, world } = disk()
    await build([])
    expect(await readJournal({ ...ASKED, languages: ['fr'] }, world)).toBe(null)
  })

  it('lets go of what was made anew, and keeps what was not wanted this time', async () => {
    const { build, store } = disk()
    const [old, other, now] = ['1a', '2b', '3c'].map((one) => one.padEnd(64, '0')) as [string, string, string]
    for (const key of [old, other, now]) await store.put(key, new Uint8Array([1]))
    await build([entry('fr', old), entry('nl', other)])
    const journal = await build([entry('fr', now)])
    expect(await store.get(old)).toBe(null)
    expect(await store.get(other)).not.toBe(null)
    expect(journal?.entries.map((one) => [one.of, one.key])).toEqual([
      ['fr', now],
      ['nl', other],
    ])
  })
})
