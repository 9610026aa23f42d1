import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markArtifacts } from '../../src/pdf/content.ts'

const mark = (content: string) => markArtifacts(content, (name) => name === 'Marked')

describe('markArtifacts', () => {
  it.each([
    ['a background', '1 g\n0 0 5 5 re\nf\n', '1 g\n/Artifact BMC 0 0 5 5 re\nf EMC\n'],
    ['a rule of several segments', '0 0 m 5 0 l S', '/Artifact BMC 0 0 m 5 0 l S EMC'],
    ['text', 'BT\n/F1 9 Tf\n<0001> Tj\nET', 'BT\n/F1 9 Tf\n/Artifact BMC <0001> Tj EMC\nET'],
    ['a form without marks', '/X0 Do', '/Artifact BMC /X0 Do EMC'],
  ])('marks %s', (_, content, expected) => {
    expect(mark(content)).toBe(expected)
  })

  it.each([
    ['what is marked already', '/P <</MCID 0>> BDC 0 0 5 5 re f EMC'],
    ['a mark within a mark', '/P <</MCID 0>> BDC /Span <</ActualText (x)>> BDC <01> Tj EMC <02> Tj EMC'],
    ['a clip, which paints nothing', '0 0 5 5 re W n'],
    ['a form with marks of its own', '/Marked Do'],
    ['graphics state', 'q 1 0 0 1 0 0 cm /G3 gs Q'],
  ])('leaves alone %s', (_, content) => {
    expect(mark(content)).toBe(content)
  })

  it('is not led astray by operators inside strings', () => {
    expect(mark('/P <</MCID 0>> BDC (EMC \\) (f)) Tj EMC')).toBe('/P <</MCID 0>> BDC (EMC \\) (f)) Tj EMC')
  })

  it('marks nothing a second time, whatever the order of what is painted', () => {
    const piece = fc.constantFrom(
      '0 0 5 5 re f',
      '0 0 m 1 1 l S',
      '/X0 Do',
      '/P <</MCID 1>> BDC <01> Tj EMC',
      '0 0 1 1 re W n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = mark(pieces.join('\n'))
        expect(mark(once)).toBe(once)
        expect(once.replaceAll('/Artifact BMC ', '').replaceAll(' EMC\n', '\n').length).toBeLessThanOrEqual(once.length)
      }),
    )
  })
})
