/** Which files a page depends on. */

/** A page depends on every file but the data, which it sees as figures, and the words of languages that do not speak in it. */
export function concerns(path: string, languages: readonly string[]): boolean {
  if (/^(data|out)\//.test(path) || path.endsWith('.reviewed.yaml')) return false
  const language = /\/text\/([^/.]+)\.yaml$/.exec(path)?.[1]
  return language === undefined || languages.includes(language)
}
