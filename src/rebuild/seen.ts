/** What was seen of the disk: every file with its hash, every folder with its names, and what was found to be there or not. */
import { type Files, watched } from '../world.ts'

export interface Seen {
  /** Path and SHA-256. */
  readonly read: readonly (readonly [string, string])[]
  readonly listed: readonly (readonly [string, readonly string[]])[]
  readonly looked: readonly (readonly [string, boolean])[]
}

export interface Watching {
  readonly files: Files
  /** SHA-256 of each file read so far, by its path. */
  readonly inputs: ReadonlyMap<string, string>
  /** False once a file was read twice and had been changed in between. */
  steady(): boolean
  /** All that was seen so far, in the order of the paths. */
  seen(): Seen
}

/** What was built, or kept, is seen again only to be replaced; what was published is what a draft is compared with. */
const isInput = (path: string) => !/^(out\/(?!archive\/)|\.diptych\/)/.test(path)

const sorted = <T>(entries: Iterable<readonly [string, T]>): readonly (readonly [string, T])[] =>
  [...entries].filter(([path]) => isInput(path)).sort(([a], [b]) => (a < b ? -1 : 1))

/** The same files, remembering everything that is seen of them. */
export function watch(files: Files): Watching {
  const inputs = new Map<string, string>()
  const listed = new Map<string, readonly string[]>()
  const looked = new Map<string, boolean>()
  let steady = true
  const reading = watched(files, (path, hash) => {
    steady &&= (inputs.get(path) ?? hash) === hash || !isInput(path)
    inputs.set(path, hash)
  })
  return {
    files: {
      ...reading,
      list: async (folder) => {
        const names = await files.list(folder)
        listed.set(folder, names)
        return names
      },
      exists: async (path) => {
        const found = await files.exists(path)
        looked.set(path, found)
        return found
      },
    },
    inputs,
    steady: () => steady,
    seen: () => ({ read: sorted(inputs), listed: sorted(listed), looked: sorted(looked) }),
  }
}

/** Whether everything that was seen would be seen again. */
export async function isAsSeen(seen: Seen, files: Files): Promise<boolean> {
  const now = watch(files)
  await Promise.all([
    ...seen.read.map(([path]) => now.files.read(path).catch(() => null)),
    ...seen.listed.map(([folder]) => now.files.list(folder)),
    ...seen.looked.map(([path]) => now.files.exists(path)),
  ])
  return JSON.stringify(now.seen()) === JSON.stringify(seen)
}
