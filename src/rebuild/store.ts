/** What was made before, by the hash of all that it was made from. Safe to delete, to share between processes and to interrupt. */
import { keyOf, sha256 } from '../keep.ts'
import type { Files, World } from '../world.ts'

export interface Store {
  /** What was put under the key; null when there is nothing, or when it is not what was put. */
  get(key: string): Promise<Uint8Array | null>
  /** Keeps it for another time. A disk that is full or read-only is no reason to fail: it is made again then. */
  put(key: string, content: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** Ends when all that was put is there, and leaves nothing unfinished. */
  close(): Promise<void>
}

/** Hexadecimal digits of a SHA-256, with which every entry begins. */
const HASH = 64

/**
 * Where a project keeps what was made before. Not in `out/`, which people put on the web as it stands: here are values that are
 * kept from publication.
 */
export const storeOf = (files: Files): Store => openStore('.diptych', files)

/** A store in a folder of its own. */
export function openStore(folder: string, files: Files): Store {
  const at = (key: string) => `${folder}/${key.slice(0, 2)}/${key}`
  let unfinished: Promise<string> | undefined
  const putting = new Set<Promise<void>>()
  // Written elsewhere and moved: who reads at the same time, or is killed, leaves and finds whole entries only.
  const write = async (key: string, content: Uint8Array) => {
    unfinished ??= prepare(folder, files)
    const path = `${await unfinished}/${key}`
    await files.write(path, Buffer.concat([Buffer.from(sha256(content), 'latin1'), content]))
    await files.move(path, at(key))
  }
  return {
    async get(key) {
      const entry = await files.read(at(key)).catch(() => null)
      if (!entry) return null
      const content = entry.subarray(HASH)
      return sha256(content) === Buffer.from(entry.subarray(0, HASH)).toString('latin1') ? content : null
    },
    put(key, content) {
      const one = write(key, content).catch(() => undefined)
      putting.add(one)
      return one.finally(() => putting.delete(one))
    },
    remove: (key) => files.remove(at(key)).catch(() => undefined),
    async close() {
      await Promise.all(putting)
      const left = await unfinished?.catch(() => undefined)
      if (left !== undefined) await files.remove(left)
    },
  }
}

/** A folder for what is being written; git leaves out all that is kept, whatever the project's own settings. */
async function prepare(folder: string, files: Files): Promise<string> {
  await files.write(`${folder}/.gitignore`, '*\n')
  return files.beside(`${folder}/entries`)
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
