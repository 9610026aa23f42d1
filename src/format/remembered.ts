/** What was made before, in a language or of some figures: a batch prints the same months and countries thousands of times. */
import type { Language } from './language.ts'

/** Makes each once for its owner, as long as that lives, and a key; what `make` throws is thrown, and not remembered. */
export function remembered<T, Owner extends object = Language>(): (owner: Owner, key: string, make: () => T) => T {
  const all = new WeakMap<Owner, Map<string, T>>()
  return (owner, key, make) => {
    const known = all.get(owner) ?? new Map<string, T>()
    all.set(owner, known)
    const found = known.get(key)
    if (found !== undefined || known.has(key)) return found as T
    const made = make()
    known.set(key, made)
    return made
  }
}
