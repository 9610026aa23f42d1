/** Fonts as far as readers depend on them: embedded or not, and which characters their codes stand for (ISO 32000-1, 9). */
import type { PdfFile } from './file.ts'
import type { Dict } from './object.ts'
import { utf16 } from './text.ts'

export interface Font {
  readonly name: string
  readonly type: string
  /** Bytes a code; 0 when that is not known here. */
  readonly width: 0 | 1 | 2
  readonly embedded: boolean
  /** Whether codes are known without a ToUnicode map, as by WinAnsiEncoding. */
  readonly encoded: boolean
  /** Whether a composite TrueType font says which glyph belongs to a code. */
  readonly mapped: boolean
  /** Characters by code; null without a ToUnicode map. */
  readonly characters: ReadonlyMap<number, string> | null
  /** Codes that some drawing shows, with the number of the first page where it does. */
  readonly shown: Map<number, number>
}

const FILES = ['FontFile', 'FontFile2', 'FontFile3']
const ENCODINGS = new Set(['WinAnsiEncoding', 'MacRomanEncoding', 'MacExpertEncoding', 'StandardEncoding'])
/** Nonsymbolic fonts have the standard Latin characters (ISO 32000-1, table 123). */
const NONSYMBOLIC = 32

/** Reads the dictionary of a font. */
export function readFont(dict: Dict, file: PdfFile): Font {
  const type = file.name(dict.get('Subtype')) ?? ''
  const inner = type === 'Type0' ? file.dict(file.list(dict.get('DescendantFonts'))[0]) : dict
  const descriptor = file.dict(inner.get('FontDescriptor'))
  const map = file.stream(dict.get('ToUnicode'))
  const content = map && file.content(map)
  return {
    name: (file.name(dict.get('BaseFont')) ?? file.text(dict.get('Name')) ?? type).replace(/^[A-Z]{6}\+/, ''),
    type,
    width: type === 'Type0' ? widthOf(dict, file) : 1,
    embedded: type === 'Type3' || FILES.some((key) => file.stream(descriptor.get(key)) !== undefined),
    encoded: type !== 'Type0' && isEncoded(dict, descriptor, file),
    mapped: file.name(inner.get('Subtype')) !== 'CIDFontType2' || file.resolve(inner.get('CIDToGIDMap')) !== null,
    characters: typeof content === 'string' ? readToUnicode(content) : null,
    shown: new Map(),
  }
}

function widthOf(dict: Dict, file: PdfFile): 0 | 2 {
  return /^Identity-[HV]$|UCS2-[HV]$|UTF16-[HV]$/.test(file.name(dict.get('Encoding')) ?? '') ? 2 : 0
}

function isEncoded(dict: Dict, descriptor: Dict, file: PdfFile): boolean {
  const encoding = file.name(dict.get('Encoding')) ?? file.name(file.dict(dict.get('Encoding')).get('BaseEncoding'))
  if (encoding !== undefined && ENCODINGS.has(encoding)) return true
  const symbolic = ((file.number(descriptor.get('Flags')) ?? NONSYMBOLIC) & NONSYMBOLIC) === 0
  return file.dict(dict.get('Encoding')).has('Differences') || !symbolic
}

/** Longest range of a map; a longer one means harm. */
const LONGEST_RANGE = 65_536
const SECTION = /beginbf(char|range)([\s\S]*?)endbf\1/g
const CHARACTER = /<([^<>]*)>\s*<([^<>]*)>/g
const RANGE = /<([^<>]*)>\s*<([^<>]*)>\s*(?:<([^<>]*)>|\[([^\]]*)\])/g

/** Characters by code, from a ToUnicode CMap (ISO 32000-1, 9.10.3). */
export function readToUnicode(map: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>()
  for (const [, kind, body = ''] of map.matchAll(SECTION)) {
    if (kind === 'char')
      for (const [, code = '', text = ''] of body.matchAll(CHARACTER)) characters.set(numeral(code), spelt(text))
    else for (const range of body.matchAll(RANGE)) readRange(range, characters)
  }
  return characters
}

function readRange([, first = '', last = '', text, list]: RegExpExecArray, into: Map<number, string>): void {
  const start = numeral(first)
  const end = Math.min(numeral(last), start + LONGEST_RANGE)
  const each = list?.match(/<[^<>]*>/g)?.map((one) => spelt(one))
  const from = spelt(text ?? '')
  const stem = from.slice(0, -1)
  const unit = from.charCodeAt(from.length - 1)
  for (let code = start; code <= end; code++) {
    const one = each ? each[code - start] : stem + String.fromCharCode(unit + code - start)
    if (one !== undefined) into.set(code, one)
  }
}

const digits = (text: string) => text.replace(/[^0-9A-Fa-f]/g, '')
const numeral = (text: string) => Number.parseInt(digits(text), 16) || 0
const spelt = (text: string) => utf16(Buffer.from(digits(text), 'hex').toString('latin1'))

/** The codes of a shown string. */
export function codesOf(bytes: string, { width }: Font): readonly number[] {
  if (width === 0) return []
  const codes: number[] = []
  for (let at = 0; at + width <= bytes.length; at += width)
    codes.push(width === 1 ? bytes.charCodeAt(at) : bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1))
  return codes
}

/** The characters of a shown string; those of unknown codes are left out. */
export function charactersOf(bytes: string, font: Font): string {
  const { characters } = font
  const spell = (code: number) => (characters ? characters.get(code) : String.fromCharCode(code)) ?? ''
  return codesOf(bytes, font).map(spell).join('')
}
