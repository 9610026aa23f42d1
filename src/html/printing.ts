/** What one document has printed so far: note marks in reading order, status letters, and which figure stands where. */
import type { Figure } from '../figures/figure.ts'
import { statusCodes } from '../format/status.ts'

/** Stands for a note mark in a graphic until the page is rendered and the order of the notes is known. */
const PLACEHOLDERS_FROM = 0xe000

/** Not an observation status: the number was another one in an earlier version. */
export const REVISED = 'r'

export interface Printing {
  /** `(1)` for the first note met, and so on; the same note keeps its mark. */
  mark(note: string): string
  /** Notes met so far, in reading order. */
  readonly notes: readonly string[]
  /** Status codes met so far (see format/status.ts). */
  readonly statuses: ReadonlySet<string>
  /** Records that a figure is printed at a spot, e.g. `table months` or `text lead.total`. */
  print(figure: Figure, spot: string): void
  /** Spots by figure id, in reading order. */
  readonly spots: ReadonlyMap<string, readonly string[]>
  /** Printed value by figure id. */
  readonly values: ReadonlyMap<string, string>
  /** Records the words of a link; the PDF describes its link annotations with them, in the same order. */
  link(words: string): void
  readonly links: readonly string[]
  /** Records that a part of the imprint stands in a language's words. */
  imprint(part: 'version' | 'notices', language: string): void
  /** Parts and languages, as `version nl`. */
  readonly imprinted: ReadonlySet<string>
  /** Closes the list of notes: a mark asked for afterwards is recorded as late. */
  close(): void
  closed(): boolean
  readonly late: readonly string[]
}

/** A record that is still empty. */
export function startPrinting(): Printing {
  const notes: string[] = []
  const statuses = new Set<string>()
  const spots = new Map<string, string[]>()
  const values = new Map<string, string>()
  const late: string[] = []
  const links: string[] = []
  const imprinted = new Set<string>()
  let done = false
  return {
    notes,
    statuses,
    spots,
    values,
    late,
    links,
    imprinted,
    imprint: (part, language) => void imprinted.add(`${part} ${language}`),
    link(words) {
      links.push(words)
    },
    mark(note) {
      if (!notes.includes(note)) (done ? late : notes).push(note)
      return `(${notes.indexOf(note) + 1})`
    },
    print(figure, spot) {
      spots.set(figure.id, [...new Set([...(spots.get(figure.id) ?? []), spot])])
      values.set(figure.id, figure.rounded?.toFixed() ?? (figure.suppressed ? 'suppressed' : 'missing'))
      for (const status of statusCodes(figure)) statuses.add(status)
      if (figure.revised && figure.rounded && !spot.startsWith('text ') && !spot.startsWith('graphic '))
        statuses.add(REVISED)
    },
    close() {
      done = true
    },
    closed: () => done,
  }
}

/** A private-use character for each note of a factsheet, to be drawn in graphics in the place of its mark. */
export function notePlaceholder(note: string, notes: readonly string[]): string {
  return String.fromCharCode(PLACEHOLDERS_FROM + notes.indexOf(note))
}

/** Replaces the placeholders in a drawn graphic by marks, in the order in which they stand there. */
export function markGraphic(svg: string, notes: readonly string[], printing: Printing): string {
  return svg.replace(/[\uE000-\uE0FF]/g, (character) => {
    const note = notes[character.charCodeAt(0) - PLACEHOLDERS_FROM]
    return note === undefined ? '' : printing.mark(note)
  })
}
