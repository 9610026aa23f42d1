/** Where a reader of a version that no longer holds is sent. */
import type { Version } from '../version.ts'
import { entryPath, relative, versionPath } from './address.ts'

/** A page of a version that was superseded or withdrawn, and the newest version that is not; null when there is none. */
export interface Outdated {
  readonly version: Version
  /** Path of the page in the folder of its version. */
  readonly path: string
  readonly newest: Version | null
}

/** From that page to the same document of the newest version; where there is none, to the entry page of the language. */
export function successorHref({ version, path, newest }: Outdated, language: string): string {
  const from = versionPath(version.factsheet, version.edition, version.number) + path
  const set = version.sets.find(({ files }) => files.some((one) => one.path === path))
  const file = set?.files.find((one) => one.path === path)
  const there = newest?.sets
    .find(({ area }) => area === (set?.area ?? null))
    ?.files.find(({ kind, document }) => kind === file?.kind && document === file?.document)
  if (!newest || !there) return relative(from, entryPath(version.factsheet, language))
  return relative(from, versionPath(newest.factsheet, newest.edition, newest.number) + there.path)
}
