import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareGolden, difference, goldenOptions } from './golden.ts'

const AT_HOME = { update: false, strict: false }
const IN_CI = { update: false, strict: true }

let folder = ''
const files = () => readdirSync(folder).sort()
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const made = (files: Record<string, string>) => new Map(Object.entries(files))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('comparing with a golden folder', () => {
  it('writes what nobody has expected yet, and takes it from then on', () => {
    expect(compareGolden(folder, made({ 'a.txt': 'one\n' }), AT_HOME)).toEqual([])
    expect(read('a.txt')).toBe('one\n')
    expect(compareGolden(folder, made({ 'a.txt': 'one\n' }), IN_CI)).toEqual([])
  })

  it('fails where nobody looks at what is new, and writes nothing', () => {
    expect(compareGolden(folder, made({ 'a.txt': 'one\n' }), IN_CI)).toHaveLength(1)
    expect(files()).toEqual([])
  })

  it('leaves a changed file beside the expected one, until they are the same again', () => {
    compareGolden(folder, made({ 'a.txt': 'one\ntwo\n' }), AT_HOME)
    const [told] = compareGolden(folder, made({ 'a.txt': 'one\n2\n' }), AT_HOME)
    expect(told).toContain('2 - two')
    expect(told).toContain('2 + 2')
    expect([files(), read('a.txt')]).toEqual([['a.txt', 'a.txt-changed'], 'one\ntwo\n'])
    compareGolden(folder, made({ 'a.txt': 'one\ntwo\n' }), AT_HOME)
    expect(files()).toEqual(['a.txt'])
  })

  it('notices a file that is no longer made', () => {
    compareGolden(folder, made({ 'a.txt': '1', 'b.txt': '2' }), AT_HOME)
    expect(compareGolden(folder, made({ 'a.txt': '1' }), AT_HOME)).toEqual(['b.txt is expected, but was not made'])
  })

  it('takes all that was made when it is told to, also what is gone', () => {
    compareGolden(folder, made({ 'a.txt': '1', 'b.txt': '2' }), AT_HOME)
    expect(compareGolden(folder, made({ 'a.txt': '3' }), { update: true, strict: true })).toEqual([])
    expect([files(), read('a.txt')]).toEqual([['a.txt'], '3'])
  })

  it('is asked by the environment', () => {
    expect(goldenOptions({})).toEqual({ update: false, strict: false })
    expect(goldenOptions({ CI: 'true', UPDATE_GOLDEN: '1' })).toEqual({ update: true, strict: true })
  })
})

describe('a difference', () => {
  it('is cut around the place where a long line changes', () => {
    const text = difference(`${'x'.repeat(500)}old`, `${'x'.repeat(500)}new`)
    expect(text).toMatch(/x{60}old$/m)
    expect(text).toMatch(/x{60}new$/m)
    expect(text.length).toBeLessThan(200)
  })

  it('shows the first lines only, and says how many follow', () => {
    expect(difference('a\n'.repeat(9), 'b\n'.repeat(9))).toContain('and 4 more lines')
  })
})
