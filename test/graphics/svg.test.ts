import { describe, expect, it } from 'vitest'
import { countMarks, fixedColours, pageSvg } from '../../src/graphics/svg.ts'

const VEGA =
  `<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="10" height="10" viewBox="0 0 10 10"><g fill="none">` +
  `<g class="mark-rect role-mark layer_0_marks" role="graphics-object" aria-roledescription="rect mark container">` +
  `<path aria-label="x: 1" d="M0.12345,0h1v1h0Z" fill="var(--graphic-strong, #123456)"/><path d="M1,0h1v1Z" fill="#ff0000"/></g>` +
  `<g class="mark-text role-axis-label" clip-path="url(#clip0)"><text text-anchor="start" transform="translate(1,2)" ` +
  `font-family="'F'" opacity="1">a</text></g></g><defs><clipPath id="clip0"><rect x="0" y="0" width="1" height="1"/></clipPath></defs></svg>`

const sheet = { width: 10, height: 10, font: `'F'`, mirrored: false }
const nl = { language: 'nl', locale: 'nl-BE', text: 'Zo "veel" < 3 & meer' }
const fr = { language: 'fr', locale: 'fr-BE', text: 'Autant' }

describe('the SVG of a page', () => {
  it('is one image with one name in its language, without any words or roles of Vega', () => {
    const svg = pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl] })
    expect(svg).toMatch(/^<svg [^>]*id="g" role="img" lang="nl-BE" aria-label="Zo &quot;veel&quot; &lt; 3 &amp; meer"/)
    expect(svg.match(/role=/g)).toHaveLength(1)
    expect(svg.match(/aria-/g)).toHaveLength(1)
    expect(svg).not.toContain('container')
    expect(svg).not.toMatch(/ style=/)
  })

  it('has an empty image beside it for the second language', () => {
    const svg = pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl, fr] })
    expect(svg).toMatch(
      /<svg [^>]*id="g-fr" role="img" lang="fr-BE" aria-label="Autant"[^>]*width="1" height="1"><rect width="1" height="1" fill-opacity="0"\/><\/svg>$/,
    )
  })

  it('has ids that belong to this graphic alone, where they are made and where they are used', () => {
    const svg = pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl] })
    expect(svg).toContain('id="g-clip0"')
    expect(svg).toContain('url(#g-clip0)')
  })

  it('counts the marks that stand for data, by the class that a page can select', () => {
    const svg = pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl] })
    expect(countMarks(svg)).toBe(2)
    expect(svg.match(/class="marks"/g)).toHaveLength(1)
  })

  it('cuts coordinates to hundredths and names the font once', () => {
    const svg = pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl] })
    expect(svg).toContain('d="M0.12,0h1v1h0Z"')
    expect(svg.match(/font-family/g)).toHaveLength(1)
    expect(svg).toContain('font-variant="normal"')
  })

  it('turns over for a page from right to left, but not its texts', () => {
    const svg = pageSvg(VEGA, { ...sheet, mirrored: true }, { id: 'g', alternatives: [nl] })
    expect(svg).toContain('<g transform="translate(10,0) scale(-1,1)">')
    expect(svg).toContain('text-anchor="end" transform="translate(1,2) scale(-1,1)"')
  })

  it('shows which colours are not those of the theme', () => {
    expect(fixedColours(pageSvg(VEGA, sheet, { id: 'g', alternatives: [nl] }))).toEqual(['#ff0000'])
  })
})
