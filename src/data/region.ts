/** ISO 3166-1 alpha-2, from the CLDR data of the runtime, so that no list of countries stands in the code. */

/**
 * Codes that CLDR names although ISO 3166-1 assigns them to no country: exceptional reservations, groupings and
 * test regions. The user-assigned XK is allowed, because statistics offices use it for a country without a code.
 */
const NOT_A_COUNTRY: ReadonlySet<string> = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
])

/** The current code that a region code stands for (itself when it is current), or null when it stands for none. */
export function currentRegion(code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code) || NOT_A_COUNTRY.has(code)) return null
  const [canonical = ''] = Intl.getCanonicalLocales(`und-${code}`)
  const current = canonical.slice('und-'.length)
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return names.of(current) === undefined ? null : current
}
