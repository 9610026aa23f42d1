/** What the last build of a request kept, and the author's files as it saw them: to tell why this one makes what it makes. */
import { deserialize, serialize } from 'node:v8'
import { type Product, sha256 } from '../keep.ts'
import type { Files, World } from '../world.ts'
import type { Seen } from './seen.ts'
import { type Asked, requestKey, type Store, storeOf } from './store.ts'

/** A product of a build; `key` is what the store has it under. */
export interface Entry extends Product {
  readonly key: string
  readonly kept: boolean
}

export interface Journal {
  readonly engine: string
  readonly entries: readonly Entry[]
  /** Hash of each file that was read. */
  readonly inputs: Seen['read']
  /** Content of the files that an author writes, by path. */
  readonly texts: ReadonlyMap<string, string>
}

/** Larger files are compared by their hash only. */
const LARGEST_TEXT = 2_000_000
const WRITTEN_BY_AUTHORS = /^(?:data|templates)\/.+\.(?:csv|tsv|ya?ml|json|hbs|css|md)$/

/** The journal of the last build of the same request; null when there was none. */
export async function readJournal(asked: Asked, world: World): Promise<Journal | null> {
  const content = await storeOf(world.files).get(requestKey('journal', asked, world))
  return content && (deserialize(content) as Journal)
}

/** Writes the journal, and lets go of what has been made anew since the last build: the store does not grow for ever. */
export async function keepJournal(
  asked: Asked,
  journal: Omit<Journal, 'texts'>,
  before: Journal | null,
  world: World,
  store: Store,
): Promise<void> {
  const texts = await textsOf(journal.inputs, world.files)
  const wanted = new Set(journal.entries.map(nameOf))
  // The graphics of a page that was kept were not wanted; they are needed again when its words change.
  const unwanted = before?.entries.filter((one) => !wanted.has(nameOf(one))) ?? []
  const entries = [...journal.entries, ...unwanted]
  await store.put(requestKey('journal', asked, world), serialize({ ...journal, entries, texts } satisfies Journal))
  const used = new Set(entries.map((one) => one.key))
  for (const { key } of before?.entries ?? []) if (!used.has(key)) await store.remove(key)
}

/** Two products of a build never have the same. */
export const nameOf = ({ kind, of }: Product): string => `${kind} ${of}`

/** A file that has been changed since it was read is left out: what it said then is not known. */
async function textsOf(inputs: Journal['inputs'], files: Files): Promise<ReadonlyMap<string, string>> {
  const written = inputs.filter(([path]) => WRITTEN_BY_AUTHORS.test(path))
  const texts = await Promise.all(
    written.map(async ([path, hash]): Promise<readonly [string, string][]> => {
      const content = await files.read(path).catch(() => null)
      const known = content && content.length <= LARGEST_TEXT && sha256(content) === hash
      return known ? [[path, new TextDecoder().decode(content)]] : []
    }),
  )
  return new Map(texts.flat())
}
