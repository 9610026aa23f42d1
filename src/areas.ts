/** The areas of an edition: which are asked for, what they are called, and what is told of each. */
import type { Position } from './figures/figure.ts'
import { formsOf, nameOf } from './format/names.ts'
import type { Texts } from './format/texts.ts'
import { placeholders } from './format/wording.ts'
import type { Material } from './material.ts'
import { fileName } from './outputs.ts'
import { type Problem, problem, suggest, type Tell } from './problem.ts'
import { inSomeAreas } from './sentences/figures.ts'

/** The areas asked for, in published order, and all when none is named; tells each code that is not an area. */
export function areasIn(
  { areas, material }: { readonly areas: readonly Position[]; readonly material: Material },
  { areas: asked }: { readonly areas?: readonly string[] | undefined },
  tell: Tell,
): readonly Position[] {
  const known = areas.map((one) => one.code)
  const dimension = material.factsheet.spec.areas?.dimension ?? 'area'
  for (const area of asked?.filter((one) => !known.includes(one)) ?? [])
    tell(problem('unknown-area', { area, dimension, hint: suggest(area, known) }))
  return asked ? areas.filter(({ code }) => asked.includes(code)) : areas
}

/**
 * Whether every area has a name in every language, in each form that its texts ask for, and one that makes a file name
 * of its own; tells what is missing.
 */
export function checkAreaNames(areas: readonly Position[], { texts, factsheet }: Material, tell: Tell): boolean {
  const figures = Object.keys(factsheet.spec.figures)
  const problems = [...texts.values()].flatMap((one) => {
    const missing = areas.flatMap((area) => missingForms(area, formsAsked(one, figures), one))
    return missing.length > 0 ? missing : sharedNames(areas, one)
  })
  problems.forEach(tell)
  return problems.length === 0
}

/** `to` where a text speaks of `{area_to}`; `{area_lent}` may as well be a figure. */
function formsAsked({ messages }: Texts, figures: readonly string[]): readonly string[] {
  const spoken = [...messages.values()].flatMap(placeholders).filter((name) => name.startsWith('area_'))
  const forms = spoken.filter((name) => !figures.some((figure) => name === figure || name.startsWith(`${figure}_`)))
  return [...new Set(forms.map((name) => name.slice('area_'.length)))]
}

function missingForms(area: Position, forms: readonly string[], texts: Texts): readonly Problem[] {
  const there = formsOf(area, area.code, texts)
  const facts = { dimension: area.dimension, code: area.code, language: texts.language.code }
  if (!there.includes('name')) return [problem('name-missing', { ...facts, form: 'name' })]
  return forms
    .filter((form) => !there.includes(form))
    .map((form) => problem('name-form-missing', { ...facts, form }, placeOfName(area, texts)))
}

function placeOfName({ dimension, codelist, code }: Position, { names }: Texts) {
  return (names.get(`${dimension}.${code}`) ?? names.get(`${codelist}.${code}`))?.place
}

/** Files are named after the area: of two that have the same name, one would take the place of the other. */
function sharedNames(areas: readonly Position[], texts: Texts): readonly Problem[] {
  const named = Map.groupBy(areas, (area) => fileName(nameOf(area, area.code, texts)))
  return [...named.values()].flatMap((same) => {
    const [first, second] = same
    if (!first || !second) return []
    const name = nameOf(first, first.code, texts)
    const facts = { areas: same.map((one) => one.code), name, language: texts.language.code }
    return [problem('areas-share-name', facts, placeOfName(second, texts))]
  })
}

/**
 * Gathers what is told of each of several areas; at the end each problem is told once, and says which areas have it when
 * not all of them have.
 */
export function gatherTold(areas: readonly Position[], tell: Tell): { of(area: Position): Tell; end(): void } {
  const told = new Map<string, { readonly one: Problem; readonly codes: Set<string> }>()
  return {
    of: (area) => (one) => {
      const key = JSON.stringify([one.code, one.message, one.place])
      const known = told.get(key) ?? { one, codes: new Set<string>() }
      known.codes.add(area.code)
      told.set(key, known)
    },
    end() {
      for (const { one, codes } of told.values())
        tell(codes.size === areas.length ? one : { ...one, message: inSomeAreas(one.message, [...codes]) })
    },
  }
}
