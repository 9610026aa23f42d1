/** A small edition in two states: what was published, and what the data say now. */

import { type Figures, publishedFigures } from '../../src/figures/figure.ts'
import type { FigureRecord } from '../../src/figures/record.ts'
import { recordOf } from '../../src/figures/record.ts'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import { compareFigures } from '../../src/release/compare.ts'
import type { Change, Differences, ObservationChange } from '../../src/release/difference.ts'
import { cellsUsed, compareObservations, observedIn } from '../../src/release/observed.ts'
import { diskFiles } from '../../src/world.ts'
import { TOOL } from '../e2e/project.ts'
import { dataPackage, dataset, measured } from '../figures/measuring.ts'
import { fr, nl, worldOf } from '../format/fixtures.ts'

export const SPEC = {
  tables: {
    returns: {
      from: 'returns',
      where: { year: 'edition' },
      rows: { organiser: 'all' },
      columns: { persons: {}, share: { share: 'persons' } },
      total: true,
    },
  },
  figures: { total: 'returns.total', bus_share: 'returns.bus.share' },
}

/** `organiser value status note`, for 2020 unless another year stands before it; `!5` is a withheld value, `?` a missing one. */
export interface State {
  readonly figures: Figures
  readonly observed: ReturnType<typeof observedIn>
  readonly records: readonly FigureRecord[]
}

export function state(rows: readonly string[]): State {
  const data = dataPackage(
    dataset(
      'returns',
      ['year organiser value status note', ...rows.map((one) => (/^\d{4} /.test(one) ? one : `2020 ${one}`))].join(
        '\n',
      ),
    ),
  )
  const { figures } = measured(SPEC, data)
  return { figures, observed: observedIn(data, cellsUsed(figures)), records: publishedFigures(figures).map(recordOf) }
}

export interface Compared {
  readonly observations: readonly ObservationChange[]
  readonly changes: readonly Change[]
  readonly differences: Differences
  readonly figures: Figures
}

export function compare(before: readonly string[], now: readonly string[], words: Differences['words'] = []): Compared {
  const [old, found] = [state(before), state(now)]
  const observations = compareObservations(old.observed, found.observed)
  const changes = compareFigures(old.records, found.figures, observations)
  const sets = [{ area: null, changes }]
  const differences = { factsheet: 'returns', edition: '2020', from: 1, observations, sets, words }
  return { observations, changes, differences, figures: found.figures }
}

const WORDS = {
  nl: `
title: Terugkeer {edition}
key: { total: mensen keerden terug }
tables:
  returns: { caption: "Terugkeer, {edition}", rows: Wie, columns: { persons: Mensen, share: Aandeel } }
names: { organiser: { bus: met de bus, plane: met het vliegtuig, train: met de trein } }`,
  fr: `
title: Retours {edition}
key: { total: personnes sont rentrées }
tables:
  returns: { caption: "Retours, {edition}", rows: Qui, columns: { persons: Personnes, share: Part } }
names: { organiser: { bus: en bus, plane: en avion, train: en train } }`,
}

/** The shared words with those of the small edition. */
export async function texts(): Promise<ReadonlyMap<string, Texts>> {
  const shared = diskFiles(TOOL)
  const own = Object.fromEntries(Object.entries(WORDS).map(([code, text]) => [`own/${code}.yaml`, text]))
  const ours = worldOf(own).files
  const files = {
    ...shared,
    exists: async (path: string) => path in own || (await shared.exists(path)),
    read: async (path: string) => (path in own ? ours.read(path) : shared.read(path)),
  }
  return readTexts(
    ['templates/shared/text', 'templates/shared/review/text', 'own'],
    [nl, fr],
    { ...worldOf(own), files },
    (one) => {
      throw new Error(one.message)
    },
  )
}
