import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { create, type Font } from 'fontkit'
import { describe, expect, it } from 'vitest'
import type { Face } from '../../src/graphics/fonts.ts'
import { shaperOf } from '../../src/graphics/shaper.ts'
import { Refusal } from '../../src/problem.ts'

const FILES = join(import.meta.dirname, '../../node_modules/@fontsource/source-sans-3/files')
const bytesOf = (weight: number) => readFileSync(join(FILES, `source-sans-3-latin-${weight}-normal.woff2`))
const face = (file: string, bytes: Uint8Array): Face => ({
  family: 'Source Sans 3',
  weight: 400,
  subset: 'latin',
  file,
  unicodeRange: 'U+0-FF',
  bytes,
})
const fontkit = (weight: number) => create(bytesOf(weight)) as Font

describe('a shaper', () => {
  it('sets every text as wide as fontkit does, the first time and again', () => {
    const [font, shaper] = [fontkit(400), shaperOf(face('a', bytesOf(400)))]
    const width = (text: string) => font.layout(text).advanceWidth / font.unitsPerEm
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        for (const _ of [1, 2]) expect(shaper.width(text)).toBe(width(text))
      }),
    )
  })

  it('knows the characters of its face', () => {
    const shaper = shaperOf(face('a', bytesOf(400)))
    expect([...'aé東'].map((one) => shaper.has(one.codePointAt(0) ?? 0))).toEqual([true, true, false])
  })

  it('is another one when the file has another content', () => {
    const [regular, bold] = [shaperOf(face('b', bytesOf(400))), shaperOf(face('b', bytesOf(700)))]
    expect(bold.width('Diptych')).toBeGreaterThan(regular.width('Diptych'))
    expect(regular.width('Diptych')).toBe(shaperOf(face('b', bytesOf(400))).width('Diptych'))
  })

  it('carries the face that was asked for, also when the same file is known by another name', () => {
    expect(shaperOf({ ...face('c', bytesOf(400)), family: 'First' }).face.family).toBe('First')
    expect(shaperOf({ ...face('c', bytesOf(400)), family: 'Second' }).face.family).toBe('Second')
  })

  it('refuses a damaged font when a text is to be measured, naming the file', () => {
    const damaged = Buffer.concat([bytesOf(400).subarray(0, 60), Buffer.alloc(40)])
    const attempt = () => shaperOf(face('broken.woff2', damaged)).width('a')
    expect(attempt).toThrow(Refusal)
    expect(attempt).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'font-not-readable' })] }),
    )
  })
})
