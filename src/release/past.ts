/** What is known of an edition before it is made: when it is due, its versions so far, and what was approved. */
import type { FigureRecord } from '../figures/record.ts'
import type { Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { readFigures, readObservations, readVersions } from './archive.ts'
import { type Calendar, NO_CALENDAR, readCalendar } from './calendar.ts'
import type { ObservationRecord } from './observed.ts'
import { type ReleaseRecord, readRecord, recordPath } from './record.ts'
import type { Version } from './version.ts'

export interface Past {
  readonly calendar: Calendar
  /** Newest first. */
  readonly versions: readonly Version[]
  /** What the newest version's figures were made from. */
  readonly observations: readonly ObservationRecord[]
  /** What the newest version published, by area. */
  readonly figures: ReadonlyMap<string | null, readonly FigureRecord[]>
  /** The approval of the version that comes next; null when there is none. */
  readonly record: ReleaseRecord | null
}

/** Reads it; `upTo` leaves out all versions after that one, as if they had not come yet. */
export async function readPast(
  of: { readonly factsheet: string; readonly edition: string; readonly upTo?: number | undefined },
  languages: readonly string[],
  world: World,
  tell: Tell,
): Promise<Past> {
  const { factsheet, edition, upTo = Number.POSITIVE_INFINITY } = of
  // A calendar that is faulty has told so, and nothing is made.
  const calendar = (await readCalendar(`data/${factsheet}`, languages, world, tell)) ?? NO_CALENDAR
  const versions = (await readVersions(factsheet, edition, world.files)).filter(({ number }) => number <= upTo)
  const [newest] = versions
  const path = recordPath(factsheet, edition, (newest?.number ?? 0) + 1)
  const record = newest ? await readRecord(path, languages, world, tell) : null
  const observations = newest ? await readObservations(newest, world.files) : []
  const figures = await Promise.all(
    (newest?.sets ?? []).map(async ({ area }) => {
      return [area, newest ? await readFigures(newest, area, world.files) : []] as const
    }),
  )
  return { calendar, versions, observations, figures: new Map(figures), record }
}
