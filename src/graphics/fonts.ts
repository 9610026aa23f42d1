/** The fonts that are embedded in every page, and the exact width of a text set in them. */
import { z } from 'zod'
import { checkShape, readDocument } from '../data/document.ts'
import { keyOf, sha256 } from '../keep.ts'
import { problem, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import { type Shaper, shaperOf } from './shaper.ts'

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
  /** Of the faces with their content. */
  readonly hash: string
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
  const usable = faces.filter((face) => isWhole(face, tell))
  const expected = spec.families.reduce((sum, one) => sum + one.weights.length * one.subsets.length, 0)
  return usable.length < expected
    ? null
    : makeFonts(
        spec.families.map((one) => one.family),
        usable.map(shaperOf),
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

/** WOFF2 names itself in its first four bytes, and its own length in bytes 8 to 11 (W3C WOFF 2.0, 4.1). */
function isWhole({ family, file, bytes }: Face, tell: Tell): boolean {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fits = bytes.length >= 12 && head.getUint32(0) === 0x774f4632 && head.getUint32(8) === bytes.length
  if (!fits) tell(problem('font-not-readable', { family, file, reason: 'it is no WOFF2 file, or a part of one' }))
  return fits
}

/** A note mark whose number is not known yet is a private-use character; it is given the width of `(1)`. */
const UNNUMBERED = /[\uE000-\uF8FF]/g

function makeFonts(families: readonly string[], shapers: readonly Shaper[]): Fonts {
  const widths = new Map<string, number>()
  const orders = new Map<number, readonly Shaper[]>()
  const orderFor = (weight: number) => {
    const order = orders.get(weight) ?? fallbacks(weight, families, shapers)
    orders.set(weight, order)
    return order
  }
  const width = (text: string, size: number, weight: number) => {
    const key = `${weight} ${text}`
    const known = widths.get(key) ?? emWidth(text.replace(UNNUMBERED, '(1)'), orderFor(weight))
    widths.set(key, known)
    return known * size
  }
  const missing = (text: string) => {
    const characters = new Set([...text.replace(UNNUMBERED, '').replace(/[\p{Cf}\n]/gu, '')])
    return [...characters].filter((one) => !shapers.some((shaper) => shaper.has(one.codePointAt(0) ?? 0)))
  }
  const stack = families.map((family) => `'${family}'`).join(', ')
  const faces = shapers.map((one) => one.face)
  const hash = keyOf(faces.map(({ bytes, ...face }) => [face, sha256(bytes)]))
  return { stack, families, faces, hash, width, missing }
}

/** Width in em: the text is cut into runs of one face each, as a browser falls back from face to face. */
function emWidth(text: string, order: readonly Shaper[]): number {
  let total = 0
  let run = ''
  let shaper: Shaper | undefined
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const next = order.find((one) => one.has(code)) ?? shaper
    if (next !== shaper) {
      if (run !== '') total += shaper?.width(run) ?? 0
      run = ''
      shaper = next
    }
    run += character
  }
  return run === '' ? total : total + (shaper?.width(run) ?? 0)
}

/** The faces of a weight, or of the one nearest to it, in the order in which a browser tries them. */
function fallbacks(weight: number, families: readonly string[], shapers: readonly Shaper[]): readonly Shaper[] {
  return families.flatMap((family) => {
    const own = shapers.filter(({ face }) => face.family === family)
    const far = (one: Shaper) => Math.abs(one.face.weight - weight)
    const least = Math.min(...own.map(far))
    return own.filter((one) => far(one) === least)
  })
}
