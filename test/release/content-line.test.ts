import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentLines, escapeText } from '../../src/release/content-line.ts'

describe('a content line', () => {
  it('is folded after 75 bytes and not before', () => {
    expect(contentLines(['a'.repeat(75)])).toBe(`${'a'.repeat(75)}\r\n`)
    expect(contentLines(['a'.repeat(76)])).toBe(`${'a'.repeat(75)}\r\n a\r\n`)
    expect(contentLines(['a'.repeat(150)])).toBe(`${'a'.repeat(75)}\r\n ${'a'.repeat(74)}\r\n a\r\n`)
  })

  it('is folded before a character that would be divided', () => {
    expect(contentLines([`${'a'.repeat(74)}é`])).toBe(`${'a'.repeat(74)}\r\n é\r\n`)
    expect(contentLines([`${'a'.repeat(72)}😀`])).toBe(`${'a'.repeat(72)}\r\n 😀\r\n`)
  })

  it('is what it was when it is unfolded, whatever it holds', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !/[\r\n]/.test(text))
    fc.assert(
      fc.property(line, (text) => {
        const lines = contentLines([text])
        expect(lines.replaceAll('\r\n ', '')).toBe(`${text}\r\n`)
        for (const one of lines.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
      }),
    )
  })
})

describe('a text as a value', () => {
  it('is escaped where it would end the value or the line', () => {
    expect(escapeText('a, b; c\\d: "e"\r\nf\rg\nh')).toBe('a\\, b\\; c\\\\d: "e"\\nf\\ng\\nh')
  })

  it('holds no character that a calendar may not hold', () => {
    expect(escapeText('a\u0000b\u0007c\td')).toBe('a b c\td')
  })
})
