import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markGraphic, notePlaceholder, startPrinting } from '../../src/html/printing.ts'
import { inRange } from '../../src/html/style.ts'

describe('note marks', () => {
  it('number notes in the order in which they are first met, and each note once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), (met) => {
        const printing = startPrinting()
        const marks = met.map((note) => printing.mark(note))
        const order = [...new Set(met)]
        expect(marks).toEqual(met.map((note) => `(${order.indexOf(note) + 1})`))
        expect(printing.notes).toEqual(order)
      }),
    )
  })

  it('are put into a graphic in the order of the page', () => {
    const ids = ['dublin', 'bus']
    const printing = startPrinting()
    expect(printing.mark('dublin')).toBe('(1)')
    const svg = `<text>${notePlaceholder('bus', ids)}</text><text>${notePlaceholder('dublin', ids)}</text>`
    expect(markGraphic(svg, ids, printing)).toBe('<text>(2)</text><text>(1)</text>')
  })

  it('are recorded as late once the notes are printed', () => {
    const printing = startPrinting()
    printing.mark('a')
    printing.close()
    printing.mark('a')
    printing.mark('b')
    expect([printing.notes, printing.late]).toEqual([['a'], ['b']])
  })
})

describe('inRange', () => {
  it('reads CSS unicode-range', () => {
    expect([inRange('U+0000-00FF, U+0131', 0x131), inRange('U+0000-00FF', 0x100), inRange('U+20AC', 0x20ac)]).toEqual([
      true,
      false,
      true,
    ])
  })
})
