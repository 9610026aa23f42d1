/** The observations that the figures of an edition are made from, kept with each version to be compared with the next. */
import { type DataPackage, type Observation, type ObservationStatus, TOTAL } from '../data/dataset.ts'
import type { Figures } from '../figures/figure.ts'
import { spotOf } from '../figures/record.ts'
import type { ObservationChange, ObservationChangeKind } from './difference.ts'

/** Plain JSON; a withheld value is not in it. */
export interface ObservationRecord {
  readonly dataset: string
  readonly key: Readonly<Record<string, string>>
  readonly value: string | null
  readonly withheld: boolean
  readonly status: readonly ObservationStatus[]
  readonly notes: readonly string[]
  readonly cell: string
}

/** Cells that the figures of an edition are made from, those that only serve checks too. */
export function cellsUsed({ tables, named }: Figures): ReadonlySet<string> {
  const inTables = [...tables.values()].flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.figures)))
  return new Set([...inTables, ...named.values()].flatMap((figure) => figure.from.map(spotOf)))
}

/**
 * The observations in those cells, and the totals stated for them, dataset by dataset: a row that no figure uses is no part
 * of the edition.
 */
export function observedIn(data: DataPackage, cells: ReadonlySet<string>): readonly ObservationRecord[] {
  return [...data.datasets.values()].flatMap(({ name, observations }) => {
    const used = observations.filter(({ place }) => cells.has(spotOf(place)))
    if (used.length === 0) return []
    const isTotal = totalsOf(used)
    return observations
      .filter((one) => cells.has(spotOf(one.place)) || isTotal(one))
      .map((one) => observationRecord(name, one))
  })
}

/** Tells whether an observation states a total of others: its key is one of theirs, with `_T` for some of their codes. */
function totalsOf(used: readonly Observation[]): (one: Observation) => boolean {
  const byNames = new Map<string, ReadonlySet<string>>()
  const among = (names: readonly string[]) => {
    const known = byNames.get(names.join()) ?? new Set(used.map(({ key }) => codesAt(names, key)))
    byNames.set(names.join(), known)
    return known
  }
  return ({ key }) => {
    const names = Object.keys(key)
    const others = names.filter((name) => key[name] !== TOTAL)
    return others.length < names.length && among(others).has(codesAt(others, key))
  }
}

const codesAt = (names: readonly string[], key: Observation['key']) => names.map((name) => key[name]).join('\u0000')

function observationRecord(dataset: string, { key, value, suppressed, status, notes, place }: Observation) {
  return { dataset, key, value: value?.toFixed() ?? null, withheld: suppressed, status, notes, cell: spotOf(place) }
}

const nameOf = ({ dataset, key }: Pick<ObservationRecord, 'dataset' | 'key'>): string =>
  JSON.stringify([dataset, ...Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))])

/** Every observation that is not what it was, by its key: a row may stand on another line. */
export function compareObservations(
  before: readonly ObservationRecord[],
  now: readonly ObservationRecord[],
): readonly ObservationChange[] {
  const old = new Map(before.map((one) => [nameOf(one), one]))
  const found = new Map(now.map((one) => [nameOf(one), one]))
  const kept = now.flatMap((one) => observationChange(old.get(nameOf(one)), one) ?? [])
  const gone = before.filter((one) => !found.has(nameOf(one)))
  return [...kept, ...gone.flatMap((one) => observationChange(one, undefined) ?? [])]
}

function observationChange(old?: ObservationRecord, now?: ObservationRecord): ObservationChange | null {
  const one = now ?? old
  const kind = kindOf(old, now)
  if (!one || !kind) return null
  return {
    kind,
    dataset: one.dataset,
    key: one.key,
    old: now?.withheld ? null : (old?.value ?? null),
    new: now?.value ?? null,
    oldStatus: old?.status ?? [],
    newStatus: now?.status ?? [],
    cell: one.cell,
  }
}

function kindOf(old?: ObservationRecord, now?: ObservationRecord): ObservationChangeKind | null {
  if (!old || !now) return old ? 'removed' : 'added'
  if (old.withheld !== now.withheld) return now.withheld ? 'withheld' : 'released'
  if ((old.value === null) !== (now.value === null)) return now.value === null ? 'emptied' : 'filled'
  if (old.value !== now.value) return 'changed'
  const described = JSON.stringify([old.status, old.notes]) !== JSON.stringify([now.status, now.notes])
  return described ? 'described' : null
}

/** Where the observations that are withheld now stood when the version was made. */
export function cellsWithheld(
  before: readonly ObservationRecord[],
  changes: readonly ObservationChange[],
): ReadonlySet<string> {
  const withheld = new Set(changes.filter(({ kind }) => kind === 'withheld').map(nameOf))
  return new Set(before.filter((one) => withheld.has(nameOf(one))).map(({ cell }) => cell))
}
