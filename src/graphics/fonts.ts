/** The fonts that are embedded in every page, and the exact width of a text set in them. */
import type { Font } from 'fontkit'
import { z } from 'zod'
import { checkShape, readDocument } from '../data/document.ts'
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'

const Family = z.strictObject({
  family: z.string(),
  package: z.string().regex(/^@fontsource\//, 'a package of @fontsource'),
  weights: z.array(z.int().min(100).max(900)).min(1),
  subsets: z.array(z.string()).min(1),
})
const FontsSpec = z.strictObject({ families: z.array(Family).min(1) })

/** One file of one family: a weight of a subset. */
export interface Face {
  readonly family: string
  readonly weight: number
  readonly subset: string
  readonly file: string
  /** For `unicode-range` in CSS. */
  readonly unicodeRange: string
  /** WOFF2. */
  readonly bytes: Uint8Array
}

export interface Fonts {
  /** Value of `font-family`; quoted, because a name with a digit such as Source Sans 3 is no CSS identifier. */
  readonly stack: string
  /** In the order of fallback, as in CSS. */
  readonly families: readonly string[]
  readonly faces: readonly Face[]
  /** Width of one line of text in px, with kerning and shaping as a browser sets it. */
  width(text: string, size: number, weight: number): number
  /** Characters of the text that no face has. */
  missing(text: string): readonly string[]
}

/** Reads the fonts named in a file; tells each that is missing or unreadable; null when there is one. */
export async function readFonts(file: string, world: World, tell: Tell): Promise<Fonts | null> {
  const document = readDocument(new TextDecoder().decode(await world.files.read(file)), file, tell)
  const spec = document && checkShape(document, FontsSpec, tell)
  if (!document || !spec) return null
  const found = await Promise.all(
    spec.families.map((family, index) => readFamily(family, world, document.place(['families', index]), tell)),
  )
  const faces = found.flat()
  const { create } = await import('fontkit')
  const opened = faces.map((face) => openFace(face, create, tell))
  const expected = spec.families.reduce((sum, one) => sum + one.weights.length * one.subsets.length, 0)
  const usable = opened.filter((one) => one !== null)
  return usable.length < expected
    ? null
    : makeFonts(
        spec.families.map((one) => one.family),
        usable,
      )
}

type FamilySpec = z.infer<typeof Family>
type Place = ReturnType<NonNullable<ReturnType<typeof readDocument>>['place']>

async function readFamily(spec: FamilySpec, world: World, place: Place, tell: Tell): Promise<readonly Face[]> {
  const folder = `node_modules/${spec.package}`
  const slug = spec.package.slice(spec.package.lastIndexOf('/') + 1)
  const ranges = await unicodeRanges(`${folder}/unicode.json`, world)
  const wanted = spec.weights.flatMap((weight) => spec.subsets.map((subset) => ({ weight, subset })))
  const faces = wanted.map(async ({ weight, subset }) => {
    const file = `${folder}/files/${slug}-${subset}-${weight}-normal.woff2`
    const bytes = await world.files.read(file).catch(() => null)
    if (!bytes) tell(problem('font-missing', { family: spec.family, weight, file }, place))
    return bytes && { family: spec.family, weight, subset, file, unicodeRange: ranges[subset] ?? 'U+0-10FFFF', bytes }
  })
  return (await Promise.all(faces)).filter((face) => face !== null)
}

async function unicodeRanges(file: string, world: World): Promise<Readonly<Record<string, string>>> {
  const bytes = await world.files.read(file).catch(() => null)
  return bytes ? JSON.parse(new TextDecoder().decode(bytes)) : {}
}

interface Opened {
  readonly face: Face
  readonly font: Font
}

function openFace(face: Face, create: typeof import('fontkit').create, tell: Tell): Opened | null {
  try {
    const font = create(Buffer.from(face.bytes))
    if (!('layout' in font)) throw new Error('it holds several fonts')
    return { face, font }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    tell(problem('font-not-readable', { family: face.family, file: face.file, reason }))
    return null
  }
}

/** A note mark whose number is not known yet is a private-use character; it is given the width of `(1)`. */
const UNNUMBERED = /[\uE000-\uF8FF]/g

function makeFonts(families: readonly string[], opened: readonly Opened[]): Fonts {
  const widths = new Map<string, number>()
  const width = (text: string, size: number, weight: number) => {
    const key = `${weight} ${text}`
    const known = widths.get(key) ?? emWidth(text.replace(UNNUMBERED, '(1)'), weight, families, opened)
    widths.set(key, known)
    return known * size
  }
  const missing = (text: string) => {
    const characters = new Set([...text.replace(UNNUMBERED, '').replace(/[\p{Cf}\n]/gu, '')])
    return [...characters].filter((one) =>
      opened.every(({ font }) => !font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)),
    )
  }
  const stack = families.map((family) => `'${family}'`).join(', ')
  return { stack, families, faces: opened.map((one) => one.face), width, missing }
}

/** Width in em: the text is cut into runs of one face each, as a browser falls back from face to face. */
function emWidth(text: string, weight: number, families: readonly string[], opened: readonly Opened[]): number {
  const byFamily = families.map((family) =>
    nearestWeight(
      weight,
      opened.filter(({ face }) => face.family === family),
    ),
  )
  const order = byFamily.flat()
  let total = 0
  let run = ''
  let font: Font | undefined
  const close = () => {
    if (font && run !== '') total += font.layout(run).advanceWidth / font.unitsPerEm
  }
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const next = order.find((one) => one.font.hasGlyphForCodePoint(code))?.font ?? font
    if (next !== font) {
      close()
      run = ''
      font = next
    }
    run += character
  }
  close()
  return total
}

function nearestWeight(weight: number, opened: readonly Opened[]): readonly Opened[] {
  const far = (one: Opened) => Math.abs(one.face.weight - weight)
  const least = Math.min(...opened.map(far))
  return opened.filter((one) => far(one) === least)
}
