/** What was made before in a language: a batch prints the same months and countries thousands of times. */
import type { Language } from './language.ts'

/** Makes each text once for a language and a key; what `make` throws is thrown, and not remembered. */
export function remembered<T>(): (language: Language, key: string, make: () => T) => T {
  const all = new WeakMap<Language, Map<string, T>>()
  return (language, key, make) => {
    const known = all.get(language) ?? new Map<string, T>()
    all.set(language, known)
    const found = known.get(key)
    if (found !== undefined || known.has(key)) return found as T
    const made = make()
    known.set(key, made)
    return made
  }
}
