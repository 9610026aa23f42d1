/** The files that an edition is made from, kept in a shared store, so that another machine makes the same of them. */
import { keyOf, sha256 } from '../keep.ts'
import { problem, Refusal } from '../problem.ts'
import type { Files } from '../world.ts'
import type { Seen } from './seen.ts'
import type { SharedStore } from './shared.ts'

/** Path and SHA-256 of each file, in the order of the paths. */
type List = readonly (readonly [string, string])[]

const HASH = /^[0-9a-f]{64}$/
/** Under the kind and the hash, so that no content, whatever it says, gets the key of something else. */
const keyFor = (kind: 'input' | 'snapshot', hash: string): string => keyOf(kind, hash)

/** Files that go to or from the store at a time. */
const AT_ONCE = 8

/** Where the inputs of documents are; fonts and schemas come with the tool, and its hash tells them. */
const INPUTS = /^(data|templates|out\/archive)\//

/**
 * The files that another machine needs to make any area of an edition as it was opened: all that was read by then, for nothing
 * is read after it. Shared templates of the tool's own are among them.
 */
export const inputsOf = ({ read }: Seen): List => read.filter(([path]) => INPUTS.test(path))

/** Puts the files into the store, and gives the name of the snapshot; throws a Refusal when one is no longer as it was seen. */
export async function takeSnapshot(inputs: List, files: Files, shared: SharedStore): Promise<string> {
  await eachOf(inputs, async ([path, hash]) => {
    const content = await files.read(path).catch(() => null)
    if (!content || sha256(content) !== hash) throw new Refusal([problem('changed-under-way', {})])
    await shared.put(keyFor('input', hash), content)
  })
  const list = new TextEncoder().encode(JSON.stringify(inputs))
  const name = keyFor('snapshot', sha256(list))
  await shared.put(name, list)
  return name
}

/** Folder of a snapshot below the root of who works with it. */
const folderOf = (name: string): string => `.diptych/snapshots/${name}`

/** Makes the files of a snapshot, whole or not at all, where they are not there yet; gives their folder. */
export async function placeSnapshot(name: string, shared: SharedStore, files: Files): Promise<string> {
  if (!HASH.test(name)) throw new Refusal([problem('snapshot-unsound', {})])
  const folder = folderOf(name)
  if (await files.exists(folder)) return folder
  await files.alone(`${folder}.lock`, async () => {
    if (!(await files.exists(folder))) await place(name, folder, shared, files)
  })
  return folder
}

async function place(name: string, folder: string, shared: SharedStore, files: Files): Promise<void> {
  const list = await listOf(name, shared)
  const beside = await files.beside(folder)
  try {
    await eachOf(list, async ([path, hash]) => {
      const content = await shared.get(keyFor('input', hash))
      if (!content || sha256(content) !== hash) throw new Refusal([problem('snapshot-incomplete', { path })])
      await files.write(`${beside}/${path}`, content)
    })
    await files.replace(beside, folder)
  } catch (error) {
    await files.remove(beside)
    throw error
  }
}

/** It comes from another machine: nothing in it may lead out of the folder. */
async function listOf(name: string, shared: SharedStore): Promise<List> {
  const content = await shared.get(name)
  if (!content) throw new Refusal([problem('snapshot-incomplete', { path: 'the list of the files' })])
  const list = keyFor('snapshot', sha256(content)) === name ? parsed(new TextDecoder().decode(content)) : null
  if (!isList(list)) throw new Refusal([problem('snapshot-unsound', {})])
  return list
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isList(list: unknown): list is List {
  if (!Array.isArray(list)) return false
  const sound = ([path, hash]: readonly unknown[]) =>
    typeof path === 'string' && typeof hash === 'string' && isBelow(path) && HASH.test(hash)
  return list.every((one) => Array.isArray(one) && one.length === 2 && sound(one))
}

/** Names of files only; what Windows takes for a drive or a folder is none. */
function isBelow(path: string): boolean {
  const names = path.split('/')
  return INPUTS.test(path) && names.every((name) => /^[^\\:\p{Cc}]+$/u.test(name) && !/^\.+$/.test(name))
}

/** Ends when nothing is under way any more; what fails leaves the rest undone, and is thrown then. */
async function eachOf(list: List, work: (one: List[number]) => Promise<void>): Promise<void> {
  const queue = [...list]
  const worker = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await work(one)
  }
  const stopping = (error: unknown) => {
    queue.length = 0
    throw error
  }
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => worker().catch(stopping)))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}
