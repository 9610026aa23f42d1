/** One face opened: which characters it has, and how wide a run of them is set. */
import { createRequire } from 'node:module'
import type { Font } from 'fontkit'
import { problem, Refusal } from '../problem.ts'
import type { Face } from './fonts.ts'

export interface Shaper {
  readonly face: Face
  has(codePoint: number): boolean
  /** Width in em of a run of characters that the face has, with kerning and shaping. */
  width(run: string): number
}

/** The runs of several thousand documents; then it begins anew, so that a batch of any length stays small. */
const MOST_KEPT = 20_000

/** By file: a batch reads the same fonts for each document, and unpacking one takes longer than all measuring with it. */
const opened = new Map<string, Shaper>()

/** The shaper of a face; throws a Refusal, at the first use, when fontkit cannot read it. */
export function shaperOf(face: Face): Shaper {
  const known = opened.get(face.file)
  if (known && Buffer.compare(known.face.bytes, face.bytes) === 0) return { ...known, face }
  const made = makeShaper(face)
  opened.set(face.file, made)
  return made
}

function makeShaper(face: Face): Shaper {
  const widths = new Map<string, number>()
  let unpacked: Font | undefined
  // Each use: fontkit unpacks a table when it is first needed, and finds only then that it is damaged.
  const ask = <Answer>(question: (font: Font) => Answer): Answer => {
    try {
      unpacked ??= unpack(face)
      return question(unpacked)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Refusal([problem('font-not-readable', { family: face.family, file: face.file, reason })])
    }
  }
  const measure = (run: string) => {
    if (widths.size >= MOST_KEPT) widths.clear()
    const width = ask((font) => font.layout(run).advanceWidth / font.unitsPerEm)
    widths.set(run, width)
    return width
  }
  return {
    face,
    has: (codePoint) => ask((font) => font.hasGlyphForCodePoint(codePoint)),
    width: (run) => widths.get(run) ?? measure(run),
  }
}

/** Loaded at the first text that is measured: `check` draws nothing, and fontkit takes 20 ms to load. */
const load = createRequire(import.meta.url)

function unpack(face: Face): Font {
  const { create } = load('fontkit') as typeof import('fontkit')
  const font = create(Buffer.from(face.bytes))
  if (!('layout' in font)) throw new Error('it holds several fonts')
  return font
}
