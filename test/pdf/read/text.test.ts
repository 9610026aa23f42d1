import { expect, it } from 'vitest'
import { decodeText } from '../../../src/pdf/read/text.ts'

it.each([
  ['UTF-16', '\xfe\xff\x00\xe9\x20\xac', 'é€'],
  ['UTF-16 cut off in a character', '\xfe\xff\x00a\x00', 'a'],
  ['UTF-8', '\xef\xbb\xbf\xc3\xa9', 'é'],
  ['PDFDocEncoding', 'caf\xe9 \x80 \x92 \xa0\x1f', 'café • ™ €˜'],
])('a text string in %s is decoded', (_, bytes, text) => expect(decodeText(bytes)).toBe(text))
