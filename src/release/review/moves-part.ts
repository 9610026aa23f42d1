/** Unusual moves, and what the edition before said. */
import type { Big } from 'big.js'
import type { Figures } from '../../figures/figure.ts'
import { formatFigure } from '../../format/number.ts'
import type { Texts } from '../../format/texts.ts'
import { escapeHtml } from '../../html/escape.ts'
import type { EditionMove } from './editions.ts'
import type { Reader, ReviewFacts, SetReview } from './facts.ts'
import { grouped, paragraph, tableHtml } from './markup.ts'
import { type Move, UNUSUAL } from './moves.ts'
import { areaSuffix, areaTitle } from './titles.ts'
import { callFigure, groupOf, percent, said, spell } from './voice.ts'

/** Moves that are listed; of more, their number. */
const MOST_MOVES = 12

export function movesHtml({ sets }: ReviewFacts, { texts }: Reader): string {
  const { percent, base, absolute, deviations, points } = UNUSUAL
  const threshold = said('moves.threshold', texts, { percent, base, absolute, deviations, points })
  return [paragraph(threshold, 'quiet'), ...sets.map((set) => setMoves(set, texts))].join('\n')
}

function setMoves({ moves: { looked, large, small }, figures }: SetReview, texts: Texts): string {
  const unusual = large.length + small.length
  const none =
    unusual === 0 ? paragraph(said(looked === 0 ? 'moves.no_pairs' : 'moves.none', texts, { count: looked })) : ''
  const tables = [movesTable('moves.large', large, figures, texts), movesTable('moves.small', small, figures, texts)]
  return `${areaTitle({ figures }, texts)}${none}${tables.join('\n')}`
}

function movesTable(key: string, moves: readonly Move[], figures: Figures, texts: Texts): string {
  const shown = moves.slice(0, MOST_MOVES)
  const isDeviating = shown.some(({ deviation }) => deviation !== null)
  const rows = shown.map((one) => moveRow(one, figures, texts).slice(0, isDeviating ? 6 : 5))
  const head = ['figure', 'percent', 'absolute', 'before', 'now', 'deviation'].slice(0, isDeviating ? 6 : 5)
  const caption = `${said(key, texts)}${areaSuffix(figures)}`
  const cells = { caption, head: head.map((one) => said(`head.${one}`, texts)), rows, numbers: [1, 2, 3, 4, 5] }
  const more = moves.length - shown.length
  return tableHtml(cells) + (more > 0 ? paragraph(said('more_rows', texts, { count: more }), 'quiet') : '')
}

function moveRow(
  { now, old, absolute, percent: relative, deviation }: Move,
  figures: Figures,
  texts: Texts,
): readonly string[] {
  const isSmall = old.value?.abs().lt(UNUSUAL.base) ?? false
  return [
    calledHtml(now.id, figures, texts),
    relative === null || isSmall ? said('no_percent', texts) : escapeHtml(percent(relative, texts)),
    escapeHtml(spell(absolute, { ...now, signed: true }, texts)),
    escapeHtml(formatFigure(old, texts.language)),
    escapeHtml(formatFigure(now, texts.language)),
    deviation === null ? '' : escapeHtml(deviationWords(deviation, texts)),
  ]
}

const deviationWords = (value: Big, texts: Texts): string =>
  spell(value, { unit: '', decimals: 1, signed: true }, texts)

function calledHtml(id: string, figures: Figures, texts: Texts): string {
  const { name, table } = callFigure(id, figures, texts)
  return name + (table === null ? '' : ` <span class="quiet">${table}</span>`)
}

/** The edition before, where it was published. */
export function editionsHtml({ sets, previous }: ReviewFacts, { texts }: Reader): string {
  const edition = previous ?? ''
  if (sets.every(({ editions }) => editions === null))
    return paragraph(said('editions.unpublished', texts, { edition }))
  return [
    paragraph(said('editions.intro', texts, { edition }), 'quiet'),
    ...sets.map((set) => setEditions(set, edition, texts)),
  ].join('\n')
}

function setEditions({ editions, figures }: SetReview, edition: string, texts: Texts): string {
  if (!editions) return ''
  const head = [
    said('head.figure', texts),
    escapeHtml(edition),
    escapeHtml(figures.edition),
    said('head.percent', texts),
  ]
  const tables = (['own', 'past'] as const).map((part) => {
    const caption = `${said(`editions.${part}`, texts)}${areaSuffix(figures)}`
    const called = editions[part].map((one) => ({ one, called: callFigure(one.figure.id, figures, texts) }))
    const groups = grouped(
      called,
      (row) => groupOf(row.called, texts),
      (row) => [row.called.name, ...editionCells(row.one, texts)],
    )
    return tableHtml({ caption, head, groups, numbers: [1, 2, 3] })
  })
  const told = tables.filter((one) => one !== '').map((one) => `<div>${one}</div>`)
  const shown =
    told.length > 0 ? `<div class="beside">${told.join('\n')}</div>` : paragraph(said('editions.none', texts))
  return `${areaTitle({ figures }, texts)}${shown}`
}

function editionCells({ figure, old, percent: relative }: EditionMove, texts: Texts): readonly string[] {
  return [
    old === null ? said('no_number', texts) : escapeHtml(spell(old, figure, texts)),
    escapeHtml(formatFigure(figure, texts.language)),
    relative === null ? '' : escapeHtml(percent(relative, texts)),
  ]
}
