/** Languages as the European Union's authority table names them: `NLD` for `nl-BE`. */

/** Letters that codes are made of. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

const followed = (starts: readonly string[]): readonly string[] =>
  starts.flatMap((start) => LETTERS.map((letter) => start + letter))

/**
 * ISO 639-3 code of a locale, found by asking CLDR which codes stand for its short one. Where there are several, the
 * terminological one has the letters of the short one (`nld`, not `dut`, for `nl`), and the macrolanguage is the first of
 * them (`ara`, not `arb`): those are tried first, since asking for all takes a third of a second.
 */
function alpha3(locale: string): string {
  const { language } = new Intl.Locale(locale)
  const [head = '', tail = ''] = language
  const likely = LETTERS.flatMap((letter) => [head + tail + letter, head + letter + tail]).toSorted()
  const means = (code: string) => Intl.getCanonicalLocales(code)[0] === language
  if (language.length !== 2) return language
  return (
    likely.find(means) ?? followed(followed([head])).find(means) ?? followed(followed(LETTERS)).find(means) ?? language
  )
}

/** Addresses of the languages of several locales. */
export const languageIris = (locales: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    [...new Set(locales)].map((locale) => [
      locale,
      `http://publications.europa.eu/resource/authority/language/${alpha3(locale).toUpperCase()}`,
    ]),
  )
