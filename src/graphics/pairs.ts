/** Which colours of a theme stand on each other, what they are there for, and whether they can be told apart. */
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { contrast } from './contrast.ts'

/** Light and dark screens, and paper. */
export type Mode = 'light' | 'dark' | 'print'
const MODES: readonly Mode[] = ['light', 'dark', 'print']

/** Least contrast by what a colour does: WCAG 2.2, 1.4.3 for text (large: from 18 pt, or 14 pt bold), 1.4.11 for all else. */
const LEAST = { text: 4.5, 'large-text': 3, mark: 3, focus: 3 } as const
export const ROLES = ['text', 'large-text', 'mark', 'focus'] as const
export type Role = (typeof ROLES)[number]

/** A colour with a task, on or beside another one. */
export interface Pair {
  readonly role: Role
  readonly colour: string
  readonly ground: string
  /** Where the pair itself is written. */
  readonly place: Place
}
export type Pairs = readonly Pair[]

type Shade = Readonly<{ light: string; dark: string; print?: string | undefined }>
type Colours = Readonly<Record<string, Shade>>

interface Palette {
  readonly colours: Colours
  readonly pairs: Pairs
  readonly decoration: readonly string[]
}
/** Where the colour of a name is written, or the name itself. */
type PlaceOf = (name: string, mode: Mode | 'name') => Place

/** The colour, as `#RRGGBB`, that a name has in a mode; paper is a light page, but for colours that have a shade of its own. */
export function colourIn(colours: Colours, name: string, mode: Mode): string | undefined {
  const shade = Object.hasOwn(colours, name) ? colours[name] : undefined
  return shade?.[mode] ?? shade?.light
}

/** Tells each pair with too little contrast in a mode, each name that is no colour, and each colour that is in no pair. */
export function checkPairs(palette: Palette, placeOf: PlaceOf, tell: Tell): void {
  const { colours, pairs, decoration } = palette
  const known = (name: string) => colourIn(colours, name, 'light') !== undefined
  for (const { colour, ground, place } of pairs)
    for (const name of [colour, ground].filter((one) => !known(one)))
      tell(problem('theme-colour-unknown', { colour: name, hint: suggest(name, Object.keys(colours)) }, place))
  const placed = new Set([...decoration, ...pairs.flatMap(({ colour, ground }) => [colour, ground])])
  for (const colour of Object.keys(colours).filter((name) => !placed.has(name)))
    tell(problem('theme-colour-unchecked', { colour }, placeOf(colour, 'name')))
  for (const pair of pairs.filter(({ colour, ground }) => known(colour) && known(ground)))
    for (const mode of MODES) checkPair(pair, mode, palette, placeOf, tell)
}

function checkPair({ role, colour, ground, place }: Pair, mode: Mode, palette: Palette, placeOf: PlaceOf, tell: Tell) {
  const { colours } = palette
  // On paper as on a light page: said once.
  if (mode === 'print' && !colours[colour]?.print && !colours[ground]?.print) return
  const shades = [colourIn(colours, colour, mode) ?? '', colourIn(colours, ground, mode) ?? ''] as const
  const ratio = contrast(...shades)
  if (ratio >= LEAST[role]) return
  const facts = { colour, ground, role, mode, shades, ratio, needed: LEAST[role] }
  tell(problem('theme-contrast', facts, placeOf(colour, mode), [placeOf(ground, mode), place]))
}
