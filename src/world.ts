/** Ground: the outside world. Only this file touches the disk and the clock; everything else is handed a World. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Keep, keyOf, makeAlways, sha256 } from './keep.ts'

export interface Files {
  /** Whole content; throws the system's error (`code` ENOENT …) when it cannot be read. */
  read(path: string): Promise<Uint8Array>
  /** Content in chunks, for files too large to hold. */
  stream(path: string): AsyncIterable<Uint8Array>
  exists(path: string): Promise<boolean>
  /** Names in a folder, sorted by code point; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>
  /** Writes a file, making its folders. */
  write(path: string, content: Uint8Array | string): Promise<void>
  /** A new empty folder beside `path`, for output that must appear whole or not at all. */
  beside(path: string): Promise<string>
  copy(from: string, to: string): Promise<void>
  /** Puts folder `from` in the place of folder `to`; what stood there is removed only after. */
  replace(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Removes at once, without waiting, every folder made `beside` that was not put in its place: for a sudden end. */
  abandon(): void
}

export interface Log {
  /** One finished stage, as the stage's folder is called, and how long it took in milliseconds. */
  stage(name: string, detail: string, milliseconds: number): void
  /** How far a long run has come; not more often than every `pause` milliseconds, and once at its end. */
  progress(pace: Pace): void
  readonly pause: number
}

/** Of a run of `total` parts: those that are done, well or not, and the time since its start. */
export interface Pace {
  readonly done: number
  readonly total: number
  readonly failed: number
  readonly milliseconds: number
}

/** Says nothing. */
export const SILENT: Log = { stage: () => undefined, progress: () => undefined, pause: Number.POSITIVE_INFINITY }

export interface World {
  /** The one reading of the clock; every date that the tool writes comes from an edition or from this. */
  readonly now: Temporal.Instant
  /** Milliseconds since some fixed moment, for durations shown to people; never written to an output. */
  readonly elapsed: () => number
  readonly files: Files
  readonly log: Log
  readonly env: Readonly<Record<string, string | undefined>>
  /** SHA-256 of what works: this code, its libraries, Node and the browser. What it makes depends on it. */
  engine(): Promise<string>
  /** Takes products from earlier builds. */
  readonly keep: Keep
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Attempts at a swap that others make at the same moment; of those who meet, one gets through each time. */
const SWAPS = 100
/** What a swap of somebody else's makes of ours: the folder was taken away, or is there again. */
const CROSSED = ['ENOENT', 'ENOTEMPTY', 'EEXIST']

async function replace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    try {
      return await swap(from, to)
    } catch (error) {
      const crossed = CROSSED.includes((error as NodeJS.ErrnoException).code ?? '') && (await exists(from))
      if (!crossed || attempt === SWAPS) throw error
    }
  }
}

async function swap(from: string, to: string): Promise<void> {
  const old = `${to}.old`
  if (await exists(to)) {
    await rm(old, { recursive: true, force: true })
    await rename(to, old)
  }
  await rename(from, to)
  await rm(old, { recursive: true, force: true })
}

/** A folder with our process id in its name; those that a killed process left are cleared, and so is a half-done swap. */
async function makeBeside(path: string): Promise<string> {
  const parent = dirname(path)
  await mkdir(parent, { recursive: true })
  for (const name of await readdir(parent)) {
    const owner = Number(/^\.building-(\d+)-/.exec(name)?.[1] ?? process.pid)
    if (owner !== process.pid && !isAlive(owner)) await rm(join(parent, name), { recursive: true, force: true })
  }
  if (!(await exists(path))) await rename(`${path}.old`, path).catch(() => undefined)
  const folder = await mkdtemp(join(parent, `.building-${process.pid}-`))
  // mkdtemp keeps others out; what is published must be readable by a web server.
  await chmod(folder, 0o755)
  return folder
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const TOOL = resolve(import.meta.dirname, '..')
/** Fonts, schemas and shared templates come with the tool; a project may have its own of the latter. */
const FROM_TOOL = /^(node_modules|templates\/shared)(\/|$)/

/** The disk below `root`, from where relative paths are taken; what a project does not have itself comes from the tool. */
export function diskFiles(root: string): Files {
  const at = (path: string) => {
    const own = resolve(root, path)
    return FROM_TOOL.test(path) && !existsSync(own) ? resolve(TOOL, path) : own
  }
  const unfinished = new Set<string>()
  return {
    read: (path) => readFile(at(path)),
    stream: (path) => createReadStream(at(path), { highWaterMark: 1 << 18 }),
    exists: (path) => exists(at(path)),
    list: async (folder) => (await readdir(at(folder)).catch(() => [])).sort(),
    write: async (path, content) => {
      await writeFile(at(path), content).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        await mkdir(dirname(at(path)), { recursive: true })
        await writeFile(at(path), content)
      })
    },
    beside: async (path) => {
      const folder = await makeBeside(at(path))
      unfinished.add(folder)
      return folder
    },
    copy: async (from, to) => {
      await mkdir(dirname(at(to)), { recursive: true })
      await cp(at(from), at(to), { recursive: true })
    },
    replace: async (from, to) => {
      await replace(at(from), at(to))
      unfinished.delete(at(from))
    },
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    abandon: () => {
      for (const folder of unfinished) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same files, telling the path and SHA-256 of each that is read, whole or in chunks. */
export function watched(files: Files, tell: (path: string, sha256: string) => void): Files {
  return {
    ...files,
    read: async (path) => {
      const content = await files.read(path)
      tell(path, sha256(content))
      return content
    },
    stream: async function* (path) {
      const hash = createHash('sha256')
      for await (const chunk of files.stream(path)) {
        hash.update(chunk)
        yield chunk
      }
      tell(path, hash.digest('hex'))
    },
  }
}

/** The real world, with the clock read now. */
export function realWorld(root: string, log: Log): World {
  return {
    now: Temporal.Now.instant(),
    elapsed: () => performance.now(),
    files: diskFiles(root),
    log,
    env: process.env,
    engine: () => engineHash(process.env),
    keep: makeAlways,
  }
}

/** A world that says nothing of single stages. */
export const quiet = (world: World): World => ({ ...world, log: SILENT })

let ownFiles: string | undefined

/** The lock file names every library with its hash, `installed.json` the browser; one of the user's own is told by size and time. */
async function engineHash(env: World['env']): Promise<string> {
  ownFiles ??= hashOwnFiles()
  const browser = env['DIPTYCH_BROWSER'] || env['PUPPETEER_EXECUTABLE_PATH'] || ''
  const own = browser && (await stat(browser).catch(() => null))
  const { node, icu, cldr, unicode } = process.versions
  const parts = [ownFiles, node, icu, cldr, unicode, process.platform, process.arch, browser]
  return keyOf(...parts, own && [own.size, own.mtimeMs])
}

function hashOwnFiles(): string {
  const code = globSync('src/**/*.ts', { cwd: TOOL }).sort()
  const hash = createHash('sha256')
  for (const path of [...code, 'package-lock.json', '.browser/installed.json'])
    if (existsSync(join(TOOL, path))) hash.update(path).update(readFileSync(join(TOOL, path)))
  return hash.digest('hex')
}
