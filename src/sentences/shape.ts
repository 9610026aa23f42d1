/** What is wrong with a value of a file, in words for people who write such files and not programs. */

/** The part of a validator's finding that the words are made of. */
interface Finding {
  readonly code?: string | undefined
  readonly expected?: unknown
  readonly values?: readonly unknown[] | undefined
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly exact?: boolean | undefined
  readonly origin?: string | undefined
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of keys with their values',
  record: 'a group of keys with their values',
  string: 'a text',
  tuple: 'a list',
}
const COUNTED: Readonly<Record<string, string>> = { array: ' items', string: ' characters', tuple: ' items' }

/** `must be a whole number`, `must be one of: …`; undefined where the validator's own words are plain enough. */
export function shapeReason({ code, expected, values, minimum, maximum, exact, origin }: Finding): string | undefined {
  const counted = COUNTED[origin ?? ''] ?? ''
  if (code === 'invalid_type') return `must be ${KINDS[String(expected)] ?? String(expected)}`
  if (code === 'invalid_value' && values) return `must be ${values.length > 1 ? 'one of: ' : ''}${values.join(', ')}`
  if (code === 'too_small') return `must ${bound(counted, exact, 'at least')} ${minimum}${counted}`
  if (code === 'too_big') return `must ${bound(counted, exact, 'at most')} ${maximum}${counted}`
  return undefined
}

function bound(counted: string, exact: boolean | undefined, limit: string): string {
  return `${counted === '' ? 'be' : 'have'} ${exact ? 'exactly' : limit}`
}
