/** Words joined as the language joins them. */
import type { Language } from './language.ts'

/** Joins words: `a, b en c`; with `or`, `a, b of c`; with `none`, the separator alone: `a, b, c`. */
export function formatList(words: readonly string[], language: Language, joint: 'and' | 'or' | 'none' = 'and'): string {
  if (joint === 'none') return words.join(separator(language))
  const type = joint === 'or' ? 'disjunction' : 'conjunction'
  return language.formats.list({ type, style: 'long' }).format(words)
}

/** What stands between the first words of a longer list, without the conjunction that some languages repeat there. */
function separator({ formats }: Language): string {
  const parts = formats.list({ type: 'unit', style: 'long' }).formatToParts(['1', '2', '3'])
  return (parts.find((part) => part.type === 'literal')?.value ?? ', ').replace(/\p{L}+/u, '')
}
