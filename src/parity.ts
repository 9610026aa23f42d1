/** What must hold between the finished pages: each language prints the same, and nothing was declared for nothing. */
import type { Figures } from './figures/figure.ts'
import { placeholders } from './format/wording.ts'
import type { Page } from './html/page.ts'
import { type Material, noteIds } from './material.ts'
import { problem, type Tell } from './problem.ts'

/** Each language must print the same figures with the same values. */
export function tellParity(pages: readonly Page[], tell: Tell): void {
  for (const first of pages)
    for (const second of pages) {
      const missing = [...first.printing.values].filter(([id, value]) => second.printing.values.get(id) !== value)
      if (missing.length > 0)
        tell(
          problem('parity-broken', {
            first: first.document,
            second: second.document,
            missing: missing.map(([id]) => id),
          }),
        )
    }
}

/** Warns of figures and notes that were declared for nothing; a figure is used when a message speaks of it. */
export function tellUnused(pages: readonly Page[], material: Material, figures: Figures, tell: Tell): void {
  if (pages.length === 0) return
  const spoken = [...material.texts.values()].flatMap(({ messages }) => [...messages.values()].flatMap(placeholders))
  const printed = new Set(pages.flatMap((page) => [...page.printing.spots.keys()]))
  const { place } = material.factsheet.document
  for (const name of figures.named.keys())
    if (!printed.has(name) && !spoken.some((one) => one === name || one.startsWith(`${name}_`)))
      tell(problem('figure-not-printed', { figure: name }, place(['figures', name], 'key')))
  const notes = new Set(pages.flatMap((page) => page.printing.notes))
  for (const note of noteIds(material)) if (!notes.has(note)) tell(problem('note-unused', { note }))
}
