/**
 * One browser process, spoken to over two pipes. The pipes are why this is not puppeteer's `launch()`: a browser ends when they
 * close, so even a killed build leaves none behind, and over pipes `launch()` keeps what the browser said when it failed to itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Browser, ConnectionTransport } from 'puppeteer'
import { endWithThisProcess } from './process-end.ts'

export interface Start {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds to wait for the first answer. */
  readonly patience: number
  /** Folder to make the profile in; the system's temporary folder when absent. */
  readonly profiles?: string | undefined
  /** Told of the process id as soon as it runs: a thread hears no signals, and leaves its end to somebody who does. */
  readonly onStart?: ((pid: number) => void) | undefined
  /** Told of the process id when it is gone. */
  readonly onEnd?: ((pid: number) => void) | undefined
}

/** Thrown when the process ends, or stays silent, before it can be used. */
export class BrowserEnded extends Error {
  /** The end of what it wrote to stderr, or the system's reason why it could not be run. */
  readonly said: string
  readonly silent: boolean
  constructor(said: string, silent: boolean) {
    super(said)
    this.name = 'BrowserEnded'
    this.said = said
    this.silent = silent
  }
}

const PROFILE = 'diptych-browser-'

/** Starts `executable` with a fresh profile; throws BrowserEnded when it does not answer. */
export async function startBrowser(executable: string, start: Start): Promise<Browser> {
  const { default: puppeteer } = await import('puppeteer')
  const profile = await mkdtemp(join(start.profiles ?? tmpdir(), PROFILE))
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-pipe']
  const args = await puppeteer.defaultArgs({ browser: 'chrome', headless: 'shell', args: [...start.args, ...own] })
  const running = run(executable, args, start, profile)
  const late = AbortSignal.timeout(start.patience)
  const connecting = puppeteer.connect({ transport: running.transport })
  const nothing = Promise.race([running.ended, once(late, 'abort')]).then(() => undefined)
  // When the process ends, the connection fails as well; what the process said tells more than that.
  const browser = await Promise.race([connecting, nothing]).catch(() => undefined)
  if (browser) return closingWhole(browser, running)
  running.kill()
  throw new BrowserEnded(await running.ended, late.aborted)
}

interface Run {
  readonly transport: ConnectionTransport
  /** Settles when the process is gone and its profile removed, with the end of what it said. */
  readonly ended: Promise<string>
  kill(): void
}

function run(executable: string, args: readonly string[], { env, onStart, onEnd }: Start, profile: string): Run {
  const child = spawnIn(profile, executable, args, env)
  const kill = () => killChild(child)
  if (child.pid !== undefined) onStart?.(child.pid)
  const unbind = endWithThisProcess(() => {
    kill()
    removeProfile(profile)
  })
  const ended = lastWords(child).then((said) => {
    unbind()
    removeProfile(profile)
    if (child.pid !== undefined) onEnd?.(child.pid)
    return said
  })
  return { transport: pipes(child), ended, kill }
}

function spawnIn(profile: string, executable: string, args: readonly string[], env: Start['env']): ChildProcess {
  try {
    return spawn(executable, args, {
      // Fontconfig's cache is relative to this folder, and shared memory lies in files: all of it goes with the profile.
      cwd: profile,
      env: { ...env, TMPDIR: profile },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own: its children can be killed with it, and Ctrl-C in the terminal does not reach it first.
      detached: process.platform !== 'win32',
    })
  } catch (error) {
    // Some systems refuse at once to run what is not a program; others tell it by an event, see `lastWords`.
    removeProfile(profile)
    throw new BrowserEnded(String(error), false)
  }
}

const REMEMBERED = 8_000

// 'close' comes after the last byte of stderr, which 'exit' may overtake.
function lastWords(child: ChildProcess): Promise<string> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-REMEMBERED)
  })
  return new Promise((resolve) => {
    child.once('close', () => resolve(said))
    child.once('error', (error) => resolve(error.message))
  })
}

function killChild({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) killGroup(pid)
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended by itself, and this process has not heard yet.
  }
}

/** The profiles and processes of browsers that another thread starts, which cannot hear that this process is told to end. */
export interface Watch {
  /** Folder for the profiles: gone with all that is in it, known or not. */
  readonly profiles: string
  onStart(pid: number): void
  onEnd(pid: number): void
  /** Removes the folder, when no browser runs any more. */
  close(): void
}

/** Ends every browser with this process. `ending` is set to 1 first: a browser that is killed must not be replaced. */
export function watchBrowsers(ending: Int32Array): Watch {
  const profiles = mkdtempSync(join(tmpdir(), PROFILE))
  const running = new Set<number>()
  const unbind = endWithThisProcess(() => {
    Atomics.store(ending, 0, 1)
    running.forEach(killGroup)
    removeProfile(profiles)
  })
  return {
    profiles,
    onStart: (pid) => running.add(pid),
    onEnd: (pid) => running.delete(pid),
    close() {
      unbind()
      removeProfile(profiles)
    },
  }
}

/**
 * A thread that removes its own profile at the same moment makes one of the two give up before the end, as does a dying
 * browser that still writes. What a virus scanner holds for longer is no reason to fail.
 */
function removeProfile(profile: string): void {
  for (let attempt = 0; attempt < REMOVALS && existsSync(profile); attempt++) {
    // The other one needs its time as well: without a pause, all attempts are over before it has done its part.
    if (attempt > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REMOVAL_PAUSE_MS)
    try {
      rmSync(profile, { recursive: true, force: true })
    } catch {}
  }
}

const REMOVALS = 200
const REMOVAL_PAUSE_MS = 10

/** The DevTools protocol over file descriptors 3 and 4: JSON, each message ended by a zero byte. */
function pipes(child: ChildProcess): ConnectionTransport {
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable]
  let parts: Buffer[] = []
  const transport: ConnectionTransport = {
    send: (message) => toBrowser.write(`${message}\0`),
    close: () => toBrowser.end(),
  }
  const receive = (bytes: Buffer) => {
    let from = 0
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, from)) {
      const message = Buffer.concat([...parts, bytes.subarray(from, end)]).toString('utf8')
      parts = []
      from = end + 1
      setImmediate(() => transport.onmessage?.(message))
    }
    if (from < bytes.length) parts.push(bytes.subarray(from))
  }
  // A browser that is killed breaks the pipe under a message; its end is told by 'close'.
  toBrowser.on('error', () => {})
  fromBrowser.on('error', () => {})
  fromBrowser.on('data', receive)
  fromBrowser.on('close', () => setImmediate(() => transport.onclose?.()))
  return transport
}

const CLOSE_PATIENCE_MS = 5_000
const kills = new WeakMap<Browser, () => void>()

/** Ends a browser at once, whatever it does. */
export function killBrowser(browser: Browser): void {
  kills.get(browser)?.()
}

// Without this, close() returns when the browser has promised to end, while it still writes into its profile.
function closingWhole(browser: Browser, running: Run): Browser {
  const close = browser.close.bind(browser)
  kills.set(browser, running.kill)
  browser.close = async () => {
    const impatience = setTimeout(running.kill, CLOSE_PATIENCE_MS)
    // A browser that is killed meanwhile cannot answer that it closes.
    await close().catch(() => undefined)
    await running.ended
    clearTimeout(impatience)
  }
  return browser
}
