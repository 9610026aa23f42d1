/** Files that go to another machine through the store, and come out of it whole, unchanged and in their folder, or not at all. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyOf, sha256 } from '../../src/keep.ts'
import { Refusal } from '../../src/problem.ts'
import { watch } from '../../src/rebuild/seen.ts'
import { openShared, type SharedStore } from '../../src/rebuild/shared.ts'
import { inputsOf, placeSnapshot, takeSnapshot } from '../../src/rebuild/snapshot.ts'
import { diskFiles, type Files } from '../../src/world.ts'
import { filesBelow } from '../e2e/project.ts'
import { memoryWorld } from '../memory-world.ts'
import { type SharedPlace, sharedFolder } from './stores.ts'

const FILES = {
  'data/a/one.csv': 'year,value\n2020,1\n',
  'templates/a/factsheet.yaml': 'languages: {}\n',
  'templates/shared/style.css': 'p { margin: 0 }\n',
  'out/archive/a/2020/1/version.json': '{}',
}
const bytes = (text: string) => new TextEncoder().encode(text)

let root: string
let place: SharedPlace
let shared: SharedStore
let files: Files
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'diptych-host-'))
  place = sharedFolder()
  files = diskFiles(root)
  const store = await openShared({ env: place.env, files })
  if (!store) throw new Error('no store is named')
  shared = store
})
afterEach(async () => {
  rmSync(root, { recursive: true, force: true })
  await place.end()
})

/** A snapshot of a project in memory, of which everything was read. */
async function taken(content: Readonly<Record<string, string>> = FILES) {
  const world = memoryWorld(content)
  const watching = watch(world.files)
  for (const path of Object.keys(content)) await watching.files.read(path)
  const inputs = inputsOf(watching.seen())
  return { world, inputs, name: await takeSnapshot(inputs, world.files, shared) }
}

/** A snapshot with a list that this Diptych would not write. */
async function forged(list: string): Promise<string> {
  const name = keyOf('snapshot', sha256(list))
  await shared.put(name, bytes(list))
  return name
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error) => (error instanceof Refusal ? error.problems[0]?.code : String(error)),
  )

describe('a snapshot', () => {
  it('gives another machine the same files, in a folder with nothing else', async () => {
    const { name } = await taken()
    const folder = await placeSnapshot(name, shared, files)
    const placed = Object.fromEntries([...filesBelow(join(root, folder))].map(([path, one]) => [path, String(one)]))
    expect(placed).toEqual(FILES)
    expect(readdirSync(join(root, '.diptych/snapshots'))).toEqual([name])
  })

  it('has the same name for the same files only', async () => {
    const { name } = await taken()
    expect((await taken()).name).toBe(name)
    expect((await taken({ ...FILES, 'data/a/one.csv': 'year,value\n2020,2\n' })).name).not.toBe(name)
  })

  it('holds what an edition is made from, and neither libraries nor what was built from it', async () => {
    const { inputs } = await taken({ ...FILES, 'node_modules/font/a.woff2': 'font', 'out/a/2020/index.html': 'made' })
    expect(inputs.map(([path]) => path)).toEqual(Object.keys(FILES).sort())
  })

  it('is not taken of a file that has changed since it was read', async () => {
    const { world, inputs } = await taken()
    await world.files.write('data/a/one.csv', 'year,value\n2020,2\n')
    expect(await codeOf(takeSnapshot(inputs, world.files, shared))).toBe('changed-under-way')
  })

  it('is placed once, also by many at the same time', async () => {
    const { name } = await taken()
    let asked = 0
    const counting = { ...shared, get: (key: string) => shared.get(key).finally(() => asked++) }
    const folders = await Promise.all(Array.from({ length: 4 }, () => placeSnapshot(name, counting, files)))
    expect(new Set(folders).size).toBe(1)
    expect(asked).toBe(Object.keys(FILES).length + 1)
  })
})

describe('a snapshot of which the store', () => {
  const nothingPlaced = () => {
    expect(existsSync(join(root, '.diptych/snapshots'))).toBe(true)
    expect(readdirSync(join(root, '.diptych/snapshots'))).toEqual([])
  }

  it.each([
    ['has lost a file', (entry: string) => rmSync(entry)],
    ['has a damaged file', (entry: string) => writeFileSync(entry, 'damaged')],
  ])('%s is not placed', async (_, damage) => {
    const { name, inputs } = await taken()
    damage(place.entryOf(keyOf('input', inputs[0]?.[1])))
    expect(await codeOf(placeSnapshot(name, shared, files))).toBe('snapshot-incomplete')
    nothingPlaced()
  })

  it('has another file in the place of one is not placed', async () => {
    const { name, inputs } = await taken()
    await shared.put(keyOf('input', inputs[0]?.[1]), bytes('year,value\n2020,999\n'))
    expect(await codeOf(placeSnapshot(name, shared, files))).toBe('snapshot-incomplete')
    nothingPlaced()
  })

  it('has lost the list, or has another list in its place, is not placed', async () => {
    expect(await codeOf(placeSnapshot(keyOf('never taken'), shared, files))).toBe('snapshot-incomplete')
    const { name } = await taken()
    await shared.put(name, bytes('[]'))
    expect(await codeOf(placeSnapshot(name, shared, files))).toBe('snapshot-unsound')
    nothingPlaced()
  })
})

describe('a snapshot that somebody forged', () => {
  it.each([
    '../outside.txt',
    'data/../../outside.txt',
    'data/a/../../../outside.txt',
    '/etc/outside.txt',
    'data//etc/outside.txt',
    'data/./outside.txt',
    'data\\..\\..\\outside.txt',
    'data/..\\outside.txt',
    'C:/outside.txt',
    'data/C:outside.txt',
    'data/a\u0000.csv',
    'data/',
    '.diptych/outside.txt',
    'src/world.ts',
    'node_modules/vega/index.js',
    'out/public/index.html',
    '',
  ])('with the path %j writes nothing anywhere', async (path) => {
    await shared.put(keyOf('input', sha256('x')), bytes('x'))
    const name = await forged(
      JSON.stringify([
        ['data/fine.csv', sha256('x')],
        [path, sha256('x')],
      ]),
    )
    expect(await codeOf(placeSnapshot(name, shared, files))).toBe('snapshot-unsound')
    expect([...filesBelow(root).keys()]).toEqual([])
  })

  it.each(['not JSON', '{}', 'null', '[1]', '[["data/a.csv"]]', '[["data/a.csv","short"]]', '[["data/a.csv",1]]'])(
    'with the list %s is refused',
    async (list) => {
      expect(await codeOf(placeSnapshot(await forged(list), shared, files))).toBe('snapshot-unsound')
    },
  )

  it.each(['', '../../x', 'A'.repeat(64), `${'a'.repeat(64)}/..`])('under the name %j is refused', async (name) => {
    expect(await codeOf(placeSnapshot(name, shared, files))).toBe('snapshot-unsound')
  })
})
