import { describe, expect, it } from 'vitest'
import { Lexer } from '../../../src/pdf/read/lexer.ts'
import { Keyword, type PdfObject, PdfString, Ref } from '../../../src/pdf/read/object.ts'

const read = (text: string): PdfObject => new Lexer(text).object()
const bytes = (text: string) => (read(text) as PdfString).bytes

describe('an object', () => {
  it.each([
    ['12', 12],
    ['-7', -7],
    ['+7', 7],
    ['.5', 0.5],
    ['-.25', -0.25],
    ['4.', 4],
    ['--4', -4],
    ['true', true],
    ['null', null],
    ['/Name', 'Name'],
    ['/application#2Fjson', 'application/json'],
    ['/', ''],
  ])('written %s is %s', (text, value) => expect(read(text)).toBe(value))

  it('of bytes is read with its brackets and escapes', () => {
    expect(bytes('(a (b) c)')).toBe('a (b) c')
    expect(bytes(String.raw`(\(\)\\\n\101\7x\q)`)).toBe('()\\\nA\u0007xq')
    expect(bytes('(two\\\r\nlines)')).toBe('twolines')
  })

  it('of hexadecimal digits may have blanks and lack the last digit', () => {
    expect(bytes('<48 65\n6C6c 7>')).toBe('Hellp')
    expect(bytes('<>')).toBe('')
  })

  it('of other objects is a list or a dictionary', () => {
    expect(read('[1 /A (b) [2]]')).toEqual([1, 'A', new PdfString('b'), [2]])
    expect(read('<</A 1/B<</C[2]>>%note\n/D 3 0 R>>')).toEqual(
      new Map<string, PdfObject>([
        ['A', 1],
        ['B', new Map([['C', [2]]])],
        ['D', new Ref(3)],
      ]),
    )
  })

  it('that points is a reference in a file, and three words in a drawing', () => {
    expect(read('10 0 R')).toEqual(new Ref(10))
    expect(read('10 0 RG')).toBe(10)
    const drawing = new Lexer('10 0 R', 0, false)
    expect([drawing.next(), drawing.next(), drawing.next()]).toEqual([10, 0, new Keyword('R')])
  })

  it('that is not closed ends with the text', () => {
    expect(bytes('(open (still')).toBe('open (still')
    expect(read('[1 2')).toEqual([1, 2])
    expect(read('<</A 1')).toEqual(new Map([['A', 1]]))
    expect(read('<</A')).toEqual(new Map())
  })

  it('nested beyond all measure is cut off', () => {
    expect(() => read('['.repeat(100_000))).not.toThrow()
    expect(() => read('<</A'.repeat(100_000))).not.toThrow()
  })
})

describe('an operator', () => {
  it('is a keyword, known or not', () => {
    const lexer = new Lexer("1 0 0 1 5 5 cm T* ' f*Frobnicate", 0, false)
    const words: string[] = []
    for (let token = lexer.next(); !(token instanceof Keyword && token.word === ''); token = lexer.next())
      if (token instanceof Keyword) words.push(token.word)
    expect(words).toEqual(['cm', 'T*', "'", 'f*Frobnicate'])
  })
})
