/** What `npm run conformance` makes of a validator's words. The validator is one of ours here: the real one tries itself on its control at every run. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TOOL } from './e2e/project.ts'

let folder: string
let bin: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diptych-conformance-test-'))
  bin = join(folder, 'bin')
  mkdirSync(bin)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Puts a program on the PATH of the next run, written in JavaScript. */
function program(name: string, body: string): void {
  const script = join(folder, `${name}.cjs`)
  writeFileSync(script, body)
  writeFileSync(join(bin, name), `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`)
  chmodSync(join(bin, name), 0o755)
}

/**
 * A veraPDF that finds what stands in a document: `{ claims, faults, ... }`, JSON. In the control it finds what is known
 * to be wrong there, but for what `misses` names. Logs its arguments.
 */
const veraPdf = (misses = 'nothing') => `
const { appendFileSync, readFileSync } = require('node:fs')
const args = process.argv.slice(2)
if (args[0] === '--version') process.exit(0)
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, args.join(' ') + '\\n')
const UA = 'PDF/UA-1', A = 'PDF/A-3a'
const control = { claims: [], faults: {
  [UA]: ['7.1-3', '7.1-8', '7.18.1-2', '7.18.5-1', '7.18.5-2', '7.2-20', '7.3-1'], [A]: ['6.1.3-1', '6.2.4.3-2', '6.6.2.1-1'] } }
const flavour = args[args.indexOf('-f') + 1]
const summary = (fault) => ({ ruleStatus: 'FAILED', clause: fault.split('-')[0], testNumber: Number(fault.split('-')[1]),
  description: 'shall be so', failedChecks: 3, checks: [{ context: 'root/K[4]', errorMessage: 'is not so' }] })
const result = (one, profile) => {
  const faults = (one.faults?.[profile] ?? []).filter((fault) => fault !== ${JSON.stringify(misses)})
  return { profileName: profile + ' validation profile', jobEndStatus: 'normal', compliant: faults.length === 0,
    details: { passedChecks: 10, failedChecks: 3 * faults.length, ruleSummaries: faults.map(summary) }, ...one.says }
}
const jobs = args.filter((one) => one.endsWith('.pdf')).flatMap((name) => {
  const text = readFileSync(name, 'latin1')
  const one = text.startsWith('%PDF') ? control : JSON.parse(text)
  if (one.lost) return []
  const itemDetails = { name: process.cwd() + '/' + name }
  if (one.broken) return [{ itemDetails, taskException: { exceptionMessage: one.broken } }]
  const claims = one.claims.length > 0 ? one.claims : [UA]
  const profiles = flavour === '0' ? claims : [flavour === 'ua1' ? UA : A]
  return [{ itemDetails, validationResult: profiles.map((profile) => result(one, profile)) }]
})
console.log(JSON.stringify({ report: { buildInformation: { releaseDetails: [{ version: '9.9' }] }, jobs } }))
`

const BOTH = { claims: ['PDF/UA-1', 'PDF/A-3a'] }

function document(name: string, found: object): string {
  writeFileSync(join(folder, name), JSON.stringify(found))
  return join(folder, name)
}

function conformance(args: readonly string[], root = TOOL) {
  const script = join(root, 'scripts/conformance.mjs')
  const run = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: { PATH: bin } })
  return { code: run.status, out: run.stdout, told: run.stderr }
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
const verdictsOn = (file: string) => JSON.parse(conformance(['--json', file]).out).verdicts

describe('documents that are judged', () => {
  beforeEach(() => program('verapdf', veraPdf()))

  test('pass when not one rule of either profile fails, all judged in one process', () => {
    const run = conformance([document('a.pdf', BOTH), document('ب.pdf', BOTH)])
    expect(run).toMatchObject({ code: 0 })
    expect(run.out.match(/\.pdf +PDF\/(UA-1|A-3a) +pass +10\n/g)).toHaveLength(4)
    expect(run.out).toContain('veraPDF 9.9: all 4 pass.')
    expect(calls().filter((call) => call.endsWith(' 1.pdf 2.pdf'))).toHaveLength(1)
    expect(calls().filter((call) => call.includes('2.pdf'))).toHaveLength(1)
  })

  test('fail when one rule of one profile fails in one of them, told with clause, test, times and place', () => {
    const bad = document('bad.pdf', { ...BOTH, faults: { 'PDF/A-3a': ['6.2.10-2'] } })
    const run = conformance([document('good.pdf', BOTH), bad])
    expect(run.code).toBe(1)
    expect(run.out).toContain(
      `FAIL ${bad} · PDF/A-3a · clause 6.2.10, test 2 · 3 times\n     shall be so\n     is not so\n     first at root/K[4]\n`,
    )
    expect(run.out).toContain('veraPDF 9.9: 1 of 4 fail.')
  })

  test('tell the rules that fail in the order of the standard', () => {
    const file = document('bad.pdf', { ...BOTH, faults: { 'PDF/UA-1': ['7.18.1-2', '7.2-20', '7.2-3'] } })
    const [first] = verdictsOn(file)
    expect(first.failures.map((one: { clause: string; test: number }) => `${one.clause}-${one.test}`)).toEqual([
      '7.2-3',
      '7.2-20',
      '7.18.1-2',
    ])
  })

  test.each([
    ['nothing', []],
    ['only PDF/UA-1', ['PDF/UA-1']],
    ['only PDF/A-3a', ['PDF/A-3a']],
    ['a lesser PDF/A', ['PDF/UA-1', 'PDF/A-3b']],
  ])('are judged by both profiles when they claim %s', (_, claims) => {
    const faults = { 'PDF/UA-1': ['5-1'], 'PDF/A-3a': ['6.6.4-3'] }
    expect(verdictsOn(document('a.pdf', { claims, faults }))).toMatchObject([
      { profile: 'PDF/UA-1', passed: false, failures: [{ clause: '5', test: 1 }] },
      { profile: 'PDF/A-3a', passed: false, failures: [{ clause: '6.6.4', test: 3 }] },
    ])
  })

  test('are judged by PDF/A-2a when they claim it', () => {
    const verdicts = verdictsOn(document('a.pdf', { claims: ['PDF/UA-1', 'PDF/A-2a'] }))
    expect(verdicts).toMatchObject([{ profile: 'PDF/UA-1' }, { profile: 'PDF/A-2a', passed: true }])
  })

  test.each([
    ['veraPDF does not report on them', { lost: true }, /could not judge it: it is not in its report/],
    ['veraPDF cannot read them', { broken: 'no xref' }, /could not judge it: no xref/],
    ['veraPDF gave up half-way', { ...BOTH, says: { jobEndStatus: 'cancelled' } }, /not compliant/],
    [
      'veraPDF checked nothing',
      { ...BOTH, says: { details: { passedChecks: 0, failedChecks: 0, ruleSummaries: [] } } },
      /FAIL/,
    ],
    ['veraPDF calls them not compliant, without a rule', { ...BOTH, says: { compliant: false } }, /not compliant/],
  ])('fail when %s', (_, found, words) => {
    const run = conformance([document('a.pdf', found)])
    expect(run.code).toBe(1)
    expect(run.out).toMatch(words)
  })
})

describe('nothing passes', () => {
  test('when the validator misses a fault of the control', () => {
    program('verapdf', veraPdf('7.2-20'))
    const run = conformance([document('a.pdf', BOTH)])
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.told).toMatch(/veraPDF 9\.9 does not find .+: PDF\/UA-1 7\.2-20\./)
  })

  test('when the validator ends without a report', () => {
    program('verapdf', 'if (!process.argv.includes("--version")) { console.error("out of memory"); process.exit(1) }')
    const run = conformance([document('a.pdf', BOTH)])
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.told).toContain('veraPDF ended without a report: out of memory.')
  })

  test('without veraPDF and without Java, and it is said what to install', () => {
    const run = conformance([document('a.pdf', BOTH)])
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.told).toMatch(
      /not judged, because neither veraPDF nor Java .+\n {2}install Java 17 and Maven, or veraPDF/,
    )
  })

  test('when a factsheet cannot be built; the others are judged all the same', () => {
    program('verapdf', veraPdf())
    const root = join(folder, 'project')
    cpSync(join(TOOL, 'scripts'), join(root, 'scripts'), { recursive: true })
    for (const name of ['good', 'bad']) {
      mkdirSync(join(root, 'templates', name), { recursive: true })
      writeFileSync(join(root, 'templates', name, 'factsheet.yaml'), '')
    }
    // A case that must be refused is not asked to be built.
    for (const part of ['templates/refused', 'expected'])
      mkdirSync(join(root, 'test/factsheets/refused', part), { recursive: true })
    writeFileSync(join(root, 'test/factsheets/refused/templates/refused/factsheet.yaml'), '')
    writeFileSync(join(root, 'test/factsheets/refused/expected/problems.txt'), 'does not add up')
    for (const part of ['data', 'bin']) mkdirSync(join(root, part))
    writeFileSync(
      join(root, 'bin/diptych.mjs'),
      `import { mkdirSync, writeFileSync } from 'node:fs'
      const [, root, , name] = process.argv.slice(2)
      const problems = [{ severity: 'warning', message: 'dull' }, { severity: 'error', message: 'does not add up' }]
      const outputs = [{ kind: 'pdf', path: 'out/good/1.pdf' }, { kind: 'html', path: 'out/good/1.html' }]
      mkdirSync(root + '/out/good', { recursive: true })
      writeFileSync(root + '/out/good/1.pdf', ${JSON.stringify(JSON.stringify(BOTH))})
      console.log(JSON.stringify(name === 'good' ? { outputs } : { problems }))
      process.exitCode = name === 'good' ? 0 : 1`,
    )
    const run = conformance([], root)
    expect(run.code).toBe(1)
    expect(run.out).toMatch(/^good\/1\.pdf +PDF\/UA-1 +pass/m)
    expect(run.out).toContain('all 2 pass, and the documents of 1 factsheet(s) could not be judged')
    expect(run.told).toContain('The factsheet bad could not be built, so its PDFs were not judged: does not add up.')
    expect(run.told).not.toContain('refused')
    expect(JSON.parse(conformance(['--json'], root).out)).toMatchObject({ ok: false, refused: [expect.any(String)] })
  })

  test('when a file is not there', () => {
    program('verapdf', veraPdf())
    const run = conformance([join(folder, 'none.pdf')])
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.told).toMatch(/There is no file .+none\.pdf/)
  })

  test('for an option that does not exist: exit code 2', () => {
    expect(conformance(['--profile', 'x'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('the release that Maven fetches', () => {
  let root: string
  const kept = () => (existsSync(join(root, '.verapdf')) ? readdirSync(join(root, '.verapdf')) : [])
  beforeEach(() => {
    root = join(folder, 'project')
    for (const part of ['scripts/conformance', 'scripts/conformance.mjs', 'scripts/setup/trouble.mjs'])
      cpSync(join(TOOL, part), join(root, part), { recursive: true })
    program('java', 'process.exit(0)')
  })

  test('is asked for in words when there is no Maven', () => {
    const run = conformance([document('a.pdf', BOTH)], root)
    expect(run.code).toBe(1)
    expect(run.told).toMatch(/Maven, which fetches it, is not found .+\n {2}install Maven, or put cli-\S+\.jar/)
    expect(kept()).toEqual([])
  })

  test('is refused and not kept when its bytes are not those of the release', () => {
    program(
      'mvn',
      `const { writeFileSync } = require('node:fs')
      const value = (name) => process.argv.find((one) => one.startsWith(name)).slice(name.length)
      const [, artifact, version] = value('-Dartifact=').split(':')
      writeFileSync(value('-DoutputDirectory=') + '/' + artifact + '-' + version + '.jar', 'something else')`,
    )
    const run = conformance([document('a.pdf', BOTH)], root)
    expect(run.code).toBe(1)
    expect(run.told).toMatch(/is not the released veraPDF \S+ \(its SHA-256 is [0-9a-f]{64}\)/)
    expect(kept()).toEqual([])
  })

  test('is refused when somebody changed it later', () => {
    const { artifact, version } = JSON.parse(readFileSync(join(root, 'scripts/conformance/verapdf.json'), 'utf8'))
    mkdirSync(join(root, '.verapdf', version), { recursive: true })
    writeFileSync(join(root, '.verapdf', version, `${artifact}-${version}.jar`), 'changed')
    const run = conformance([document('a.pdf', BOTH)], root)
    expect(run.code).toBe(1)
    expect(run.told).toMatch(/is not the released veraPDF/)
  })

  test('is not to be had without the network, and the reason is told', () => {
    program('mvn', 'console.log("[ERROR] Failed to execute goal: Unknown host"); process.exit(1)')
    const run = conformance([document('a.pdf', BOTH)], root)
    expect(run.code).toBe(1)
    expect(run.told).toMatch(/could not fetch veraPDF \S+: Failed to execute goal: Unknown host/)
    expect(kept()).toEqual([])
  })
})
