import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSheet } from '../../src/html/sheet.ts'
import type { Problem } from '../../src/problem.ts'

function check(text: string, colours: readonly string[] | null = ['ink', 'ground']): readonly Problem[] {
  const problems: Problem[] = []
  checkSheet({ file: 'style.css', text }, colours, (one) => problems.push(one))
  return problems
}
const spots = (problems: readonly Problem[]) => problems.map(({ place }) => `${place?.line}:${place?.column}`)

describe('a style sheet', () => {
  it('may use the colours of the theme, those of the system, and none', () => {
    const fine = `
      a { color: var(--colour-ink); background: transparent; border: 1px solid currentColor }
      @media (forced-colors: active) { a { color: LinkText; outline: 2px solid Highlight } }`
    expect(check(fine)).toEqual([])
  })

  it.each([
    ['#fff', 'a { color: #fff }'],
    ['#12436D80', 'a { color: var(--colour-ink, #12436D80) }'],
    ['rgb', 'a { border: 1px solid rgb(1 2 3) }'],
    ['oklch', 'a { background: linear-gradient(oklch(40% 0.2 20), transparent) }'],
    ['color-mix', 'a { color: color-mix(in srgb, var(--colour-ink), var(--colour-ground)) }'],
    ['light-dark', 'a { color: light-dark(var(--colour-ink), var(--colour-ground)) }'],
    ['RebeccaPurple', 'a { outline: 2px solid RebeccaPurple }'],
    ['red', '--mine: 1px; b { --mine: red }'],
    ['gray', 'a { text-decoration: underline gray }'],
  ])('may not write the colour %s itself', (colour, sheet) => {
    const problems = check(sheet)
    expect(problems).toMatchObject([
      {
        code: 'style-fixed-colour',
        severity: 'error',
        place: { column: sheet.indexOf(colour) + 1, length: colour.length },
      },
    ])
    expect(problems[0]?.message).toContain(colour)
    expect(problems[0]?.hint).toContain('theme.yaml')
  })

  it('is told the line and column of each, also in nested rules and without a last semicolon', () => {
    const sheet = 'a {\r\n  color: #123;\n  &:hover { fill: blue }\n}\n/* #fff\n red */ b{stroke:\n#abc}'
    expect(spots(check(sheet))).toEqual(['2:10', '3:19', '7:1'])
  })

  it('may name whatever it likes in selectors, comments, addresses, texts and names of fonts, areas and animations', () => {
    const fine = `#fade, .red, a[title="#fff"]:hover { content: "red; #123"; grid-area: navy; animation-name: gold }
      /* color: #fff */ @import "red.css"; b { background: url(data:image/svg+xml;fill=#fff); font-family: Coral }
      .x { color: var(--colour-ink); --tan-line: 1px; width: var(--red) }`
    expect(check(fine)).toEqual([])
  })

  it('is told of a colour that the theme does not have, with the nearest that it has', () => {
    const problems = check('a { color: var(--colour-inc) }')
    expect(problems).toMatchObject([
      { code: 'style-colour-unknown', place: { line: 1, column: 16 }, hint: 'did you mean "ink"?' },
    ])
  })

  it('is not told of unknown colours when the theme itself cannot be read', () => {
    expect(check('a { color: var(--colour-inc) }', null)).toEqual([])
  })

  it("may not give a colour of the theme another one's value", () => {
    expect(check(':root { --colour-ink: var(--colour-ground) }')).toMatchObject([
      { code: 'style-sets-colour', place: { line: 1, column: 9 } },
    ])
  })

  it('is never read past its end, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a:;{}/*"\'\\#f0(\n )url@'.split('')) }), (text) => {
        const lines = text.split('\n')
        for (const { place } of check(text)) {
          const { line = 0, column = 0, length = 0 } = place ?? {}
          expect(lines[line - 1]?.slice(column - 1, column - 1 + length)).toHaveLength(length)
        }
      }),
    )
  })
})
