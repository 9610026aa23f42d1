/** The command that makes the documents, as a person, a script and a scheduler meet it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtProject } from '../e2e/built.ts'
import { type Desk, openDesk } from '../e2e/desk.ts'
import { copyProject, diptych, filesBelow, type Project } from '../e2e/project.ts'

const MONTHS = 'data/voluntary-return/returns-by-month.csv'
const OUT = 'out/voluntary-return'

const projects: Project[] = []
function project(of?: string): Project {
  const made = copyProject(of)
  projects.push(made)
  return made
}
afterAll(() => {
  for (const one of projects) one.remove()
})

/** How a terminal's escape codes begin. */
const ESCAPE = '\u001b['
/** What Node prints of an error that nobody caught. */
const STACK = /^\s+at .+:\d+:\d+\)?$/m

describe('build', () => {
  let desk: Desk
  let good: Project
  let before: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    desk = await openDesk()
    good = (await builtProject({ factsheet: 'voluntary-return' })).project
    projects.push(good)
    before = filesBelow(good.path('out'))
  }, 60_000)
  afterAll(() => desk?.close())

  const expectUntouched = () => {
    const after = filesBelow(good.path('out'))
    expect([...after.keys()]).toEqual([...before.keys()])
    for (const [path, bytes] of before) expect(after.get(path)?.equals(bytes), path).toBe(true)
  }

  it('writes no escape code into a pipe', async () => {
    const { out, told } = await diptych(['build', '--lang', 'nl'], { root: project().root })
    expect(out + told).not.toContain(ESCAPE)
    expect(out).toMatch(/^- data +.*\n- figures +.*\n- graphics +.*\n- html +.*\n- pdf +/)
  })

  it('of one language makes only its documents, in a folder of their own', async () => {
    const one = project()
    const { code, out } = await diptych(['build', '--lang', 'fr', '--json'], { root: one.root })
    expect(code).toBe(0)
    expect(readdirSync(one.path(OUT))).toEqual(['2020-fr'])
    const documents = [...filesBelow(one.path(`${OUT}/2020-fr`)).keys()].filter((path) => /\.(html|pdf)$/.test(path))
    expect(documents).toEqual(['index.html', 'retours-volontaires-2020.html', 'retours-volontaires-2020.pdf'])
    const result = JSON.parse(out)
    expect(result).toMatchObject({ ok: true, milliseconds: expect.any(Number) })
    expect(result.outputs).toContainEqual(
      expect.objectContaining({
        path: `${OUT}/2020-fr/retours-volontaires-2020.pdf`,
        kind: 'pdf',
        document: 'fr',
        pages: 2,
      }),
    )
  })

  it('refuses a language that the factsheet does not have', async () => {
    const { code, told } = await desk.run(['build', '--lang', 'nl,ft'], { root: good.root })
    expect(code).toBe(1)
    expect(told).toContain('did you mean "fr"?')
    expectUntouched()
  })

  it('that finds a problem in the data leaves the last good files as they were, byte for byte', async () => {
    const original = good.read(MONTHS)
    good.edit(MONTHS, '2020-02,fedasil,222', '2020-02,fedasil,abc')
    const { code, told } = await desk.run(['build'], { root: good.root })
    good.write(MONTHS, original)
    expect(code).toBe(1)
    expect(told).toContain('No document in out/ was changed.')
    expectUntouched()
  })

  it('that finds a problem only in the printed pages does so too', async () => {
    const file = 'templates/voluntary-return/factsheet.yaml'
    const original = good.read(file)
    good.edit(file, /pages: \{ nl: 2,/, 'pages: { nl: 3,')
    const { code, told } = await desk.run(['build'], { root: good.root })
    good.write(file, original)
    expect(code).toBe(1)
    expect(told).toContain('The nl document has 2 pages instead of 3')
    expectUntouched()
  })

  it('without a browser says so in plain words, and what to do', async () => {
    const { code, out, told } = await desk.run(['build'], { root: good.root, env: { DIPTYCH_BROWSER: '/nonexistent' } })
    expect(code).toBe(1)
    expect(told).toContain('/nonexistent')
    expect(told).toContain('DIPTYCH_BROWSER')
    expect(told).toMatch(/hint: /)
    expect(out + told).not.toMatch(STACK)
    expectUntouched()
  })

  it('that cannot write says which folder, and what is in the way, without a stack trace', async () => {
    const blocked = project()
    writeFileSync(blocked.path('out'), 'a file where a folder should be')
    const { code, out, told } = await desk.run(['build', '--lang', 'nl'], { root: blocked.root })
    expect(code).toBe(1)
    expect(told).toContain(
      'The folder out/voluntary-return/2020-nl cannot be written: a file stands in the place of a folder',
    )
    expect(out + told).not.toMatch(STACK)
    expect(blocked.read('out')).toBe('a file where a folder should be')
  })
})

describe('an interrupted build', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'told %s leaves no browser, no profile and no half folder',
    async (signal) => {
      const stopped = project()
      const temporary = stopped.path('tmp')
      mkdirSync(temporary)
      let sent = false
      const run = await diptych(['build'], {
        root: stopped.root,
        env: { TMPDIR: temporary },
        // The stage before printing is told when Chromium is up and its first page is on the way.
        heard: (out, child) => {
          if (!sent && out.includes('- html')) {
            sent = true
            child.kill(signal)
          }
        },
      })
      expect(sent).toBe(true)
      expect(run.code).toBe(signal === 'SIGINT' ? 130 : 143)
      expect(run.out + run.told).not.toMatch(STACK)
      expect(run.out).not.toContain('Done in')
      const left = readdirSync(stopped.root, { recursive: true }).map(String)
      expect(left.filter((path) => /\.building-|\.old$|diptych-browser-/.test(path))).toEqual([])
      expect(left.filter((path) => path.startsWith('out') && /\.(html|pdf)$/.test(path))).toEqual([])
      expect(runningIn(temporary)).toEqual([])
    },
  )
})

/** Processes of which the command line names a folder. */
function runningIn(folder: string): readonly string[] {
  // Elsewhere than on Linux, the profile that is gone must do.
  const lines = (existsSync('/proc') ? readdirSync('/proc') : [])
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
  return lines.filter((line) => line.includes(folder)).map((line) => line.replaceAll('\0', ' '))
}
