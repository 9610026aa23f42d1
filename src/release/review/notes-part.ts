/** What readers are told beside the numbers: notes, status letters, the notice, and what the check warns of. */
import { legendOf } from '../../format/status.ts'
import type { Texts } from '../../format/texts.ts'
import { escapeHtml } from '../../html/escape.ts'
import type { Problem } from '../../problem.ts'
import type { Reader, ReviewFacts, SetReview } from './facts.ts'
import { listHtml, paragraph, tableHtml } from './markup.ts'
import { areaSuffix, areaTitle, documentTitle } from './titles.ts'
import { type Use, usesOfNote, usesOfStatuses } from './uses.ts'
import { captionOf, rowNames, said } from './voice.ts'

export function notesHtml(facts: ReviewFacts, { texts }: Reader): string {
  return facts.sets.map((set) => `${areaTitle(set, texts)}${setNotes(set, facts, texts)}`).join('\n')
}

function setNotes(set: SetReview, { noteTexts }: ReviewFacts, texts: Texts): string {
  const { notes, figures } = set
  const noted = notes.map((note, index) => {
    const words = escapeHtml(noteTexts.get(note) ?? note)
    return [`(${index + 1}) ${words}`, whereHtml(usesOfNote(note, figures), set, texts)]
  })
  const letters = [...usesOfStatuses(figures)].map(([code, uses]) => {
    return [escapeHtml(legendOf([code], texts).join('')), whereHtml(uses, set, texts)]
  })
  const head = (key: string) => [said(`head.${key}`, texts), said('head.where', texts)]
  const suffix = areaSuffix(figures)
  const tables = [
    tableHtml({ caption: `${said('notes.notes', texts)}${suffix}`, head: head('note'), rows: noted }),
    tableHtml({ caption: `${said('notes.letters', texts)}${suffix}`, head: head('letter'), rows: letters }),
  ].filter((one) => one !== '')
  return tables.length > 0 ? tables.join('\n') : paragraph(said('notes.none', texts))
}

function whereHtml(uses: readonly Use[], { figures }: SetReview, texts: Texts): string {
  const places = uses.map(({ table, rows }) => {
    const caption = escapeHtml(captionOf(table, figures, texts) ?? table)
    const names =
      rows.length === 0 ? said('notes.everywhere', texts) : escapeHtml(rowNames(table, rows, figures, texts))
    return `${caption}: <span class="quiet">${names}</span>`
  })
  return places.length === 0 ? said('notes.in_text', texts) : listHtml(places, 'places')
}

/** The notice as readers will see it, in every language. */
export function noticeHtml({ sets, texts: all }: ReviewFacts, { texts }: Reader): string {
  const parts = sets.map((set) => {
    const told = [...set.imprint.words].flatMap(([code, { notices }]) => {
      const [newest] = notices
      const language = all.get(code)?.language
      if (!newest || !language || set.changes.length === 0) return []
      const html = `<strong>${escapeHtml(newest.heading)}</strong> ${escapeHtml(newest.sentences.join(' '))}`
      return [
        `<div>${documentTitle(code, set, texts)}<p lang="${language.locale}" dir="${language.direction}">${html}</p></div>`,
      ]
    })
    return told.length === 0 ? '' : `${areaTitle(set, texts)}<div class="notices-shown">${told.join('\n')}</div>`
  })
  const shown = parts.filter((one) => one !== '')
  return shown.length === 0 ? paragraph(said('notice.none', texts)) : shown.join('\n')
}

/** Warnings of the check, in the words of the tool, which speaks English to those who make factsheets. */
export function warningsHtml(problems: readonly Problem[], texts: Texts): string {
  const items = problems.map(({ message, hint, place }) => {
    const at = place ? `<code>${escapeHtml(place.file)}${place.line === undefined ? '' : `:${place.line}`}</code> ` : ''
    const words = escapeHtml(hint === undefined ? message : `${message} (${hint})`)
    return `${at}<span lang="en" dir="ltr">${words}</span>`
  })
  return items.length === 0 ? paragraph(said('points.no_warnings', texts)) : listHtml(items, 'places')
}
