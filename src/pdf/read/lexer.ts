/** The reading of objects from text (ISO 32000-1, 7.2 and 7.3). */
import { Keyword, type PdfObject, PdfString, Ref } from './object.ts'

/** Nested deeper than this, a file means harm. */
const DEEPEST = 200

const WHITE = 1
const DELIMITER = 2
/** Class of each byte (ISO 32000-1, 7.2.2); regular ones are 0. */
const CLASS = new Uint8Array(256)
for (const code of [0, 9, 10, 12, 13, 32]) CLASS[code] = WHITE
for (const one of '()<>[]{}/%') CLASS[one.charCodeAt(0)] = DELIMITER

/** Value of each hexadecimal digit; -1 for other bytes. */
const HEXADECIMAL = new Int8Array(256).fill(-1)
for (const [value, digit] of [...'0123456789abcdef'].entries())
  for (const one of [digit, digit.toUpperCase()]) HEXADECIMAL[one.charCodeAt(0)] = value

const END = new Keyword('')
const CLOSE_ARRAY = new Keyword(']')
const CLOSE_DICT = new Keyword('>>')
const OTHER: ReadonlyMap<string, PdfObject> = new Map<string, PdfObject>([
  ['true', true],
  ['false', false],
  ['null', null],
])
const OPERATORS: Readonly<Record<number, Keyword>> = Object.fromEntries(
  'b B b* B* BDC BI BMC BT BX c cm CS cs d Do EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
    .split(' ')
    .map((word) => [[...word].reduce((letters, one) => letters * 256 + one.charCodeAt(0), 0), new Keyword(word)]),
)
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const REFERENCE = /[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y

/** Reads objects one after the other; what is not well written becomes `null` or a keyword, never an exception. */
export class Lexer {
  readonly text: string
  at: number
  /** Whether `1 0 R` is a reference, as in a file, and not two numbers and a word, as in a drawing. */
  readonly references: boolean
  constructor(text: string, at = 0, references = true) {
    this.text = text
    this.at = at
    this.references = references
  }

  /** The next object or keyword; the empty keyword at the end of the text. */
  next(depth = 0): PdfObject | Keyword {
    this.#skip()
    const { text, at } = this
    if (at >= text.length) return END
    const code = text.charCodeAt(at)
    if (code === 0x2f) return this.#name()
    if (code === 0x28) return this.#literal()
    if (code === 0x5b) return this.#array(depth)
    if (code === 0x3c) return text.charCodeAt(at + 1) === 0x3c ? this.#dict(depth) : this.#hexadecimal()
    if ((code >= 0x30 && code <= 0x39) || (code >= 0x2b && code <= 0x2e && code !== 0x2c)) return this.#number(code)
    return this.#keyword(code)
  }

  /** The next object; a keyword counts as null. */
  object(): PdfObject {
    const found = this.next()
    return found instanceof Keyword ? null : found
  }

  #skip(): void {
    const { text } = this
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code === 0x25) {
        while (this.at < text.length && !/[\r\n]/.test(text.charAt(this.at))) this.at++
      } else if (CLASS[code] === WHITE) this.at++
      else return
    }
  }

  #word(from: number): string {
    let end = from
    const { text } = this
    while (end < text.length && CLASS[text.charCodeAt(end)] === 0) end++
    this.at = end
    return text.slice(from, end)
  }

  #name(): string {
    const word = this.#word(this.at + 1)
    if (!word.includes('#')) return word
    return word.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }

  /** Most numbers are short and plain; those are added up digit by digit, since cutting them out takes longer. */
  #number(first: number): PdfObject | Keyword {
    const { text } = this
    let value = 0
    let scale = 0
    let at = first === 0x2d || first === 0x2b ? this.at + 1 : this.at
    for (; ; at++) {
      const code = text.charCodeAt(at)
      if (code >= 0x30 && code <= 0x39) {
        value = value * 10 + code - 0x30
        scale *= 10
      } else if (code === 0x2e && scale === 0) scale = 1
      else if (CLASS[code] === 0) return this.#oddNumber()
      else break
    }
    this.at = at
    const size = scale > 1 ? value / scale : value
    if (!this.references || first < 0x30 || scale > 0) return first === 0x2d ? -size : size
    return this.#reference(size)
  }

  /** `4.` is a number, `--4` is what some programs write for -4, and `1f` is nothing. */
  #oddNumber(): PdfObject | Keyword {
    const word = this.#word(this.at)
    return /^[+\-\d.]+$/.test(word) ? Number.parseFloat(word.replace(/^-+/, '-')) || 0 : new Keyword(word)
  }

  #reference(number: number): PdfObject {
    const { text, at } = this
    // Cheaper than the pattern, which nearly always fails: a reference goes on with a space and a digit.
    const next = text.charCodeAt(at + 1)
    if (CLASS[text.charCodeAt(at)] !== WHITE || (CLASS[next] !== WHITE && !(next >= 0x30 && next <= 0x39)))
      return number
    REFERENCE.lastIndex = at
    if (!REFERENCE.test(text)) return number
    this.at = REFERENCE.lastIndex
    return new Ref(number)
  }

  #keyword(code: number): PdfObject | Keyword {
    if (CLASS[code] !== DELIMITER) return this.#operator()
    const closes = code === 0x3e && this.text.charCodeAt(this.at + 1) === 0x3e
    this.at += closes ? 2 : 1
    if (closes) return CLOSE_DICT
    return code === 0x5d ? CLOSE_ARRAY : new Keyword(String.fromCharCode(code))
  }

  /** A drawing has few operators, thousands of times: one of up to three letters is known by its letters as a number. */
  #operator(): PdfObject | Keyword {
    const { text } = this
    const from = this.at
    let at = from
    let letters = 0
    for (let code = text.charCodeAt(at); CLASS[code] === 0; code = text.charCodeAt(++at)) letters = letters * 256 + code
    this.at = at
    const known = at - from <= 3 ? OPERATORS[letters] : undefined
    if (known) return known
    const word = text.slice(from, at)
    const constant = OTHER.get(word)
    return constant === undefined ? new Keyword(word) : constant
  }

  #array(depth: number): PdfObject {
    this.at++
    const items: PdfObject[] = []
    if (depth > DEEPEST) return items
    for (;;) {
      const item = this.next(depth + 1)
      if (!(item instanceof Keyword)) items.push(item)
      else if (item === CLOSE_ARRAY || item === END || item === CLOSE_DICT) return items
    }
  }

  #dict(depth: number): PdfObject {
    this.at += 2
    const dict = new Map<string, PdfObject>()
    if (depth > DEEPEST) return dict
    for (;;) {
      const key = this.next(depth + 1)
      if (key === CLOSE_DICT || key === END) return dict
      if (typeof key !== 'string') continue
      const value = this.next(depth + 1)
      if (value === CLOSE_DICT || value === END) return dict
      dict.set(key, value instanceof Keyword ? null : value)
    }
  }

  #hexadecimal(): PdfString {
    const { text } = this
    let bytes = ''
    let high = -1
    let at = this.at + 1
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x3e) break
      const digit = HEXADECIMAL[code] ?? -1
      if (digit < 0) continue
      if (high >= 0) bytes += String.fromCharCode(high * 16 + digit)
      high = high < 0 ? digit : -1
    }
    this.at = at + 1
    return new PdfString(high < 0 ? bytes : bytes + String.fromCharCode(high * 16))
  }

  #literal(): PdfString {
    const { text } = this
    let depth = 0
    let bytes = ''
    let from = this.at + 1
    for (let at = this.at; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x28) depth++
      else if (code === 0x29 && --depth === 0) {
        this.at = at + 1
        return new PdfString(bytes + text.slice(from, at))
      } else if (code === 0x5c) {
        const [meant, width] = escaped(text, at + 1)
        bytes += text.slice(from, at) + meant
        at += width
        from = at + 1
      }
    }
    this.at = text.length
    return new PdfString(bytes + text.slice(from))
  }
}

/** What the escape at `at` stands for, and how many bytes it has (ISO 32000-1, 7.3.4.2). */
function escaped(text: string, at: number): readonly [string, number] {
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0]
  if (octal) return [String.fromCharCode(Number.parseInt(octal, 8) & 0xff), octal.length]
  if (text.startsWith('\r\n', at)) return ['', 2]
  const one = text.charAt(at)
  return [one === '\n' || one === '\r' ? '' : (ESCAPES[one] ?? one), 1]
}
