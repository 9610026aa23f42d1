/** Why a build made what it made, and left what it left. */

import type { Product } from '../keep.ts'
import type { World } from '../world.ts'
import { changesIn } from './changes.ts'
import { concerns } from './concerns.ts'
import { type Entry, type Journal, nameOf } from './journal.ts'

export interface Reason {
  readonly kind: Product['kind']
  readonly of: string
  /** False when it was taken from an earlier build. */
  readonly made: boolean
  /** Empty for what was not made. */
  readonly because: readonly string[]
}

/** What this build looked for, before its files are kept. */
export type Now = Omit<Journal, 'texts'>

/** Compares a build with the last one of the same request; null for `before` when there was none. */
export async function explainBuild(before: Journal | null, now: Now, world: World): Promise<readonly Reason[]> {
  const changed = before ? await changedFiles(before, now, world) : new Map<string, readonly string[]>()
  const earlier = new Map(before?.entries.map((one) => [nameOf(one), one]))
  return now.entries.map((one) => ({
    kind: one.kind,
    of: one.of,
    made: !one.kept,
    because: one.kept ? [] : reasons(one, earlier.get(nameOf(one)), { before, now, changed }),
  }))
}

interface Comparing {
  readonly before: Journal | null
  readonly now: Now
  /** What has changed in each file that is no longer what it was. */
  readonly changed: ReadonlyMap<string, readonly string[]>
}

function reasons(one: Entry, earlier: Entry | undefined, { before, now, changed }: Comparing): readonly string[] {
  if (!before) return ['nothing was kept of an earlier build']
  if (!earlier) return ['the last build did not make it']
  if (before.engine !== now.engine) return ['Diptych, its libraries, Node or the browser are no longer the same']
  const names = Object.keys(one.needs).filter((name) => one.needs[name] !== earlier.needs[name])
  if (names.length === 0) return ['what was kept of it is gone or damaged, or it had problems']
  return [...new Set(names.flatMap((name) => wordsFor(name, one, changed)))]
}

/** The change behind a need: of the files where it is files that people write, else the need itself. */
function wordsFor(name: string, one: Entry, changed: Comparing['changed']): readonly string[] {
  const isCause: Readonly<Record<string, (path: string) => boolean>> = {
    file: (path) => path === one.of,
    files: (path) => concerns(path, one.languages ?? []),
    figures: (path) => path.startsWith('data/'),
  }
  const cause = isCause[name]
  const files = cause ? [...changed].filter(([path]) => cause(path)) : []
  return files.length === 0
    ? [name === 'figures' ? 'its figures have changed' : `${name} changed`]
    : files.map(([path, words]) => `${path} ${words.join('; ')}`)
}

async function changedFiles(before: Journal, now: Now, { files }: World): Promise<Comparing['changed']> {
  const known = new Map(before.inputs)
  const current = new Map(now.inputs)
  const paths = [...new Set([...known.keys(), ...current.keys()])].filter(
    (path) => known.get(path) !== current.get(path),
  )
  const changed = paths.map(async (path) => {
    const read = current.has(path) ? await files.read(path) : null
    const words = await changesIn(path, before.texts.get(path) ?? null, read && new TextDecoder().decode(read))
    return [path, words] as const
  })
  return new Map(await Promise.all(changed))
}

/** What was made, by the reasons for it, and how much was left as it was. */
export function reportReasons(reasons: readonly Reason[]): string {
  const made = Object.groupBy(
    reasons.filter((one) => one.made),
    (one) => one.because.join('\n'),
  )
  const kept = reasons.filter((one) => !one.made)
  return [
    ...Object.entries(made).flatMap(([because, same = []]) => [`made: ${named(same)}`, ...indented(because)]),
    ...(kept.length > 0 ? [`as before: ${counted(kept)}`] : []),
  ].join('\n')
}

const indented = (because: string) => because.split('\n').map((one) => `  because ${one}`)

const byKind = (reasons: readonly Reason[]) => Object.entries(Object.groupBy(reasons, (one) => one.kind))

const named = (reasons: readonly Reason[]) =>
  byKind(reasons)
    .map(([kind, same = []]) => `${kind} ${same.map((one) => one.of).join(', ')}`)
    .join('; ')

const counted = (reasons: readonly Reason[]) =>
  byKind(reasons)
    .map(([kind, same = []]) => `${same.length} ${same.length === 1 ? kind : `${kind}s`}`)
    .join(', ')
