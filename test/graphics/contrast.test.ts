import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, luminance } from '../../src/graphics/contrast.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('contrast', () => {
  it('gives the ratios that WCAG and the palette of the UK Analysis Function state', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
    expect(contrast('#12436D', '#FFFFFF')).toBeCloseTo(10.25, 2)
    expect(contrast('#28A197', '#FFFFFF')).toBeCloseTo(3.17, 2)
    expect(luminance('#FFFFFF')).toBeCloseTo(1, 9)
  })

  it('does not depend on which colour is on top, and lies between 1 and 21', () => {
    fc.assert(
      fc.property(colour, colour, (a, b) => {
        const ratio = contrast(a, b)
        return ratio === contrast(b, a) && ratio >= 1 && ratio <= 21.0001
      }),
    )
  })
})
