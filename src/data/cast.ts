/** The caster: the text of a cell and its field make a value or a problem; nothing is guessed, nothing coerced. */
import type { Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import type { Cast, Field } from './field.ts'
import { castNumber } from './number.ts'
import { castPeriod } from './period.ts'

// Blank at either end, a character that nobody sees, or an error value of a spreadsheet such as #N/A or #REF!.
const DAMAGED = /^\s|\s$|[\p{Cc}\u00AD\u200B\u2060\uFEFF\uFFFD]|^#(?:\p{Lu}+\/\p{Lu}+|[\p{Lu}\d/_]+[!?])$/u
const INVISIBLE = /[\p{Cc}\u00AD\u200B\u2060\uFEFF]/u

/** Reads the text of one cell under its field. Pure; constraints and code lists are checked elsewhere. */
export function cast(text: string, field: Field): Cast {
  if (text === '') return { value: null }
  if (DAMAGED.test(text)) return { fault: damage(text, field.name) }
  switch (field.type) {
    case 'string':
      return { value: text }
    case 'integer':
    case 'number':
      return castNumber(text, field)
    case 'boolean':
      return castBoolean(text, field.name)
    case 'list':
      return castList(text, field)
    default:
      return castPeriod(text, field.name, field.type)
  }
}

function damage(text: string, column: string): Problem {
  if (text.trim() === '') return problem('cell-only-blanks', { column })
  if (text.trim() !== text) return problem('cell-padded', { column, text })
  if (text.includes('\uFFFD')) return problem('cell-character-lost', { column, text })
  const invisible = INVISIBLE.exec(text)?.[0]
  if (invisible !== undefined) return problem('cell-invisible-character', { column, text, character: invisible })
  return problem('cell-spreadsheet-error', { column, text })
}

function castBoolean(text: string, column: string): Cast {
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  return { fault: problem('boolean-malformed', { column, text }) }
}

function castList(text: string, field: Field): Cast {
  const items = text.split(field.itemDelimiter)
  const repeated = items.find((item, index) => items.indexOf(item) !== index)
  const fault = items.some((item) => item === '' || item !== item.trim())
    ? problem('list-malformed', { column: field.name, text, delimiter: field.itemDelimiter })
    : repeated !== undefined && problem('list-item-doubled', { column: field.name, text, item: repeated })
  return fault ? { fault } : { value: items }
}
