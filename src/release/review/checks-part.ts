/** Evidence: which numbers were found equal, and whether the languages show the same. */
import type { Figure, Figures } from '../../figures/figure.ts'
import type { Reconciliation } from '../../figures/reconciliation.ts'
import { formsOf, nameOf } from '../../format/names.ts'
import { formatFigure } from '../../format/number.ts'
import type { Texts } from '../../format/texts.ts'
import { plainText } from '../../format/wording.ts'
import { escapeHtml } from '../../html/escape.ts'
import { labelOf } from '../labels.ts'
import type { Reader, ReviewFacts, SetReview } from './facts.ts'
import { listHtml, paragraph, tableHtml } from './markup.ts'
import { COUNTED } from './parity.ts'
import { areaSuffix, areaTitle, languageName } from './titles.ts'
import { callFigure, captionOf, count, said } from './voice.ts'

export function checksHtml({ sets }: ReviewFacts, { texts }: Reader): string {
  return sets.map((set) => `${areaTitle(set, texts)}${reconciledHtml(set, texts)}`).join('\n')
}

function reconciledHtml({ reconciled, figures }: SetReview, texts: Texts): string {
  if (reconciled.length === 0) return paragraph(said('checks.none', texts))
  return `<ol class="checks">${reconciled.map((one) => `<li>${checkHtml(one, figures, texts)}</li>`).join('\n')}</ol>`
}

/** One number with all its places, or the numbers of a whole column with their rows. */
function checkHtml({ check, lines, skipped }: Reconciliation, figures: Figures, texts: Texts): string {
  const [first] = lines
  const notes = [
    ...(check.note === undefined ? [] : [paragraph(said('checks.difference', texts, { note: check.note }), 'quiet')]),
    ...(skipped > 0 ? [paragraph(said('checks.skipped', texts, { count: skipped }), 'quiet')] : []),
  ].join('')
  if (!first) return `${paragraph(said('checks.not_compared', texts))}${notes}`
  if (lines.length === 1) {
    const places = first.map((one) => placeWords(one, figures, texts))
    return `${paragraph(equation(first, texts))}${listHtml(places, 'places')}${notes}`
  }
  const columns = first.map((one) => columnWords(one, figures, texts))
  const rows = lines.map((line) => `${rowWords(line[0], texts)} ${equation(line, texts)}`)
  const all = said('checks.rows', texts, { count: lines.length })
  return `${paragraph(all)}${listHtml(columns, 'places')}${paragraph(rows.join(' · '))}${notes}`
}

/** Equal numbers stand once; those with a known difference each. */
function equation(line: readonly Figure[], { language }: Texts): string {
  const values = new Set(line.map((one) => escapeHtml(formatFigure(one, language))))
  return `<strong>${[...values].join(' / ')}</strong>`
}

const quiet = (html: string) => ` <span class="quiet">${html}</span>`

/** Where a number stands, in words where there are any. */
function placeWords(figure: Figure, figures: Figures, texts: Texts): string {
  const isPrinted = !figure.id.includes('.') || labelOf(figure.id, figures, texts) !== null
  if (!isPrinted) return rowWords(figure, texts) + quiet(unprinted(figure, texts))
  const { name, table } = callFigure(figure.id, figures, texts)
  return name + (table === null ? '' : quiet(table))
}

function columnWords({ id, ...figure }: Figure, figures: Figures, texts: Texts): string {
  const [table = '', , column] = id.split('.')
  const key = `tables.${table}.columns.${column}`
  if (!texts.messages.has(key)) return unprinted({ ...figure, id }, texts)
  const caption = captionOf(table, figures, texts)
  return escapeHtml(plainText(key, texts, figures)) + quiet(escapeHtml(caption ?? ''))
}

/** A table or column that only serves the check, by its name in the definition. */
function unprinted({ id }: Figure, texts: Texts): string {
  const [table = '', , column = ''] = id.split('.')
  return said('checks.unprinted', texts, { column: `${table}.${column}` })
}

function rowWords(figure: Figure | undefined, texts: Texts): string {
  const [at] = figure?.at ?? []
  if (!figure || !at) return escapeHtml(plainText('words.total', texts))
  return escapeHtml(formsOf(at, at.code, texts).includes('name') ? nameOf(at, at.code, texts) : at.code)
}

/** Document by document, how much of each thing it shows, and its pages. */
export function parityHtml({ sets }: ReviewFacts, { texts }: Reader): string {
  return sets.map((set) => `${areaTitle(set, texts)}${setParity(set, texts)}`).join('\n')
}

function setParity({ parity, pages, figures }: SetReview, texts: Texts): string {
  const rows = parity.tallies.map((one) => {
    const printed = pages.find(({ document }) => document === one.document)
    const budget = printed?.budget
    const allowed = budget === null || budget === undefined ? said('parity.any', texts) : count(budget, texts)
    const counted = COUNTED.map((thing) => count(one[thing], texts))
    return [languageName(one.document, texts), ...counted, printed ? count(printed.pages, texts) : '', allowed]
  })
  const verdicts = COUNTED.map((thing) => said(parity.equal[thing] ? 'parity.equal' : 'parity.unequal', texts))
  const kept = pages.every(({ pages: made, budget }) => budget === null || made === budget)
  const last = [said('parity.verdict', texts), ...verdicts, said(kept ? 'parity.kept' : 'parity.exceeded', texts), '']
  const head = ['document', ...COUNTED, 'pages', 'budget'].map((key) => said(`head.${key}`, texts))
  const caption = `${said('parity.caption', texts)}${areaSuffix(figures)}`
  return tableHtml({ caption, head, rows: [...rows, last], numbers: [1, 2, 3, 4, 5, 6] })
}
