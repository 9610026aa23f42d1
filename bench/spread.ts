/** Median, least and most of a measurement, and the table of them. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { median: at(0.5), least: at(0), most: at(1) }
}

export function table(title: string, rows: Readonly<Record<string, Spread>>, decimals: number): string {
  const cell = (value: number) => value.toFixed(decimals).padStart(8)
  const lines = Object.entries(rows).map(
    ([name, { median, least, most }]) => `  ${name.padEnd(40)}${cell(median)}${cell(least)}${cell(most)}`,
  )
  return [`${title.padEnd(42)}  median   least    most`, ...lines].join('\n')
}
