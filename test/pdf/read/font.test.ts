import { describe, expect, it } from 'vitest'
import { readToUnicode } from '../../../src/pdf/read/font.ts'

describe('the characters of a font', () => {
  it('are listed one by one or in ranges, several to a code', () => {
    const map = `2 beginbfchar
<0001> <0020>
<0081> <00660074>
endbfchar
2 beginbfrange
<0010> <0012> <0061>
<0020> <0021> [<0041> <D83DDE00>]
endbfrange`
    expect([...readToUnicode(map)]).toEqual([
      [0x1, ' '],
      [0x81, 'ft'],
      [0x10, 'a'],
      [0x11, 'b'],
      [0x12, 'c'],
      [0x20, 'A'],
      [0x21, '😀'],
    ])
  })

  it('of a range that means harm are not all made', () => {
    expect(readToUnicode('beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange').size).toBeLessThan(70_000)
  })
})
