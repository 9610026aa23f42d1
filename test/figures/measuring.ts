/** Datasets written as short tables, and a definition, measured. */
import { Big } from 'big.js'
import { z } from 'zod'
import type { DataPackage, Dataset, Dimension, Observation, ObservationStatus } from '../../src/data/dataset.ts'
import { type FiguresSpec, figuresShape } from '../../src/figures/definition.ts'
import type { Figures, Position } from '../../src/figures/figure.ts'
import { measure } from '../../src/figures/measure.ts'
import type { Problem } from '../../src/problem.ts'
import { listener } from '../memory-world.ts'

const KINDS: Readonly<Record<string, Dimension['kind']>> = { year: 'year', period: 'month', country: 'region' }

/** `"year organiser value status note"`, then a line an observation; `?` is a missing value, `!5` a suppressed one. */
export function dataset(name: string, text: string, unit = 'persons'): Dataset {
  const [header = '', ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const names = header.split(' ').filter((one) => !['value', 'status', 'note'].includes(one))
  const observations = lines.map((line, index) => observation(line.split(/ +/), names, `${name}.csv`, index + 2))
  const dimensions = names.map((one): Dimension => {
    const kind = KINDS[one] ?? 'code'
    const codes = [...new Set(observations.map((each) => each.key[one] ?? ''))].filter((code) => !code.startsWith('_'))
    return kind === 'code' ? { name: one, kind, codes } : { name: one, kind }
  })
  const withholds = observations.some(({ suppressed }) => suppressed)
  return { name, file: `${name}.csv`, dimensions, unit, observations, withholds }
}

function observation(cells: readonly string[], names: readonly string[], file: string, line: number): Observation {
  const [value = '', status = '', note = ''] = cells.slice(names.length)
  const suppressed = value.startsWith('!')
  return {
    key: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
    value: suppressed || value === '?' ? null : new Big(value),
    suppressed,
    status: (status === '' || status === '-' ? [] : status.split(';')) as ObservationStatus[],
    notes: note === '' ? [] : note.split(';'),
    place: { file, line, column: 9 },
  }
}

export function dataPackage(...datasets: readonly Dataset[]): DataPackage {
  const byName = new Map(datasets.map((one) => [one.name, one]))
  return { name: 'test', licenses: [], sources: [], datasets: byName, codelists: new Map(), files: [] }
}

export interface MeasuredTest {
  readonly figures: Figures
  readonly problems: readonly Problem[]
  /** Rounded value of a cell, `table.row.column`, as text. */
  at(ref: string): string | null
}

/** Measures a definition as it would stand in factsheet.yaml; without checks of its own, it gets one that holds. */
export function measured(
  spec: object,
  data: DataPackage,
  edition = '2020',
  area: Position | null = null,
): MeasuredTest {
  const { tell, problems } = listener()
  const full = z.strictObject(figuresShape).parse(spec) as FiguresSpec
  const place = (path: readonly (string | number)[]) => ({
    file: `factsheet.yaml#${path.join('.')}`,
    line: 1,
    column: 1,
  })
  const figures = measure({ spec: full, data, edition, area, place, tell })
  const at = (ref: string) => {
    const [table = '', row, column] = ref.split('.')
    const figure =
      row === undefined
        ? figures.named.get(table)
        : figures.tables.get(table)?.rows.find((one) => one.id === row)?.figures[column ?? '']
    return figure?.rounded?.toFixed() ?? null
  }
  return { figures, problems: problems.filter((one) => one.code !== 'no-checks'), at }
}
