/** What is measured, as rows of one table: median, least and most. */
export interface Row {
  readonly what: string
  readonly unit: 'ms' | 's' | 'MB' | 'documents/s' | 'messages/s' | 'tasks/s' | 'ratio'
  readonly values: readonly number[]
  /** For a ratio: what it should be, e.g. `≤ 1.60`. */
  readonly aim?: string
}

const DECIMALS: Readonly<Record<Row['unit'], number>> = {
  ms: 0,
  s: 2,
  MB: 0,
  'documents/s': 1,
  'messages/s': 0,
  'tasks/s': 0,
  ratio: 2,
}

function line({ what, unit, values, aim = '' }: Row): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(DECIMALS[unit]) ?? '-'
  const cells = [0.5, 0, 1].map((share) => at(share).padStart(9))
  return `${what.padEnd(56)}${unit.padStart(12)}${cells.join('')}  ${aim}`.trimEnd()
}

const HEAD = `${''.padEnd(56)}${'unit'.padStart(12)}${['median', 'least', 'most'].map((one) => one.padStart(9)).join('')}  aim`

export const table = (rows: readonly Row[]): string => [HEAD, ...rows.map(line)].join('\n')

/** The ratio of each round by itself: within a round the machine was as busy for both. */
export function ratios(over: readonly number[], under: readonly number[]): readonly number[] {
  return over.map((one, round) => one / (under[round] ?? Number.NaN))
}
