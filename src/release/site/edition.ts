/** What is true of an edition as a whole: its current version, since when, and which numbers nobody may be told. */
import type { Change } from '../difference.ts'
import type { Version, VersionSet } from '../version.ts'
import type { PublicEdition, PublicVersion } from './facts.ts'

/** The newest version that is not withdrawn; null when there is none. */
export const currentOf = ({ versions }: PublicEdition): PublicVersion | null =>
  versions.find(({ withdrawn }) => withdrawn === null) ?? null

/** The newest version of a kind among those that are still there. */
export const newestOf = (kind: Version['kind'], { versions }: PublicEdition): Version | null =>
  versions.find(({ version, withdrawn }) => version.kind === kind && withdrawn === null)?.version ?? null

/** Moment, ISO 8601, UTC, of the last thing that happened to a version: its publication, else its withdrawal. */
export function movedAt({ version, withdrawn }: PublicVersion): string {
  if (!withdrawn) return version.issued
  const { zone, issued } = version
  const at = Temporal.PlainDate.from(withdrawn.on).toZonedDateTime({ timeZone: zone }).toInstant().toString()
  // Withdrawn on the day of its publication, it was withdrawn after it.
  return lastOf([at, issued])
}

/** The last moment of several; the empty text when there is none. */
export const lastOf = (moments: readonly string[]): string => moments.toSorted().at(-1) ?? ''

/** When an edition was published for the first time; null when no version is left. */
export const firstIssued = ({ versions }: PublicEdition): string | null => versions.at(-1)?.version.issued ?? null

const keyOf = ({ area }: VersionSet, { figure }: Change): string => `${area ?? ''} ${figure}`

/** Figures that are withheld in a version or in a later one, of which no older version may tell the number any more. */
function withheldFrom(versions: readonly PublicVersion[]): ReadonlySet<string> {
  const sets = versions.flatMap(({ version }) => version.sets)
  return new Set(
    sets.flatMap((set) => set.changes.filter(({ withheld }) => withheld).map((change) => keyOf(set, change))),
  )
}

/**
 * What changed in each set of a version, as it may be told today: without the numbers of figures that are withheld since,
 * and without those of a withdrawn version, which also the version after it tells as old ones.
 */
export function toldChanges({ versions }: PublicEdition, number: number): ReadonlyMap<VersionSet, readonly Change[]> {
  const index = versions.findIndex(({ version }) => version.number === number)
  const [one, before] = [versions[index], versions[index + 1]]
  const hidden = withheldFrom(versions.slice(0, index + 1))
  const noNew = Boolean(one?.withdrawn)
  const noOld = noNew || Boolean(before?.withdrawn)
  const told = (set: VersionSet, change: Change): Change => {
    const secret = hidden.has(keyOf(set, change))
    return { ...change, old: secret || noOld ? null : change.old, new: secret || noNew ? null : change.new }
  }
  return new Map((one?.version.sets ?? []).map((set) => [set, set.changes.map((change) => told(set, change))]))
}
