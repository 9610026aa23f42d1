/** Style sheets as their author writes them: every colour comes from the theme, where its contrast is checked. */
import { COLOUR_PROPERTY } from '../graphics/theme.ts'
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { COLOUR_NAMES } from './colour-names.ts'

export interface Sheet {
  readonly file: string
  readonly text: string
}

/** `colour: value` of a rule, and where it begins in the sheet. */
interface Declaration {
  readonly property: string
  readonly value: string
  /** UTF-16 units from the start of the sheet to the property, and to the value. */
  readonly at: number
  readonly valueAt: number
}

/** Comments, texts in quotes and addresses: whatever looks like a colour in them is none. */
const NOT_CODE = /\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\burl\([^)]*\)/gi
/** Properties whose value may hold a colour, and custom ones, which may end up there. */
const COLOURED =
  /^(--.*|.*color|background.*|border.*|outline.*|column-rule.*|text-.*|.*shadow|fill|stroke|filter|mask.*|list-style.*)$/i
/** A colour that is written out, or made of others: `#12a`, `rgb(`, `color-mix(`. */
const WRITTEN =
  /#[0-9a-f]{3,8}(?![\w-])|(?<![\w-])(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color|color-mix|device-cmyk|light-dark|contrast-color)(?=\()/gi
const WORD = /(?<![\w-])[a-z]+(?![\w(-])/gi

/** Tells each fixed colour of a sheet, each use of a colour that is not in the theme, and each attempt to give it another value. */
export function checkSheet({ file, text }: Sheet, colours: readonly string[] | null, tell: Tell): void {
  const place = (offset: number, length: number): Place => ({ file, ...position(text, offset), length })
  for (const { property, value, at, valueAt } of declarationsOf(text)) {
    if (property.startsWith(COLOUR_PROPERTY)) {
      const colour = property.slice(COLOUR_PROPERTY.length)
      tell(problem('style-sets-colour', { colour }, place(at, property.length)))
    }
    for (const { index, 0: colour } of COLOURED.test(property) ? fixedColours(value) : [])
      tell(problem('style-fixed-colour', { colour }, place(valueAt + index, colour.length)))
    for (const { index, 0: use, 1: colour = '' } of value.matchAll(USE))
      if (colours?.includes(colour) === false)
        tell(
          problem(
            'style-colour-unknown',
            { colour, hint: suggest(colour, colours) },
            place(valueAt + index, use.length),
          ),
        )
  }
}

const USE = new RegExp(`${COLOUR_PROPERTY}([\\w-]+)`, 'g')

/** Names of the system's own colours are none of these: with forced colours they are what the reader chose. */
function fixedColours(value: string): readonly RegExpExecArray[] {
  const named = [...value.matchAll(WORD)].filter(([word]) => COLOUR_NAMES.has(word.toLowerCase()))
  return [...value.matchAll(WRITTEN), ...named].toSorted((a, b) => a.index - b.index)
}

/** What stands before a `{` is a selector or a condition; what ends with `;` or `}` is a declaration. */
function declarationsOf(text: string): readonly Declaration[] {
  const code = text.replace(NOT_CODE, (part) => part.replace(/[^\n]/g, ' '))
  return [...code.matchAll(/([^{};]*)([{};]|$)/g)].flatMap(({ index, 1: piece = '', 2: end }) => {
    const colon = piece.indexOf(':')
    const before = /^\s*/.exec(piece)?.[0].length ?? 0
    if (end === '{' || colon < 0 || piece[before] === '@') return []
    const property = piece.slice(before, colon).trimEnd()
    return [{ property, value: piece.slice(colon + 1), at: index + before, valueAt: index + colon + 1 }]
  })
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
