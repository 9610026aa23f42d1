/** What was made before, by the hash of all that it was made from. Safe to delete, to share between processes and to interrupt. */
import { keyOf, sha256 } from '../keep.ts'
import type { Files, World } from '../world.ts'

export interface Store {
  /** What was put under the key; null when there is nothing, or when it is not what was put. */
  get(key: string): Promise<Uint8Array | null>
  /** Keeps it for another time. A disk that is full or read-only is no reason to fail: it is made again then. */
  put(key: string, content: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** Ends when all that was put is there. */
  close(): Promise<void>
}

/** Hexadecimal digits of a SHA-256, with which every entry begins. */
const HASH = 64

/** Content as it is kept: it begins with its hash, so that what was damaged since is not taken for it. */
export const sealed = (content: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(sha256(content), 'latin1'), content])

/** The content of an entry; null when it is not what was put. */
export function unsealed(entry: Uint8Array): Uint8Array | null {
  const content = entry.subarray(HASH)
  return sha256(content) === Buffer.from(entry.subarray(0, HASH)).toString('latin1') ? content : null
}

/**
 * Where a project keeps what was made before. Not in `out/`, which people put on the web as it stands: here are values that are
 * kept from publication.
 */
export const storeOf = (files: Files): Store => openStore('.diptych', files)

/**
 * A store in a folder of its own. Entries are written where they stay: one that is read while it is being written, or whose
 * writer was killed, is not what its hash says, and is made again.
 */
export function openStore(folder: string, files: Files): Store {
  const bucketOf = (key: string) => `${folder}/${key.slice(0, 2)}`
  const listed = new Map<string, Promise<Set<string>>>()
  // A new project has next to nothing to be found; looking in a list is much quicker than opening what is not there.
  const list = (bucket: string) => {
    const names = listed.get(bucket) ?? files.list(bucket).then((found) => new Set(found))
    listed.set(bucket, names)
    return names
  }
  let hidden: Promise<void> | undefined
  const putting = new Set<Promise<void>>()
  const write = async (key: string, content: Uint8Array) => {
    // Git leaves out all that is kept, whatever the project's own settings.
    hidden ??= files.write(`${folder}/.gitignore`, '*\n')
    await hidden
    await files.write(`${bucketOf(key)}/${key}`, sealed(content))
    ;(await list(bucketOf(key))).add(key)
  }
  return {
    async get(key) {
      if (!(await list(bucketOf(key))).has(key)) return null
      const entry = await files.read(`${bucketOf(key)}/${key}`).catch(() => null)
      return entry && unsealed(entry)
    },
    put(key, content) {
      const one = write(key, content).catch(() => undefined)
      putting.add(one)
      return one.finally(() => putting.delete(one))
    },
    remove: (key) => files.remove(`${bucketOf(key)}/${key}`).catch(() => undefined),
    async close() {
      await Promise.all(putting)
    },
  }
}

/** What is asked of a build, under which its record is kept; the date that the environment asks for is part of it. */
export interface Asked {
  readonly factsheet: string
  readonly edition?: string | undefined
  readonly languages?: readonly string[] | undefined
  readonly areas?: readonly string[] | undefined
}

/** Key of what is kept of the last build of a request: its record, or its journal. */
export function requestKey(kind: string, { factsheet, edition, languages, areas }: Asked, { env }: World): string {
  return keyOf(kind, factsheet, edition, languages, areas, env['SOURCE_DATE_EPOCH'] ?? '')
}
