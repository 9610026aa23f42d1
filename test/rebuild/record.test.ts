import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/keep.ts'
import {
  type BuildRecord,
  keepRecord,
  type Outcome,
  readRecord,
  showsNothingNew,
  unchanged,
} from '../../src/rebuild/record.ts'
import { watch } from '../../src/rebuild/seen.ts'
import { storeOf } from '../../src/rebuild/store.ts'
import { type MemoryWorld, memoryWorld } from '../memory-world.ts'

const ASKED = { factsheet: 'a' }
const CSV = 'data/a/one.csv'
const file = (path: string, content: string, document: string | null = 'fr') => ({
  path,
  sha256: sha256(content),
  kind: path.split('.').at(-1) ?? '',
  document,
})
const MADE: Outcome = {
  folder: 'out/a',
  sets: [{ folder: 'out/a/x', outputs: [file('fr.pdf', 'pdf'), file('figures.json', '{}', null)] }],
  index: file('index.html', 'index', null),
}
const FILES = { [CSV]: '1', 'out/a/x/fr.pdf': 'pdf', 'out/a/x/figures.json': '{}', 'out/a/index.html': 'index' }

async function built(): Promise<MemoryWorld> {
  const world = memoryWorld(FILES)
  const watching = watch(world.files)
  await watching.files.read(CSV)
  await keepRecord(ASKED, { engine: 'engine', seen: watching.seen(), built: MADE }, world, storeOf(world.files))
  return world
}

const written = (text: string) => new TextEncoder().encode(text)

describe('a build of which all is as it was', () => {
  it('gives what it made', async () => {
    expect(await unchanged(ASKED, await built())).toEqual(MADE)
  })

  it.each<[string, (world: MemoryWorld) => void]>([
    ['a file that it read has changed', ({ content }) => content.set(CSV, written('2'))],
    ['a file that it made has changed', ({ content }) => content.set('out/a/x/figures.json', written('{} '))],
    ['a file that it made is gone', ({ content }) => content.delete('out/a/x/fr.pdf')],
    ['the page above its sets is gone', ({ content }) => content.delete('out/a/index.html')],
  ])('is another, when %s', async (_, change) => {
    const world = await built()
    change(world)
    expect(await unchanged(ASKED, world)).toBe(null)
  })

  it('is another with another engine, another date from the environment, and another request', async () => {
    const world = await built()
    expect(await unchanged(ASKED, { ...world, engine: async () => 'another' })).toBe(null)
    expect(await unchanged(ASKED, { ...world, env: { SOURCE_DATE_EPOCH: '1' } })).toBe(null)
    expect(await unchanged({ ...ASKED, languages: ['fr'] }, world)).toBe(null)
  })
})

describe('a change that no document shows', () => {
  const shows = async (change: (record: BuildRecord<Outcome>) => Outcome, read = sha256('2')) => {
    const before = await readRecord<Outcome>(ASKED, await built())
    if (!before) throw new Error('nothing was recorded')
    return showsNothingNew(before, { ...before.seen, read: [[CSV, read]] }, change(before))
  }

  it('is one of a file that was read, while every page and PDF is the same', async () => {
    expect(await shows(({ built }) => built)).toBe(true)
    const [set] = MADE.sets
    const figures = [...(set?.outputs.slice(0, 1) ?? []), file('figures.json', '{"new":1}', null)]
    expect(await shows((one) => ({ ...one.built, sets: [{ folder: 'out/a/x', outputs: figures }] }))).toBe(true)
  })

  it('is none when a PDF is another, when nothing was read anew, and after no build', async () => {
    const other = { ...MADE, sets: [{ folder: 'out/a/x', outputs: [file('fr.pdf', 'another')] }] }
    expect(await shows(() => other)).toBe(false)
    expect(await shows(({ built }) => built, sha256('1'))).toBe(false)
    expect(showsNothingNew(null, { read: [], listed: [], looked: [] }, MADE)).toBe(false)
  })
})
