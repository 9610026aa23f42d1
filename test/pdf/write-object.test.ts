import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lexer } from '../../src/pdf/read/lexer.ts'
import { type PdfObject, PdfString, Ref } from '../../src/pdf/read/object.ts'
import { objectText } from '../../src/pdf/write-object.ts'

const latin1 = fc.array(fc.integer({ min: 0, max: 255 })).map((codes) => String.fromCharCode(...codes))
const name = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1 }).map((codes) => String.fromCharCode(...codes))
const { object } = fc.letrec<{ object: PdfObject }>((tie) => ({
  object: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000),
    name,
    latin1.map((bytes) => new PdfString(bytes)),
    fc.integer({ min: 0, max: 9999 }).map((number) => new Ref(number)),
    fc.array(tie('object')),
    fc.array(fc.tuple(name, tie('object'))).map((entries) => new Map(entries)),
  ),
}))

describe('objectText', () => {
  it('is read back as the same object, whatever it holds', () => {
    const isReadBack = fc.property(object, (one) => {
      expect(new Lexer(objectText(one)).object()).toEqual(one)
    })
    fc.assert(isReadBack)
  })

  it('writes numbers without an exponent', () => {
    expect(objectText(1e-7)).toBe('0.0000001000')
    expect(objectText(-0.5)).toBe('-0.5')
  })

  it('escapes what would end a name', () => {
    expect(objectText('text/csv')).toBe('/text#2fcsv')
  })

  it('keeps letters legible in strings, and writes line ends so that no program changes them', () => {
    expect(objectText(new PdfString('a (b) \\'))).toBe('(a \\(b\\) \\\\)')
    expect(objectText(new PdfString('a\r\n'))).toBe('<610D0A>')
  })

  it('refuses a stream inside another object', () => {
    expect(() => objectText([{ dict: new Map(), raw: new Uint8Array() }])).toThrow('stream')
  })
})
