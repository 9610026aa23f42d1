import { describe, expect, it } from 'vitest'
import type { MadeOutput } from '../src/outputs.ts'
import type { Place, Problem } from '../src/problem.ts'
import { reportOutputs, reportProblems, tally } from '../src/report.ts'
import { memoryWorld } from './memory-world.ts'

const plain = { colour: false }
const found = (changes: Partial<Problem> = {}): Problem => ({
  code: 'number-malformed',
  severity: 'error',
  message: '"abc" is not a number',
  ...changes,
})
const place: Place = { file: 'a.csv', line: 2, column: 6, length: 3 }
const world = memoryWorld({ 'a.csv': 'year,value\r\n2020,abc\r\n2021,5\r\n', 'empty.csv': 'x\n\n' })
const report = (...problems: readonly Problem[]) => reportProblems(problems, world, plain)

describe('a problem', () => {
  it('is shown with its place, its code, its line, a caret below what is meant, and a hint', async () => {
    expect(await report(found({ place, hint: 'write digits only' }))).toBe(
      `a.csv:2:6  problem number-malformed
  "abc" is not a number
  2 | 2020,abc
    |      ^^^
  hint: write digits only

1 problem
`,
    )
  })

  it('without a place is shown by its sentence alone', async () => {
    expect(await report(found())).toBe('problem number-malformed\n  "abc" is not a number\n\n1 problem\n')
  })

  it('names the other places that it speaks of', async () => {
    expect(await report(found({ place, also: [{ file: 'a.csv', line: 3, column: 1 }] }))).toContain(
      '  see also a.csv:3:1',
    )
  })

  it('of a whole file, of an empty line, and of a file that is not there shows no line', async () => {
    for (const at of [
      { file: 'a.csv' },
      { file: 'empty.csv', line: 2, column: 1 },
      { file: 'gone.csv', line: 1, column: 1 },
    ]) {
      const text = await report(found({ place: at }))
      expect(text).not.toMatch(/\||\^/)
      expect(text).toContain(at.file)
    }
  })

  it('behind the end of its line is pointed at there', async () => {
    const [, , source, caret] = (await report(found({ place: { file: 'a.csv', line: 2, column: 99 } }))).split('\n')
    expect(caret?.indexOf('^')).toBe((source ?? '').length)
  })

  it('far to the right in a long line has its caret below it all the same', async () => {
    const long = memoryWorld({ 'long.csv': `${'x,'.repeat(300)}HERE,${'y,'.repeat(300)}` })
    const text = await reportProblems(
      [found({ place: { file: 'long.csv', line: 1, column: 601, length: 4 } })],
      long,
      plain,
    )
    const lines = text.split('\n')
    const source = lines.find((line) => line.includes('HERE')) ?? ''
    expect(source.length).toBeLessThan(130)
    expect(lines[lines.indexOf(source) + 1]?.indexOf('^^^^')).toBe(source.indexOf('HERE'))
  })

  it('in a line with tabs has its caret in the right column', async () => {
    const tabs = memoryWorld({ 't.tsv': 'a\tb\tc' })
    const text = await reportProblems([found({ place: { file: 't.tsv', line: 1, column: 5 } })], tabs, plain)
    expect(text).toContain('  1 | a b c\n    |     ^\n')
  })
})

describe('many problems', () => {
  it('stand file by file and line by line, whatever was read first', async () => {
    const at = (file: string, line: number) => found({ message: `${file}${line}`, place: { file, line, column: 1 } })
    const text = await report(at('b.csv', 2), at('a.csv', 10), at('a.csv', 9))
    expect(text.match(/^ {2}[ab]\.csv\d+$/gm)).toEqual(['  a.csv9', '  a.csv10', '  b.csv2'])
  })

  it('stand with the errors first, in the order in which they were found, and are counted', async () => {
    const warning = found({ severity: 'warning', message: 'careful' })
    const text = await report(warning, found({ message: 'first' }), found({ message: 'second' }))
    expect(text.match(/first|second|careful/g)).toEqual(['first', 'second', 'careful'])
    expect(text).toMatch(/\n2 problems, 1 warning\n$/)
  })

  it.each([
    [1, 0, '1 problem'],
    [0, 2, '2 warnings'],
    [3, 1, '3 problems, 1 warning'],
    [0, 0, ''],
  ])('%i and %i warnings are counted as "%s"', (errors, warnings, text) => {
    const all = [...Array(errors).fill(found()), ...Array(warnings).fill(found({ severity: 'warning' }))]
    expect(tally(all)).toBe(text)
  })

  it('have colours on a terminal, and the same words', async () => {
    const problems = [found({ place, hint: 'so' }), found({ severity: 'warning' })]
    const coloured = await reportProblems(problems, world, { colour: true })
    expect(coloured).toContain('\u001b[')
    expect(coloured.replace(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '')).toBe(await report(...problems))
  })
})

describe('the table of what was made', () => {
  const output = (changes: Partial<MadeOutput>): MadeOutput => ({
    path: 'a',
    kind: 'csv',
    document: null,
    size: 10,
    sha256: '',
    ...changes,
  })

  it('aligns names to the left and numbers to the right', () => {
    const outputs = [
      output({ path: 'long-name.pdf', document: 'nl', size: 115_400, pages: 2, milliseconds: 253.4 }),
      output({ path: 'b.json' }),
    ]
    expect(reportOutputs('out', outputs, plain).split('\n')).toEqual([
      'file               language  pages    size    time',
      'out/long-name.pdf  nl            2  115 kB  253 ms',
      'out/b.json                            1 kB',
    ])
  })
})
