import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findBrowser } from '../../src/pdf/browser.ts'
import { pretending, type Run, type Scratch, scratch } from './scratch.ts'

const SETUP = 'bin/setup.mjs'

/** Set-up of a copy whose browser is one of the user's own, so that nothing large is unpacked. */
const withOwnBrowser = (folder: Scratch, env: NodeJS.ProcessEnv = {}) =>
  folder.run(SETUP, { env: { DIPTYCH_BROWSER: process.execPath, ...env } })

const installedJson = (folder: Scratch) =>
  JSON.parse(readFileSync(join(folder.root, '.browser/installed.json'), 'utf8'))
const hasStackTrace = ({ told }: Run) => /^\s+at /m.test(told)

describe('set-up of a fresh copy', () => {
  let folder: Scratch
  let first: Run
  beforeAll(async () => {
    folder = scratch()
    first = await folder.run(SETUP)
  })
  afterAll(() => folder.remove())

  test('unpacks the browser into a folder with its version, tries it, and says so', () => {
    expect(first).toMatchObject({ code: 0, out: '' })
    expect(first.told).toMatch(/^Set-up: (unpacking|downloading) .+\nSet-up: the browser works \(.+\)\n$/)
    const { browser } = installedJson(folder)
    expect(browser).toMatch(/-\d+\.\d+\.\d+/)
    expect(existsSync(join(folder.root, '.browser', browser))).toBe(true)
    expect(folder.npmCalls()).toEqual([])
  })

  test('leaves nothing else in .browser', () => {
    const folders = Object.values<string>(installedJson(folder)).map((path) => path.split('/')[0])
    expect(readdirSync(join(folder.root, '.browser')).sort()).toEqual(
      [...new Set([...folders, 'installed.json'])].sort(),
    )
  })

  test('does and says nothing when all is there, in under 0.15 s', async () => {
    folder.write('nothing.mjs', '')
    const runs: Run[] = []
    const starts: Run[] = []
    for (let i = 0; i < 7; i++) {
      runs.push(await folder.run(SETUP))
      starts.push(await folder.run('nothing.mjs'))
    }
    expect(runs.map(({ code, told, out }) => [code, told, out])).toEqual(runs.map(() => [0, '', '']))
    // The fastest: other tests share the processor, on a machine that may be slow to start anything.
    const fastest = (some: readonly Run[]) => Math.min(...some.map((run) => run.milliseconds))
    expect(fastest(runs)).toBeLessThan(Math.max(150, 3 * fastest(starts)))
  })

  test('tries the browser again when an earlier trial did not finish, without unpacking it again', async () => {
    unlinkSync(join(folder.root, '.browser/installed.json'))
    const again = await folder.run(SETUP)
    expect(again.told).toMatch(/^Set-up: the browser works \(.+\)\n$/)
  })

  test('clears away what was left half unpacked, and older versions', async () => {
    unlinkSync(join(folder.root, '.browser/installed.json'))
    for (const left of ['.building-abc', 'chromium-1.0.0', 'fonts-1.0.0']) {
      mkdirSync(join(folder.root, '.browser', left))
    }
    expect((await folder.run(SETUP)).code).toBe(0)
    expect(readdirSync(join(folder.root, '.browser')).filter((name) => /1\.0\.0|building/.test(name))).toEqual([])
  })

  test('of two set-ups at once, one does the work and the other waits', async () => {
    rmSync(join(folder.root, '.browser'), { recursive: true })
    const [a, b] = await Promise.all([folder.run(SETUP), folder.run(SETUP)])
    expect([a.code, b.code]).toEqual([0, 0])
    expect(`${a.told}${b.told}`.match(/the browser works/g)).toHaveLength(1)
  })
})

describe('the packages', () => {
  let folder: Scratch
  beforeEach(() => {
    folder = scratch()
  })
  afterEach(() => folder.remove())

  const restore = (name: string) =>
    `fs.symlinkSync(${JSON.stringify(join(process.cwd(), 'node_modules', name))}, root + '/node_modules/${name}')`

  test('one that is missing brings one npm ci, without install scripts', async () => {
    folder.takeAway('yaml')
    folder.npm(restore('yaml'))
    const { code, told } = await withOwnBrowser(folder)
    expect({ code, told }).toEqual({ code: 0, told: expect.stringMatching(/^Set-up: installing the packages .+\n$/) })
    expect(folder.npmCalls()).toHaveLength(1)
    expect(folder.npmCalls()[0]).toEqual(expect.arrayContaining(['ci', '--ignore-scripts', '--include=dev']))
    expect((await withOwnBrowser(folder)).told).toBe('')
  })

  test('an install that was broken off is begun again', async () => {
    folder.takeAway('.package-lock.json')
    folder.npm(restore('.package-lock.json'))
    expect(await withOwnBrowser(folder)).toMatchObject({ code: 0 })
    expect(folder.npmCalls()).toHaveLength(1)
  })

  test('another version in the lock file is a difference, and is named when npm does not bring it', async () => {
    const lock = JSON.parse(readFileSync(join(folder.root, 'package-lock.json'), 'utf8'))
    lock.packages['node_modules/yaml'].version = '0.0.1'
    folder.write('package-lock.json', JSON.stringify(lock))
    folder.npm('')
    const found = await withOwnBrowser(folder)
    expect(found.code).toBe(3)
    expect(found.told).toContain('yaml is not installed as package-lock.json asks')
  })

  test('those for tests alone may be absent before a build, not before the tests', async () => {
    folder.takeAway('vitest')
    folder.npm(restore('vitest'))
    expect(await withOwnBrowser(folder, { npm_lifecycle_event: 'prestart' })).toMatchObject({ code: 0, told: '' })
    expect(folder.npmCalls()).toEqual([])
    expect(await withOwnBrowser(folder, { npm_lifecycle_event: 'pretest' })).toMatchObject({ code: 0 })
    expect(folder.npmCalls()).toHaveLength(1)
  })

  test.each([
    [
      'no network',
      'npm error code ENOTFOUND\nnpm error request to https://registry.example/yaml failed, reason: getaddrinfo ENOTFOUND',
      'The packages cannot be fetched: https://registry.example cannot be reached (ENOTFOUND).',
    ],
    ['a full disk', 'npm error code ENOSPC\nnpm error nospc no space left', 'There is no room left on the disk of'],
    [
      'no right to write',
      'npm error code EACCES\nnpm error path /p/node_modules',
      '/p/node_modules cannot be written: permission denied.',
    ],
    ['a lock file out of step', 'npm error code EUSAGE\nnpm error `npm ci` can only', 'do not name the same packages'],
    ['a damaged package', 'npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed', 'checksum failed'],
  ])('%s: says what is missing and what to do', async (_, output, message) => {
    folder.takeAway('yaml')
    folder.npm(`console.error(${JSON.stringify(output)}); process.exitCode = 1`)
    const found = await withOwnBrowser(folder)
    expect(found).toMatchObject({ code: 1, out: '' })
    expect(found.told).toContain(message)
    expect(found.told).toMatch(/\.\n {2}\S.+\.\n/)
    expect(hasStackTrace(found)).toBe(false)
  })

  test('all that npm said is shown with --debug', async () => {
    folder.takeAway('yaml')
    folder.npm(`console.error('npm error code E500'); console.error('npm error the rest'); process.exitCode = 1`)
    const found = await folder.run(SETUP, { args: ['--debug'] })
    expect(found.told).toContain('npm error the rest')
    expect(hasStackTrace(found)).toBe(true)
  })

  test('a lock file that cannot be read is named', async () => {
    folder.write('package-lock.json', '<<<<<<< HEAD')
    const found = await withOwnBrowser(folder)
    expect(found.code).toBe(1)
    expect(found.told).toContain('package-lock.json cannot be read')
    expect(hasStackTrace(found)).toBe(false)
  })

  test('the lock of a set-up that was killed is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    folder.write('.browser/set-up.lock', String(pid))
    expect(await withOwnBrowser(folder)).toMatchObject({ code: 0 })
    expect(existsSync(join(folder.root, '.browser/set-up.lock'))).toBe(false)
  })
})

describe('Node', () => {
  let folder: Scratch
  beforeEach(() => {
    folder = scratch()
  })
  afterEach(() => folder.remove())

  test('older than 20 is refused by name', async () => {
    const found = await folder.run(SETUP, { env: pretending(folder, `set(process.versions, 'node', '18.19.0')`) })
    expect(found.code).toBe(1)
    expect(found.told).toContain('needs Node 20 or newer to set itself up, and this is Node 18.19.0')
  })

  const OLD = `set(process, 'version', 'v20.0.0'); set(process.versions, 'node', '20.0.0')`

  test('the project has no Node for an unusual machine: says which to install', async () => {
    const env = pretending(folder, `${OLD}; set(process, 'arch', 'sparc')`)
    const found = await withOwnBrowser(folder, env)
    expect(found.code).toBe(1)
    expect(found.told).toMatch(
      /Node 26\.\d+\.\d+ for this machine \(\w+ sparc\) is not installed\.\n {2}.*install Node 26/,
    )
  })

  test('of the project that does not start here is named, with the reason', async () => {
    folder.standInForNode('echo "GLIBC_2.28 not found" >&2\nexit 1')
    const found = await withOwnBrowser(folder, pretending(folder, OLD))
    expect(found.code).toBe(1)
    expect(found.told).toContain('it does not start on this machine: GLIBC_2.28 not found')
  })
})

describe('the browser', () => {
  let folder: Scratch
  beforeEach(() => {
    folder = scratch()
  })
  afterEach(() => folder.remove())

  test('that the environment names is taken as it is: only the fonts are unpacked', async () => {
    expect(await withOwnBrowser(folder)).toMatchObject({ code: 0, told: '' })
    expect(Object.keys(installedJson(folder))).toEqual(['fonts'])
  })

  test('that the environment names and is not there is refused, and the variable named', async () => {
    const found = await folder.run(SETUP, { env: { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' } })
    expect(found.code).toBe(1)
    expect(found.told).toContain(
      'There is no file /nowhere/chrome, which the environment variable PUPPETEER_EXECUTABLE_PATH names',
    )
    expect(folder.npmCalls()).toEqual([])
  })

  test('that does not start is told, and not taken for installed', async () => {
    const { version } = JSON.parse(
      readFileSync(join(folder.root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
    )
    mkdirSync(join(folder.root, `.browser/chromium-${version}`))
    folder.write(`.browser/chromium-${version}/chromium`, '#!/bin/sh\necho "no display" >&2\nexit 1\n', 0o755)
    const found = await folder.run(SETUP)
    expect(found.code).toBe(1)
    expect(found.told).toContain('does not start: no display')
    expect(found.told).toContain('DIPTYCH_BROWSER')
    expect(hasStackTrace(found)).toBe(false)
    expect(existsSync(join(folder.root, '.browser/installed.json'))).toBe(false)
  })

  // Stands for every machine but Linux on x64. The archive is no matter: a stand-in for unzip puts a real browser in place.
  const onOtherMachine = async (base: string) => {
    const { executable, libraries } = await findBrowser(process.env)
    const shell = `#!/bin/sh\nexport LD_LIBRARY_PATH='${libraries ?? ''}'\nexec '${executable}' "$@"\n`
    mkdirSync(join(folder.root, 'programs'))
    folder.write('shell', shell, 0o755)
    const into = '"$4/chrome-headless-shell-linux-arm64"'
    folder.write(
      'programs/unzip',
      `#!/bin/sh\nmkdir -p ${into} && cp '${folder.root}/shell' ${into}/chrome-headless-shell\n`,
      0o755,
    )
    const file = folder.write('other.cjs', `Object.defineProperty(process, 'arch', { value: 'arm64' })`)
    return folder.run(SETUP, {
      env: {
        NODE_OPTIONS: `--require=${file}`,
        PATH: `${join(folder.root, 'programs')}:${process.env.PATH}`,
        PUPPETEER_CHROME_HEADLESS_SHELL_DOWNLOAD_BASE_URL: base,
      },
    })
  }

  test('of another machine is downloaded in the version that puppeteer pins', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.end('archive')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const found = await onOtherMachine(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.close()
    expect(found.told).toMatch(/^Set-up: downloading the Chrome headless shell …\nSet-up: the browser works/)
    expect(found.code).toBe(0)
    expect(new Set(asked.map((url) => url?.split('/').at(-1)))).toEqual(
      new Set(['chrome-headless-shell-linux-arm64.zip']),
    )
    expect(installedJson(folder).browser).toMatch(/^chrome-headless-shell-.+-linux-arm64\/.+\/chrome-headless-shell$/)
  })

  test('that cannot be downloaded: says what to do instead', async () => {
    const found = await onOtherMachine('http://127.0.0.1:9')
    expect(found.code).toBe(1)
    expect(found.told).toContain('The browser cannot be downloaded')
    expect(found.told).toContain('DIPTYCH_BROWSER')
    expect(hasStackTrace(found)).toBe(false)
  })
})
