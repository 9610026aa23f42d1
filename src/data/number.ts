/** Numbers as agencies write them: read under the declared characters, refused when they could mean two numbers. */
import { Big } from 'big.js'
import { type Problem, problem } from '../problem.ts'
import type { Cast, Field } from './field.ts'

type NumberField = Pick<Field, 'name' | 'type' | 'decimalChar' | 'groupChar'>

/** Reads an integer or a number exactly; `-0` is 0. */
export function castNumber(text: string, field: NumberField): Cast {
  const plain = readPlain(text, field)
  if (plain === null) return { fault: diagnose(text, field) }
  const value = new Big(plain)
  return { value: value.eq(0) ? new Big(0) : value }
}

const WHOLE = /^-?(?:0|[1-9]\d*)$/
// One group of three behind a full stop: in an agency's file as likely a thousand as a fraction.
const ONE_GROUP = /^-?[1-9]\d{0,2}\.\d{3}$/

/** The number in the one spelling that Big reads, or null when the declared characters do not allow the text. */
function readPlain(text: string, field: NumberField): string | null {
  if (WHOLE.test(text)) return text
  const { decimalChar = '.', groupChar } = field
  if (field.decimalChar === undefined && groupChar === undefined && ONE_GROUP.test(text)) return null
  const [whole = '', decimals = '0', ...rest] = field.type === 'number' ? text.split(decimalChar) : [text]
  const digits = groupChar === undefined ? whole : ungroup(whole, groupChar)
  return WHOLE.test(digits) && /^\d+$/.test(decimals) && rest.length === 0 ? `${digits}.${decimals}` : null
}

/** `1.827` to `1827` when every group is in its right place; any other text stays as it is. */
function ungroup(text: string, groupChar: string): string {
  const [first = '', ...groups] = text.split(groupChar)
  const right = /^-?[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group))
  return right ? first + groups.join('') : text
}

/** What is wrong with the text, tried from the most telling sign to the least. */
function diagnose(text: string, field: NumberField): Problem {
  const found = SIGNS.find(({ sign }) => sign.test(text))
  if (found) return problem(found.code, { column: field.name, text })
  return diagnoseMarks(text, field) ?? problem('number-malformed', { column: field.name, text })
}

const SIGNS = [
  { sign: /%$/, code: 'number-percent' },
  { sign: /^\(.*\)$/, code: 'number-brackets' },
  // The minus sign, the dashes, their small and full-width forms; and the minus behind the number.
  { sign: /^[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]\s?\d|^-\s\d|\d-$/, code: 'number-minus' },
  { sign: /^\+\d/, code: 'number-plus' },
  { sign: /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i, code: 'number-exponent' },
  { sign: /\d[\s'\u2019_]\d/, code: 'number-grouped' },
  {
    sign: /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}$|^\d{1,2}[-/]\p{L}{3,}\.?$|^\p{L}{3,}\.?[-/]\d{2,4}$/u,
    code: 'number-turned-into-date',
  },
  { sign: /^(?:n\/?a|nan|null|[-\u2013\u2014:?x*/]|\.+|\u2026)$/i, code: 'number-placeholder' },
  { sign: /^-?0\d+$/, code: 'number-leading-zero' },
] as const

/** Faults of full stop and comma, which mean something else in every country. */
function diagnoseMarks(text: string, field: NumberField): Problem | null {
  const { decimalChar = '.', groupChar } = field
  const facts = { column: field.name, text }
  const bare = groupChar === undefined ? text : text.replaceAll(groupChar, '')
  if (bare !== text && WHOLE.test(bare))
    return problem('number-group-position', { ...facts, groupChar: groupChar ?? '' })
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(bare)) return null
  if (bare === text && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text))
    return problem('number-ambiguous', { ...facts, ...readings(text, field) })
  if (/[.,].*[.,]/.test(bare)) return problem('number-grouped', facts)
  if (/^-?[.,]|[.,]$/.test(bare)) return problem('number-bare-mark', facts)
  if (field.type === 'integer') return problem('number-not-whole', facts)
  return problem('number-decimal-mark', { ...facts, decimalChar, meant: bare.replace(/[.,]/, decimalChar) })
}

/** Both numbers that `1.827` could be, spelled as the column wants them. */
function readings(text: string, { decimalChar = '.', type }: NumberField) {
  return {
    whole: text.replace(/[.,]/, ''),
    fraction: `${text.replace(/[.,]/, decimalChar)}0`,
    integer: type === 'integer',
  }
}
