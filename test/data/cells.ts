/** Fields and readings for the tests of the caster. */
import { cast } from '../../src/data/cast.ts'
import { canonicalText, type Field } from '../../src/data/field.ts'

export const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({
  name: 'value',
  type,
  itemDelimiter: ';',
  constraints: {},
  ...more,
})

/** The canonical text of the value, or the code of the problem. */
export function read(text: string, one: Field): string | null {
  const result = cast(text, one)
  if ('fault' in result) return result.fault.code
  return result.value === null ? null : canonicalText(result.value)
}
