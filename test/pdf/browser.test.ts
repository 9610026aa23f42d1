import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserVersion, findBrowser, type InstalledBrowser, launchBrowser } from '../../src/pdf/browser.ts'
import { type Problem, Refusal } from '../../src/problem.ts'

// The system's temporary folder of each test, so that what a browser leaves behind is seen.
let folder: string
let temporary: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diptych-test-'))
  temporary = mkdtempSync(join(folder, 'tmp-'))
  vi.stubEnv('TMPDIR', temporary)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, content: string, mode = 0o755): string {
  const path = join(folder, name)
  writeFileSync(path, content, { mode })
  return path
}

/** A shell script in place of a browser; `real` in it stands for the real one with the arguments that it got. */
async function stand(script: string): Promise<InstalledBrowser> {
  const real = await findBrowser(process.env)
  return {
    ...real,
    executable: file('stand-in', `#!/bin/sh\n${script.replace('real', `exec '${real.executable}' "$@"`)}\n`),
  }
}

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error(`not refused, but: ${error}`)
  const [first] = error.problems
  if (!first) throw new Error('refused without a problem')
  return first
}

async function print(html: string, options: Parameters<typeof launchBrowser>[1] = {}): Promise<string> {
  const browser = await launchBrowser(process.env, options)
  try {
    const page = await browser.newPage()
    await page.setContent(html)
    return Buffer.from(await page.pdf()).toString('latin1')
  } finally {
    await browser.close()
  }
}

describe('finding the browser', () => {
  test('takes the one that set-up installed, with its libraries and fonts', async () => {
    const found = await findBrowser({})
    expect(existsSync(found.executable)).toBe(true)
    expect(found.variable).toBeUndefined()
  })

  test('an explicit path wins over the installed one, and DIPTYCH_BROWSER over PUPPETEER_EXECUTABLE_PATH', async () => {
    const mine = file('mine', '')
    const other = file('other', '')
    expect(await findBrowser({ PUPPETEER_EXECUTABLE_PATH: other })).toMatchObject({ executable: other })
    const both = await findBrowser({ DIPTYCH_BROWSER: mine, PUPPETEER_EXECUTABLE_PATH: other })
    expect(both).toMatchObject({ executable: mine, variable: 'DIPTYCH_BROWSER' })
    expect(both.libraries).toBeUndefined()
  })

  test('an explicit path to nothing is refused, and the variable named', async () => {
    const found = await refusal(findBrowser({ DIPTYCH_BROWSER: join(folder, 'nothing') }))
    expect(found).toMatchObject({ code: 'browser-missing' })
    expect(found.message).toContain('DIPTYCH_BROWSER')
    expect(found.message).toContain(join(folder, 'nothing'))
  })

  test('says how to install it when there is none', async () => {
    const found = await refusal(findBrowser({}, folder))
    expect(found).toMatchObject({ code: 'browser-missing' })
    expect(found.hint).toContain('node bin/setup.mjs')
  })

  test('an installed browser that was removed is missing', async () => {
    const root = mkdtempSync(join(folder, 'root-'))
    mkdirSync(join(root, '.browser'))
    writeFileSync(join(root, '.browser', 'installed.json'), '{ "browser": "x/browser" }')
    const found = await refusal(findBrowser({}, root))
    expect(found.message).toContain(join(root, '.browser', 'x', 'browser'))
  })
})

describe('starting the browser', () => {
  test('prints a page to PDF and leaves no profile behind', async () => {
    expect(await print('<p>1.847</p>')).toMatch(/^%PDF-/)
    expect(readdirSync(temporary)).toEqual([])
  })

  test('draws what a page does not embed in the fonts of set-up only, whatever the system has', async () => {
    const pdf = await print('<p>a</p><p style="font-family: DejaVu Sans, Arial, serif">b</p><code>c</code>')
    const fonts = new Set([...pdf.matchAll(/\/BaseFont \/[A-Z]{6}\+(\w+)/g)].map((match) => match[1]))
    expect([...fonts]).toEqual(['OpenSans'])
  })

  test('tells the version for the manifest', async () => {
    const browser = await launchBrowser(process.env)
    const version = await browserVersion(browser)
    await browser.close()
    expect(version).toMatch(/^Chromium \d+\.\d+\.\d+\.\d+$/)
  })

  test('reaches no host, not even by address', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      response.end('reached')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const browser = await launchBrowser(process.env)
    const page = await browser.newPage()
    await expect(page.goto(`http://127.0.0.1:${port}/`)).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
    await browser.close()
    server.close()
    expect(requests).toBe(0)
  })

  test('speaks the same language whatever the machine speaks', async () => {
    const browser = await launchBrowser({
      ...process.env,
      LANG: 'fr_BE.UTF-8',
      LC_ALL: 'fr_BE.UTF-8',
      TZ: 'Asia/Tokyo',
    })
    const page = await browser.newPage()
    const found = await page.evaluate(() => [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone])
    await browser.close()
    expect(found).toEqual(['en-US', 'UTC'])
  })

  test('starts again without a sandbox where the system gives none', async () => {
    // The real Chromium refuses its sandbox to root; other accounts get a stand-in that refuses it as a kernel does.
    vi.spyOn(process as { getuid(): number }, 'getuid').mockReturnValue(1000)
    const browser = await stand(
      'case "$*" in *--no-sandbox*) real;; esac\necho "[1/2.3:FATAL:zygote_host_impl_linux.cc:132] No usable sandbox!" >&2\nexit 1',
    )
    expect(await print('<p>x</p>', { browser })).toMatch(/^%PDF-/)
    expect(readdirSync(temporary)).toEqual([])
  })

  const LOADER =
    'echo "x: error while loading shared libraries: libnspr4.so: cannot open shared object file: none" >&2\nexit 127'

  test('starts again with its own libraries where the system lacks one', async () => {
    const browser = await stand(`case "$LD_LIBRARY_PATH" in */own*) real;; esac\n${LOADER}`)
    const libraries = [browser.libraries, join(folder, 'own')].filter(Boolean).join(':')
    expect(await print('<p>x</p>', { browser: { ...browser, libraries } })).toMatch(/^%PDF-/)
  })

  test('names the library that is missing when there is none to add', async () => {
    const { libraries: _, ...browser } = await stand(LOADER)
    const found = await refusal(launchBrowser(process.env, { browser }))
    expect(found).toMatchObject({ code: 'browser-does-not-start' })
    expect(found.message).toContain('the system library libnspr4.so is missing')
  })

  test.each([
    ['a text that may not be run', 'hello', 0o644, 'it is not a program that this account may run'],
    ['a text that may be run', 'hello)', 0o755, 'it is not a program for this machine'],
    ['a program of another machine', '\x7fELF\x02\x01(((\n', 0o755, 'it is not a program for this machine'],
    ['a script for a shell that is not there', '#!/nowhere/sh\n', 0o755, 'something that it needs to run is not there'],
    ['a program that ends', '#!/bin/sh\nexit 0\n', 0o755, 'it ended at once, without a word'],
    ['a program that complains', '#!/bin/sh\necho "no display" >&2\nexit 1\n', 0o755, 'no display'],
  ])('refuses %s, and says why', async (_, content, mode, why) => {
    const env = { ...process.env, DIPTYCH_BROWSER: file('program', content, mode) }
    const found = await refusal(launchBrowser(env))
    expect(found.code).toBe('browser-does-not-start')
    expect(found.message).toBe(`The browser ${env.DIPTYCH_BROWSER} does not start: ${why}`)
    expect(found.hint).toContain('DIPTYCH_BROWSER')
    expect(readdirSync(temporary)).toEqual([])
  })

  test('refuses a program that gives no answer, and ends it', async () => {
    const browser = { executable: file('silent', '#!/bin/sh\nsleep 600 & wait\n') }
    const found = await refusal(launchBrowser(process.env, { browser, patience: 300 }))
    expect(found.message).toContain('it gives no answer')
    expect(readdirSync(temporary)).toEqual([])
    expect(processesNaming(temporary)).toEqual([])
  })
})

describe('the end of the process that started it', () => {
  const START = `
    const { launchBrowser } = await import(${JSON.stringify(new URL('../../src/pdf/browser.ts', import.meta.url).href)})
    const browser = await launchBrowser(process.env)
    await (await browser.newPage()).setContent('<p>x</p>')
    console.log('started')
    if (process.argv.includes('throw')) throw new Error('on purpose')
    if (process.argv.includes('exit')) process.exit(7)
    setInterval(() => {}, 1000)`

  const startChild = (...args: string[]) =>
    spawn(process.execPath, ['--input-type=module', '-e', START, '--', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s leaves no browser and no profile', async (signal) => {
    const child = startChild()
    await started(child)
    expect(processesNaming(temporary)).not.toEqual([])
    child.kill(signal)
    expect(await ended(child)).toBe(signal)
    await until(() => processesNaming(temporary).length === 0)
    expect(readdirSync(temporary)).toEqual([])
  })

  test.each([
    ['exit', 7],
    ['throw', 1],
  ])('%s leaves no browser and no profile', async (how, code) => {
    const child = startChild(how)
    expect(await ended(child)).toBe(code)
    await until(() => processesNaming(temporary).length === 0)
    expect(readdirSync(temporary)).toEqual([])
  })

  test('a kill that nothing can catch leaves no browser', async () => {
    const child = startChild()
    await started(child)
    expect(processesNaming(temporary)).not.toEqual([])
    child.kill('SIGKILL')
    await until(() => processesNaming(temporary).length === 0)
  })
})

const started = (child: ChildProcess) => new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()))

const ended = (child: ChildProcess) =>
  new Promise<number | string | null>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))

/** Ids of the processes that have `text` on their command line, as every process of a browser has its profile. */
function processesNaming(text: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandLine(name).includes(text))
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 10_000
  while (!done()) {
    if (performance.now() > end) throw new Error('it did not happen within 10 seconds')
    await wait(20)
  }
}
