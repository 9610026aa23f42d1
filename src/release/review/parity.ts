/** Whether all documents of an edition show the same: what was counted in each. */
import type { Page } from '../../html/page.ts'

/** How much of each a document shows. */
export interface Tally {
  /** Language, or `facing`. */
  readonly document: string
  readonly figures: number
  readonly notes: number
  readonly tables: number
  readonly graphics: number
}

export const COUNTED = ['figures', 'notes', 'tables', 'graphics'] as const

export interface Parity {
  readonly tallies: readonly Tally[]
  /** Of each thing counted, whether all documents have as many of it; of figures, also the same values. */
  readonly equal: Readonly<Record<(typeof COUNTED)[number], boolean>>
}

export type Counted = Pick<Page, 'document' | 'expected'> & {
  readonly printing: Pick<Page['printing'], 'values' | 'notes'>
}

/** Counts what each page shows. */
export function parityOf(pages: readonly Counted[]): Parity {
  const tallies = pages.map(({ document, printing, expected }) => ({
    document,
    figures: printing.values.size,
    notes: printing.notes.length,
    tables: Object.keys(expected.rows).length,
    graphics: Object.keys(expected.marks).length,
  }))
  const alike = (thing: (typeof COUNTED)[number]) => new Set(tallies.map((one) => one[thing])).size <= 1
  const values = new Set(pages.map(({ printing }) => JSON.stringify([...printing.values].sort())))
  const equal = {
    figures: values.size <= 1,
    notes: alike('notes'),
    tables: alike('tables'),
    graphics: alike('graphics'),
  }
  return { tallies, equal }
}

export const isEqual = ({ equal }: Parity): boolean => COUNTED.every((thing) => equal[thing])
