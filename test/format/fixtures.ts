import { Big } from 'big.js'
import type { Figure } from '../../src/figures/figure.ts'
import { type Language, makeLanguage } from '../../src/format/language.ts'
import { readTexts, type Texts } from '../../src/format/texts.ts'
import type { Problem } from '../../src/problem.ts'
import type { World } from '../../src/world.ts'

export const nl = makeLanguage('nl', { locale: 'nl-BE', style: 'be-federal' })
export const fr = makeLanguage('fr', { locale: 'fr-BE', style: 'be-federal' })
export const de = makeLanguage('de', { locale: 'de-BE', style: 'be-federal' })
export const en = makeLanguage('en', { locale: 'en-GB', style: 'cldr' })
export const ar = makeLanguage('ar', { locale: 'ar', style: 'cldr' })

/** A figure of persons; a value of null is missing. */
export function figure(value: string | number | null, changes: Partial<Figure> = {}): Figure {
  const exact = value === null ? null : new Big(value)
  const decimals = changes.decimals ?? 0
  return {
    id: 'months.total.total',
    value: exact,
    rounded: exact?.round(decimals, Big.roundHalfUp) ?? null,
    unit: 'persons',
    decimals,
    status: [],
    suppressed: false,
    notes: [],
    signed: false,
    formula: 'value of months',
    from: [],
    at: [],
    ...changes,
  }
}

/** A world that holds only these files. */
export function worldOf(files: Readonly<Record<string, string | Uint8Array>>): World {
  const bytes = (path: string): Uint8Array => {
    const content = files[path] ?? ''
    return typeof content === 'string' ? new TextEncoder().encode(content) : content
  }
  return {
    files: {
      exists: async (path: string) => path in files,
      read: async (path: string) => bytes(path),
    },
  } as unknown as World
}

/** Reads one text file for each language from folder `text`, with the problems told. */
export async function textsOf(
  files: Readonly<Record<string, string>>,
  languages: readonly Language[] = [nl, fr],
): Promise<{ texts: ReadonlyMap<string, Texts>; problems: Problem[] }> {
  const problems: Problem[] = []
  const paths = Object.fromEntries(Object.entries(files).map(([code, text]) => [`text/${code}.yaml`, text]))
  const used = languages.filter(({ code }) => code in files)
  const texts = await readTexts(['text'], used, worldOf(paths), (one) => problems.push(one))
  return { texts, problems }
}

/** The texts of one language. */
export async function textsIn(language: Language, text: string): Promise<Texts> {
  const { texts } = await textsOf({ [language.code]: text }, [language])
  return texts.get(language.code) as Texts
}
