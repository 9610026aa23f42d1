/** What messages may speak of: the named figures, what can be said of each, the edition and the area. */

import type { Figure, Figures, Position } from '../figures/figure.ts'
import { shiftPeriod } from '../figures/period.ts'
import type { Language } from './language.ts'
import { formatList } from './list.ts'
import { formsOf, nameOf } from './names.ts'
import { formatPeriod } from './period.ts'
import type { Texts } from './texts.ts'
import type { Value } from './wording.ts'

/** Null leaves out every sentence that speaks of it. */
export type Values = Readonly<Record<string, Value | null>>

/** Values already made, by the figures and texts that they were made from: a page words hundreds of labels. */
const made = new WeakMap<Figures, WeakMap<Texts, Values>>()

/**
 * For a figure `change`: `{change}`, `{change_size}` (without sign), `{change_direction}` (up, down, same); for one that
 * stands in a row, `{first_at}` (its name; several are joined when tied) and each form of the name, as `{first_to}`.
 */
export function messageValues(figures: Figures, texts: Texts): Values {
  const byTexts = made.get(figures) ?? new WeakMap<Texts, Values>()
  const values = byTexts.get(texts) ?? makeValues(figures, texts)
  made.set(figures, byTexts.set(texts, values))
  return values
}

function makeValues(figures: Figures, texts: Texts): Values {
  const values: Record<string, Value | null> = {
    ...periodValues(figures.edition, texts.language),
    ...(figures.area && areaValues(figures.area, texts)),
  }
  for (const [name, figure] of figures.named) Object.assign(values, figureValues(name, figure, figures.edition, texts))
  return values
}

const kindOf = (edition: string) => (edition.includes('-') ? 'month' : 'year')

function periodValues(edition: string, language: Language): Record<string, Value | null> {
  const previous = shiftPeriod(edition, '-1 year')
  return {
    edition: formatPeriod(edition, kindOf(edition), language),
    previous_edition: previous && formatPeriod(previous, kindOf(edition), language),
  }
}

/** `{area}` is the name of the area, `{area_to}` the same in another form. */
function areaValues(area: Position, texts: Texts): Values {
  const inForm = (form: string) => nameOf(area, area.code, texts, form)
  const forms = formsOf(area, area.code, texts).filter((form) => form !== 'name')
  return { area: inForm('name'), ...Object.fromEntries(forms.map((form) => [`area_${form}`, inForm(form)])) }
}

function figureValues(name: string, figure: Figure, edition: string, texts: Texts): Values {
  const known = figure.value !== null
  const values: Record<string, Value | null> = { [name]: known ? figure : null }
  if (figure.signed) {
    const sign = figure.rounded?.cmp(0) ?? 0
    values[`${name}_direction`] = known ? (sign > 0 ? 'up' : sign < 0 ? 'down' : 'same') : null
    values[`${name}_size`] = known ? unsigned(figure) : null
  }
  if (figure.at.length > 0) {
    const positions = Object.entries(positionValues(name, figure, edition, texts))
    for (const [key, words] of positions) values[key] = known ? words : null
  }
  return values
}

function unsigned(figure: Figure): Figure {
  return { ...figure, value: figure.value?.abs() ?? null, rounded: figure.rounded?.abs() ?? null, signed: false }
}

function positionValues(name: string, figure: Figure, edition: string, texts: Texts): Values {
  const join = (names: readonly string[]) => formatList(names, texts.language)
  const values: Record<string, Value> = {
    [`${name}_at`]: join(figure.at.map((at) => positionName(at, edition, texts))),
  }
  for (const form of sharedForms(figure.at, texts))
    values[`${name}_${form}`] = join(figure.at.map((at) => nameOf(at, at.code, texts, form)))
  return values
}

/** Name of a row in running text; a month of a year edition goes without its year. */
function positionName(at: Position, edition: string, texts: Texts): string {
  if (at.dimensionKind === 'month' && !edition.includes('-'))
    return formatPeriod(at.code, 'month', texts.language, 'month')
  return nameOf(at, at.code, texts)
}

/** Forms of the name that exist for every position, so that a sentence never mixes them. */
function sharedForms(positions: readonly Position[], texts: Texts): readonly string[] {
  const [first, ...others] = positions.map((at) => formsOf(at, at.code, texts))
  return (first ?? []).filter((form) => form !== 'name' && others.every((forms) => forms.includes(form)))
}
