/** The command line as a person and a script meet it: all that needs no browser. */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { type Desk, openDesk } from '../e2e/desk.ts'
import { copyProject, diptych, type Project, TOOL } from '../e2e/project.ts'

const DATA = 'data/voluntary-return'
const MONTHS = `${DATA}/returns-by-month.csv`

const projects: Project[] = []
function project(of?: string): Project {
  const made = copyProject(of)
  projects.push(made)
  return made
}
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.close()
  for (const one of projects) one.remove()
})

/** What Node prints of an error that nobody caught. */
const STACK = /^\s+at .+:\d+:\d+\)?$/m

describe('help', () => {
  it('says what the tool does, its commands with an example each, and its exit codes', async () => {
    const { code, out, told } = await diptych(['--help'])
    expect({ code, told }).toEqual({ code: 0, told: '' })
    for (const word of ['build', 'check', 'explain', 'reviewed', '--root', '--version', 'Examples:', 'Exit codes:'])
      expect(out).toContain(word)
    expect(out.split('\n').filter((line) => line.length > 120)).toEqual([])
  })

  it.each(['build', 'check', 'explain', 'reviewed'])('of %s names the options that it has', async (command) => {
    const { code, out } = await diptych([command, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^Usage: diptych ${command}`))
    expect(out).toContain('--edition')
    expect(out).toContain('--json')
  })

  it('gives the version of package.json, alone on its line', async () => {
    expect(await diptych(['--version'])).toMatchObject({ code: 0, out: `${manifest.version}\n` })
  })
})

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['biuld'], /unknown command 'biuld'[\s\S]*build/],
    ['an unknown option', ['check', '--langauge', 'nl'], /unknown option '--langauge'/],
    ['an option without its value', ['build', '--lang'], /--lang/],
    ['a missing argument', ['explain'], /figure/],
    ['too many arguments', ['check', 'voluntary-return', '2020'], /too many arguments/],
  ])('%s ends with 2, and points to the help', async (_, args, said) => {
    const { code, out, told } = await diptych(args)
    expect(code).toBe(2)
    expect(told).toMatch(said)
    expect(told).toContain('--help')
    expect(out).toBe('')
    expect(told).not.toMatch(STACK)
  })
})

describe('check', () => {
  it('ends with 0 for the factsheet that is shipped, and makes nothing', async () => {
    const fine = project()
    const { code, out } = await diptych(['check'], { root: fine.root })
    expect(code).toBe(0)
    expect(out).toContain('No problems')
    expect(readdirSync(fine.root).sort()).toEqual(['data', 'templates'])
  })

  it('shows a broken cell with its place, its line, a caret below it and what to do, and ends with 1', async () => {
    const broken = project()
    const line =
      broken
        .read(MONTHS)
        .split('\n')
        .findIndex((one) => one.startsWith('2020-02,fedasil,222')) + 1
    broken.edit(MONTHS, '2020-02,fedasil,222', '2020-02,fedasil,2 22')
    const { code, out, told } = await diptych(['check'], { root: broken.root })
    expect(code).toBe(1)
    expect(told).toContain(`${MONTHS}:${line}:17  problem `)
    const lines = told.split('\n')
    const source = lines.findIndex((one) => one.startsWith(`  ${line} | 2020-02,fedasil,2 22`))
    expect(source).toBeGreaterThan(0)
    const shown = lines[source] ?? ''
    const carets = lines[source + 1] ?? ''
    expect(carets.indexOf('^')).toBe(shown.indexOf('2 22'))
    expect(carets.lastIndexOf('^')).toBe(shown.indexOf('2 22') + 3)
    expect(lines[source + 2]).toMatch(/^ {2}hint: /)
    expect(told).toMatch(/1 problem/)
    expect(out + told).not.toMatch(STACK)
  })

  it('tells all problems of all files in one run', async () => {
    const broken = project()
    broken.edit(MONTHS, '2020-02,fedasil,222', '2020-02,fedasil,abc')
    broken.edit(`${DATA}/returns-by-year.csv`, /^2012,\d+/m, '2012,5 656')
    broken.edit('templates/voluntary-return/text/nl.yaml', 'heading: Kerncijfers', 'heading: Kerncijfers {edition')
    const { code, told } = await desk.run(['check'], { root: broken.root })
    expect(code).toBe(1)
    for (const file of [MONTHS, `${DATA}/returns-by-year.csv`, 'text/nl.yaml']) expect(told).toContain(file)
  })

  it('says which two numbers disagree, where each comes from, and by how much', async () => {
    const broken = project()
    broken.edit(MONTHS, '2020-02,fedasil,222', '2020-02,fedasil,232')
    const { code, told } = await desk.run(['check'], { root: broken.root })
    expect(code).toBe(1)
    expect(told).toMatch(/1[.,]?857[\s\S]*1[.,]?847[\s\S]*difference of (−|-)?10/)
    expect(told).toContain(`${MONTHS}:`)
  })

  it('prints one JSON object with --json, each problem with its code, sentence and place', async () => {
    const broken = project()
    broken.edit(MONTHS, '2020-02,fedasil,222', '2020-02,fedasil,abc')
    const { code, out, told } = await desk.run(['check', '--json'], { root: broken.root })
    expect({ code, told }).toEqual({ code: 1, told: '' })
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [
        { code: 'number-malformed', severity: 'error', place: { file: MONTHS, line: expect.any(Number), column: 17 } },
      ],
    })
  })

  it('says what there is when the factsheet or the edition is not', async () => {
    const unknown = await desk.run(['check', 'voluntary-retrun'])
    expect(unknown).toMatchObject({ code: 1, told: expect.stringContaining('did you mean "voluntary-return"?') })
    const edition = await desk.run(['check', '--edition', 'last'])
    expect(edition).toMatchObject({ code: 1, told: expect.stringContaining('last') })
    const empty = await desk.run(['check'], { root: TOOL.replace(/[^/]*$/, '') })
    expect(empty).toMatchObject({ code: 1, told: expect.stringContaining('There is no factsheet') })
  })

  it('refuses an edition without data with a list of what is missing, and no NaN', async () => {
    const { code, out, told } = await desk.run(['check', '--edition', '2019'])
    expect(code).toBe(1)
    const missing = told.match(/has no row for/g) ?? []
    expect(missing.length).toBeGreaterThan(3)
    expect(told).toContain('2018')
    expect(out + told).not.toMatch(/NaN|undefined|null|Infinity/)
  })
})

describe('explain', () => {
  it('shows value, formula, every cell with its row, and where the figure is printed', async () => {
    const { code, out, told } = await diptych(['explain', 'total'])
    expect({ code, told }).toEqual({ code: 0, told: '' })
    expect(out).toMatch(/ = 1847 /)
    expect(out).toMatch(/printed as 1\.847 \(nl\), 1\.847 \(fr\)/)
    const cells = out.match(new RegExp(`^ {2}${MONTHS}:\\d+:\\d+ {2}2020-\\d\\d,.*$`, 'gm')) ?? []
    expect(cells).toHaveLength(24)
    expect(out).toMatch(/^ {2}nl: text lead.*table months/m)
    expect(out).toMatch(/^ {2}facing: /m)
  })

  it('gives the same as JSON', async () => {
    const { code, out } = await desk.run(['explain', 'total', '--json'])
    expect(code).toBe(0)
    const explanation = JSON.parse(out)
    expect(explanation).toMatchObject({ value: '1847', unit: 'persons', printed: { nl: '1.847', fr: '1.847' } })
    expect(explanation.cells).toHaveLength(24)
  })

  it('knows a cell by its table, row and column, and offers the nearest name for one that is not there', async () => {
    expect(await desk.run(['explain', 'history.2012.persons'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('= 5656 '),
    })
    const { code, told } = await desk.run(['explain', 'totaal'])
    expect(code).toBe(1)
    expect(told).toContain('did you mean "total"?')
  })
})
