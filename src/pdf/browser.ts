/** Finds the browser that set-up put in place, and starts it so that a page is drawn alike on every machine. */
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Browser } from 'puppeteer'
import { z } from 'zod'
import { problem, Refusal } from '../problem.ts'
import { BrowserEnded, type Start, startBrowser } from './browser-process.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface InstalledBrowser {
  readonly executable: string
  /** Folder of the shared libraries that it needs and a bare system lacks. */
  readonly libraries?: string | undefined
  /** The fontconfig file that keeps the system's fonts out; only Linux browsers read it. */
  readonly fonts?: string | undefined
  /** The environment variable that named it; absent when it came with the tool. */
  readonly variable?: string | undefined
}

/** How a start is tried; see `remedy`. */
interface Manner {
  readonly sandbox: boolean
  readonly libraries: boolean
}

const TOOL_FOLDER = resolve(import.meta.dirname, '../..')
const VARIABLES = ['DIPTYCH_BROWSER', 'PUPPETEER_EXECUTABLE_PATH']
const PATIENCE_MS = 30_000

// What scripts/setup/install-browser.mjs writes: paths relative to `.browser/`.
const installedJson = z.object({
  browser: z.string().optional(),
  libraries: z.string().optional(),
  fonts: z.string().optional(),
})

// Without hinting `none`, glyph advances are rounded to whole pixels (puppeteer#2410). The rest keeps the machine out of the
// page: its language, its graphics card, and every host, so that no page can fetch anything even by mistake.
export const FLAGS: readonly string[] = [
  '--font-render-hinting=none',
  '--lang=en-US',
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

/**
 * For a browser that only prints: painting in a thread of its own, for a screen that nobody looks at, takes a tenth of printing.
 * Without that thread, no screenshot is ever finished.
 */
export const ONLY_PRINTS: readonly string[] = ['--disable-threaded-compositing']

/** The browser that the environment names, else the one in `.browser/` of `root`; throws a Refusal when it is not there. */
export async function findBrowser(env: Environment, root = TOOL_FOLDER): Promise<InstalledBrowser> {
  const folder = join(root, '.browser')
  const installed = await readInstalled(join(folder, 'installed.json'))
  const at = (path: string | undefined) => path && join(folder, path)
  const variable = VARIABLES.find((name) => env[name])
  const named = variable && env[variable]
  const executable = named ? resolve(named) : at(installed.browser)
  if (!executable || !(await isFile(executable))) {
    throw new Refusal([problem('browser-missing', { path: executable, variable })])
  }
  const fonts = at(installed.fonts)
  return named ? { executable, fonts, variable } : { executable, fonts, libraries: at(installed.libraries) }
}

async function readInstalled(path: string): Promise<z.infer<typeof installedJson>> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return installedJson.parse(JSON.parse(text))
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

interface Starting extends Omit<Start, 'args' | 'env'> {
  /** Those that are given besides `FLAGS`. */
  readonly flags: readonly string[]
}

/**
 * Starts the browser; throws a Refusal when there is none, when it does not start, or when it gives no answer within
 * `patience` ms. No process and no profile outlives `close()` or the end of this process; a SIGKILL leaves the profile.
 */
export async function launchBrowser(
  env: Environment,
  options: { readonly browser?: InstalledBrowser } & Partial<Starting> = {},
): Promise<Browser> {
  const { browser = await findBrowser(env), patience = PATIENCE_MS, flags = [], ...watching } = options
  return tryStart(
    browser,
    env,
    { patience, flags, ...watching },
    { sandbox: process.getuid?.() !== 0, libraries: false },
  )
}

async function tryStart(
  browser: InstalledBrowser,
  env: Environment,
  starting: Starting,
  manner: Manner,
): Promise<Browser> {
  const { flags, ...watching } = starting
  try {
    return await startBrowser(browser.executable, {
      args: [...FLAGS, ...flags, ...(manner.sandbox ? [] : ['--no-sandbox'])],
      env: environment(browser, env, manner),
      ...watching,
    })
  } catch (error) {
    if (!(error instanceof BrowserEnded)) throw error
    const next = remedy(browser, manner, error)
    if (next) return tryStart(browser, env, starting, next)
    const { executable: path, variable } = browser
    throw new Refusal([problem('browser-does-not-start', { path, reason: reason(error), variable })])
  }
}

/**
 * The next manner to try, or undefined when all were tried. The package's libraries come second, because those of the
 * system get its security updates. The sandbox goes last: root, containers and some distributions have none to give, and
 * only pages of our own making, which can reach no network, are ever opened.
 */
function remedy(browser: InstalledBrowser, manner: Manner, { said, silent }: BrowserEnded): Manner | undefined {
  if (silent) return undefined
  if (!MISSING_LIBRARY.test(said)) return manner.sandbox ? { ...manner, sandbox: false } : undefined
  return browser.libraries && !manner.libraries ? { ...manner, libraries: true } : undefined
}

function environment(browser: InstalledBrowser, env: Environment, manner: Manner): Environment {
  const libraries = [browser.libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return {
    ...env,
    LANGUAGE: 'en',
    LC_ALL: 'en_US.UTF-8',
    TZ: 'UTC',
    ...(browser.fonts && { FONTCONFIG_FILE: browser.fonts }),
    ...(manner.libraries && { LD_LIBRARY_PATH: libraries }),
  }
}

const MISSING_LIBRARY = /error while loading shared libraries: ([^:]+): cannot open shared object file/
// Chromium's `[1123/232904.425940:FATAL:zygote_host_impl_linux.cc:132] No usable sandbox!`
const CHROMIUM_ERROR = /^\[[^\]]*:FATAL:[^\]]*\] *(.+)$/m
const SYSTEM_WORDS = [
  [/\bEACCES\b/, 'it is not a program that this account may run'],
  // The last is the system's shell, which is given what is not a program to read.
  [
    /\bENOEXEC\b|\bUNKNOWN\b|Unknown system error|: (?:line )?\d+: .*(?:not found|syntax error|denied)/i,
    'it is not a program for this machine',
  ],
  [/\bENOENT\b/, 'something that it needs to run is not there'],
] as const

function reason({ said, silent }: BrowserEnded): string {
  const library = MISSING_LIBRARY.exec(said)?.[1]
  if (library) return `the system library ${library} is missing`
  const words = SYSTEM_WORDS.find(([pattern]) => pattern.test(said))?.[1]
  if (words) return words
  const line = CHROMIUM_ERROR.exec(said)?.[1] ?? said.trim().split('\n').at(-1)
  return line || (silent ? 'it gives no answer' : 'it ended at once, without a word')
}

/** Name and version of the browser for the manifest, e.g. `Chromium 153.0.8010.0`: the bytes of a PDF depend on it. */
export async function browserVersion(browser: Browser): Promise<string> {
  return (await browser.version()).replace(/^.*\//, 'Chromium ')
}
