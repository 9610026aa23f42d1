/** What differs from the published version: the cells that were put in, the figures that follow, and the words. */
import { Big } from 'big.js'
import type { Dimension } from '../../data/dataset.ts'
import { formsOf, nameOf } from '../../format/names.ts'
import type { Texts } from '../../format/texts.ts'
import { escapeHtml } from '../../html/escape.ts'
import type { Change, ObservationChange, WordChange } from '../difference.ts'
import { BLANK } from '../words.ts'
import type { DifferencesFacts, Reader, SetFacts } from './facts.ts'
import { grouped, inLanguage, paragraph, tableHtml } from './markup.ts'
import { areaSuffix, areaTitle, languageName } from './titles.ts'
import { callFigure, groupOf, said, spell } from './voice.ts'

/** In the place of a number, by a character that every font has. */
const SHOWN_BLANK = '…'
/** Rows of a table that are shown; of more, their number. */
const MOST_SHOWN = 60

/** Everything that differs, or that this is the first version. */
export function differencesHtml(facts: DifferencesFacts, { texts }: Reader, all: ReadonlyMap<string, Texts>): string {
  if (!facts.from) return paragraph(said('differences.first', texts))
  const inputs = inputsHtml(facts, texts)
  // Of several areas, each has its figures below its own title.
  const parts =
    facts.sets.length === 1 && facts.sets[0]?.area === null
      ? facts.sets.map((one) => besideHtml([inputs, figuresHtml(one, texts)]) + wordsHtml(one, texts, all))
      : [inputs, ...facts.sets.map((one) => setHtml(one, texts, all))]
  const told = parts.filter((one) => one !== '')
  const more = facts.more > 0 ? [paragraph(said('more_areas', texts, { count: facts.more }))] : []
  return told.length === 0 ? paragraph(said('differences.none', texts)) : [...told, ...more].join('\n')
}

function besideHtml(parts: readonly string[]): string {
  const told = parts.filter((one) => one !== '')
  return told.length === 0 ? '' : `<div class="beside">${told.map((one) => `<div>${one}</div>`).join('\n')}</div>`
}

function setHtml(set: SetFacts, texts: Texts, all: ReadonlyMap<string, Texts>): string {
  const parts = [figuresHtml(set, texts), wordsHtml(set, texts, all)].filter((one) => one !== '')
  return parts.length === 0 ? '' : `${areaTitle(set, texts)}${parts.join('\n')}`
}

/** The rows that fit, and how many more there are. */
function shortened<T>(all: readonly T[], texts: Texts): { readonly shown: readonly T[]; readonly more: string } {
  const more = all.length - MOST_SHOWN
  return { shown: all.slice(0, MOST_SHOWN), more: more > 0 ? paragraph(said('more_rows', texts, { count: more })) : '' }
}

function inputsHtml({ observations, dimensions }: DifferencesFacts, texts: Texts): string {
  const { shown, more } = shortened(observations, texts)
  const groups = grouped(
    shown,
    ({ dataset }) => escapeHtml(dataset),
    (one) => [
      keyWords(one, dimensions.get(one.dataset) ?? [], texts),
      ...oldAndNew(one, one.kind === 'withheld', texts, (value) => spell(new Big(value), plainManner(value), texts)),
      said(`observation.${one.kind}`, texts),
      `<code>${escapeHtml(shortPlace(one.cell))}</code>`,
    ],
  )
  const caption = said('differences.inputs', texts)
  const head = ['input', 'old', 'new', 'what', 'cell'].map((key) => said(`head.${key}`, texts))
  return tableHtml({ caption, head, groups, numbers: [1, 2] }) + more
}

const plainManner = (value: string) => ({ unit: '', decimals: value.split('.')[1]?.length ?? 0, signed: false })

/** `12:5`, line and column: the dataset stands above. */
const shortPlace = (cell: string): string => cell.split(':').slice(-2).join(':')

function keyWords({ key }: ObservationChange, dimensions: readonly Dimension[], texts: Texts): string {
  const names = Object.entries(key).map(([dimension, code]) => {
    const of = dimensions.find(({ name }) => name === dimension)
    const named = of && {
      dimension,
      dimensionKind: of.kind,
      ...(of.codelist !== undefined && { codelist: of.codelist }),
    }
    return named && formsOf(named, code, texts).includes('name') ? nameOf(named, code, texts) : code
  })
  return names.map(escapeHtml).join(', ')
}

type Told = { readonly old: string | null; readonly new: string | null }

/** Cells with the number before and after; a withheld one is in neither. */
function oldAndNew(
  { old, new: now }: Told,
  withheld: boolean,
  texts: Texts,
  print: (value: string) => string,
): readonly string[] {
  if (withheld) return [said('withheld', texts), said('withheld', texts)]
  return [old, now].map((value) => (value === null ? said('no_number', texts) : escapeHtml(print(value))))
}

function figuresHtml({ changes, figures }: SetFacts, texts: Texts): string {
  const printed = changes.filter((one) => one.printed)
  const { shown, more } = shortened(printed, texts)
  const called = shown.map((one) => ({ one, called: callFigure(one.figure, figures, texts) }))
  const groups = grouped(
    called,
    (row) => groupOf(row.called, texts),
    (row) => [row.called.name, ...figureCells(row.one, texts)],
  )
  const caption = `${said('differences.figures', texts)}${areaSuffix(figures)}`
  const head = ['figure', 'old', 'new', 'what'].map((key) => said(`head.${key}`, texts))
  const unprinted = changes.length - printed.length
  const rest = unprinted > 0 ? paragraph(said('differences.unprinted', texts, { count: unprinted }), 'quiet') : ''
  return tableHtml({ caption, head, groups, numbers: [1, 2] }) + more + rest
}

function figureCells(one: Change, texts: Texts): readonly string[] {
  const cells = oldAndNew(one, one.withheld, texts, (value) => spell(new Big(value), one, texts))
  return [
    ...cells,
    said(one.withheld ? 'observation.withheld' : one.input ? 'differences.input' : 'differences.follows', texts),
  ]
}

/** Words of each language; of a document with two, only what none of them has told already. */
function wordsHtml({ words, figures }: SetFacts, texts: Texts, all: ReadonlyMap<string, Texts>): string {
  const isOf = ({ document }: WordChange) => all.has(document)
  // A number may stand in a cell of its own in one document, and at the head of the sentence in another.
  const bare = (block: string) => block.replaceAll(BLANK, '').trim()
  const told = new Set(words.filter(isOf).flatMap((one) => [...one.old, ...one.new].map(bare)))
  const fresh = (blocks: readonly string[]) => blocks.filter((one) => !told.has(bare(one)))
  const own = words.map((one) => (isOf(one) ? one : { ...one, old: fresh(one.old), new: fresh(one.new) }))
  const rows = own.filter((one) => one.old.length + one.new.length > 0).map((one) => wordRow(one, texts, all))
  const caption = `${said('differences.words', texts)}${areaSuffix(figures)}`
  const head = ['document', 'old_words', 'new_words'].map((key) => said(`head.${key}`, texts))
  const blanks = rows.length > 0 ? paragraph(said('differences.blanks', texts, { blank: SHOWN_BLANK }), 'quiet') : ''
  return tableHtml({ caption, head, rows }) + blanks
}

function wordRow(
  { document, old, new: now }: WordChange,
  texts: Texts,
  all: ReadonlyMap<string, Texts>,
): readonly string[] {
  const language = all.get(document)?.language
  const blocks = (said: readonly string[], tag: 'del' | 'ins') =>
    said.map((one) => {
      const html = escapeHtml(one.replaceAll(BLANK, SHOWN_BLANK))
      return paragraph(`<${tag}>${language ? inLanguage(html, language) : html}</${tag}>`)
    })
  return [languageName(document, texts), blocks(old, 'del').join(''), blocks(now, 'ins').join('')]
}
