/** A reason is told to the readers of every language, or it is none. */
import type { Reasons } from './version.ts'

/** The languages in which a reason is not given. */
export function missingLanguages(reason: Reasons, languages: readonly string[]): readonly string[] {
  return languages.filter((language) => !Object.hasOwn(reason, language) || reason[language]?.trim() === '')
}
