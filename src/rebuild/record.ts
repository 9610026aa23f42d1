/**
 * What a build saw and made. As long as everything that it saw is as it was, and everything that it made is still there,
 * there is nothing to do: found without loading anything that reads, draws or prints.
 */
import { sha256 } from '../keep.ts'
import type { Files, World } from '../world.ts'
import { isAsSeen, type Seen } from './seen.ts'
import { type Asked, requestKey, type Store, storeOf } from './store.ts'

/** What a record needs to know of what was made: each file by its path in its folder. */
export interface Outcome {
  readonly folder: string
  readonly sets: readonly { readonly folder: string; readonly outputs: readonly OutcomeFile[] }[]
  /** A file that leads to the sets, in the folder above theirs. */
  readonly index?: OutcomeFile | undefined
}

interface OutcomeFile {
  readonly path: string
  readonly sha256: string
  readonly kind: string
  /** Which document it is one form of; null for what belongs to none. */
  readonly document: string | null
}

/** A build, to be compared with what is there now; `built` must be plain JSON. */
export interface BuildRecord<Built extends Outcome> {
  /** SHA-256 of the code, the libraries and the browser. */
  readonly engine: string
  readonly seen: Seen
  readonly built: Built
}

export async function keepRecord<Built extends Outcome>(
  asked: Asked,
  record: BuildRecord<Built>,
  world: World,
  store: Store,
): Promise<void> {
  const content = new TextEncoder().encode(JSON.stringify(record))
  await store.put(requestKey('record', asked, world), content)
}

/** The last build of the same request; null when there was none. */
export async function readRecord<Built extends Outcome>(
  asked: Asked,
  world: World,
): Promise<BuildRecord<Built> | null> {
  const content = await storeOf(world.files).get(requestKey('record', asked, world))
  return content && (JSON.parse(new TextDecoder().decode(content)) as BuildRecord<Built>)
}

/** What the last build made, when it would be made again byte for byte, and all of it is still there; else null. */
export async function unchanged<Built extends Outcome>(asked: Asked, world: World): Promise<Built | null> {
  const record = await readRecord<Built>(asked, world)
  if (!record || record.engine !== (await world.engine())) return null
  const same = (await isAsSeen(record.seen, world.files)) && (await isThere(record.built, world.files))
  return same ? record.built : null
}

async function isThere({ folder, sets, index }: Outcome, files: Files): Promise<boolean> {
  const outputs = [...sets, { folder, outputs: index ? [index] : [] }].flatMap(({ folder, outputs }) =>
    outputs.map((one) => ({ path: `${folder}/${one.path}`, hash: one.sha256 })),
  )
  const found = await Promise.all(
    outputs.map(async ({ path, hash }) => {
      const content = await files.read(path).catch(() => null)
      return content !== null && sha256(content) === hash
    }),
  )
  return !found.includes(false)
}

/** Whether something that was read has changed since, but no page and no PDF. */
export function showsNothingNew(before: BuildRecord<Outcome> | null, seen: Seen, made: Outcome): boolean {
  if (!before || JSON.stringify(before.seen.read) === JSON.stringify(seen.read)) return false
  return JSON.stringify(documentsOf(before.built)) === JSON.stringify(documentsOf(made))
}

const documentsOf = ({ sets }: Outcome) =>
  sets.flatMap(({ folder, outputs }) =>
    outputs.filter((one) => one.document && one.kind !== 'csv').map((one) => [folder, one.path, one.sha256]),
  )
