/** Objects as text (ISO 32000-1, 7.3), the reverse of `read/lexer.ts`. */
import { type Dict, type PdfObject, PdfString, Ref } from './read/object.ts'

/** The text of any object but a stream, one UTF-16 unit a byte. */
export function objectText(object: PdfObject): string {
  if (typeof object === 'string') return nameText(object)
  if (typeof object === 'number') return numberText(object)
  if (object === null || typeof object === 'boolean') return String(object)
  if (object instanceof Ref) return `${object.number} 0 R`
  if (object instanceof PdfString) return stringText(object)
  if (Array.isArray(object)) return `[${object.map(objectText).join(' ')}]`
  if (object instanceof Map) return dictText(object)
  throw new Error('A stream cannot stand inside another object')
}

/** The entries of a dictionary, in their order. */
export function dictText(dict: Dict): string {
  let text = '<<'
  for (const [key, value] of dict) text += `${nameText(key)} ${objectText(value)}\n`
  return `${text}>>`
}

/** What a name cannot hold as it is (7.3.5): anything but regular characters that print, and the sign of the escape. */
const IRREGULAR = /[^!-~]|[#()<>[\]{}/%]/g

function nameText(name: string): string {
  return `/${name.replace(IRREGULAR, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
}

/** PDF knows no exponents (7.3.3); nothing that is drawn is finer than ten decimals. */
function numberText(number: number): string {
  const text = String(number)
  return text.includes('e') ? number.toFixed(10) : text
}

/** Letters stay legible, and all else is told in hexadecimal, of which no program makes other line ends (7.3.4). */
function stringText({ bytes }: PdfString): string {
  if (/^[ -~]*$/.test(bytes)) return `(${bytes.replace(/[\\()]/g, '\\$&')})`
  return `<${Buffer.from(bytes, 'latin1').toString('hex').toUpperCase()}>`
}
