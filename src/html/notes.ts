/** The foot of a document: its notes in reading order, the legend of its status letters, and the rounding note. */
import { legendOf } from '../format/status.ts'
import type { Texts } from '../format/texts.ts'
import { plain, word } from '../format/wording.ts'
import { escapeHtml } from './escape.ts'
import { REVISED } from './printing.ts'
import type { Speaking } from './vocabulary.ts'

/** All that is printed at the foot, as one list; closes the record, so that a later mark is noticed. */
export function notesHtml(texts: Texts, on: Speaking): string {
  const { printing } = on
  printing.close()
  const first = texts === on.texts[0]
  const items = printing.notes.map((note) => {
    const id = first ? `note-${note}` : `note-${note}-${texts.language.code}`
    const text = escapeHtml(noteText(note, texts, on))
    return `<li id="${escapeHtml(id)}"><span class="note-mark">${printing.mark(note)}</span> ${text}</li>`
  })
  const statuses = [...printing.statuses].filter((one) => one !== REVISED)
  const extra = [...legendOf(statuses, texts), ...roundingNote(texts, on)]
  const revised = printing.statuses.has(REVISED) ? legendOf([REVISED], texts) : []
  const all = [
    ...items,
    ...extra.map((text) => `<li>${escapeHtml(text)}</li>`),
    ...revised.map((text) => `<li data-imprint>${escapeHtml(text)}</li>`),
  ]
  return all.length === 0 ? '' : `<ul class="notes">${all.join('\n')}</ul>`
}

function noteText(note: string, texts: Texts, on: Speaking): string {
  const amount = on.notes.get(note)
  return plain(word(`notes.${note}`, { amount: amount ?? null }, texts) ?? [])
}

/** Said once, and only when a printed column of shares does not add up as printed. */
function roundingNote(texts: Texts, on: Speaking): readonly string[] {
  const gap = [...on.figures.tables.values()].some(
    (table) => table.publish && table.columns.some((column) => column.publish && table.roundingGap.includes(column.id)),
  )
  return gap ? [plain(word('rounding.gap', {}, texts) ?? [])] : []
}
