/** Ground: the disk, below a root; whatever is put in place appears whole or not at all. */
import { constants, createReadStream, existsSync, rmSync } from 'node:fs'
import {
  chmod,
  cp,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { alone, isAlive } from './lock.ts'

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
  /** Writes a file of which nobody, not even on another machine, ever sees a part. */
  writeWhole(path: string, content: Uint8Array): Promise<void>
  /** A new empty folder beside `path`, for output that must appear whole or not at all. */
  beside(path: string): Promise<string>
  copy(from: string, to: string): Promise<void>
  /** Puts folder `from` in the place of folder `to`; what stood there is removed only after. */
  replace(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Puts the same file or folder in a second place without copying its content, where the disk can do that. */
  link(from: string, to: string): Promise<void>
  /** Makes `name` stand for the folder `target` (a path from the folder that `name` is in), at one stroke. */
  point(name: string, target: string): Promise<void>
  /** What a name stands for; null when it is no such name. */
  pointedAt(name: string): Promise<string | null>
  /** Does some work while nobody else, in any process of this machine, does work on the same `path`. */
  alone<T>(path: string, work: () => Promise<T>): Promise<T>
  /** Removes at once, without waiting, every folder made `beside` that was not put in its place: for a sudden end. */
  abandon(): void
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

/** A file, or a folder where none was, gets there at one stroke; what cannot be renamed over is moved aside first. */
async function swap(from: string, to: string): Promise<void> {
  const moved = await rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '')) return false
      throw error
    },
  )
  if (moved) return
  const old = `${to}.old`
  if (await exists(to)) {
    await clear(old)
    await rename(to, old)
  }
  await rename(from, to)
  await clear(old)
}

/** Somebody else's swap may put a folder there while it is being removed. */
const clear = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 5 })

/** A folder with our process id in its name; those that a killed process left are cleared, and so is a half-done swap. */
async function makeBeside(path: string, cleared: Set<string>): Promise<string> {
  const parent = dirname(path)
  await mkdir(parent, { recursive: true })
  // Once: a folder of ten thousand areas takes longer to read than an area to put there.
  if (!cleared.has(parent)) await clearUnfinished(parent)
  cleared.add(parent)
  if (!(await exists(path))) await rename(`${path}.old`, path).catch(() => undefined)
  const folder = await mkdtemp(join(parent, `.building-${process.pid}-`))
  // mkdtemp keeps others out; what is published must be readable by a web server.
  await chmod(folder, 0o755)
  return folder
}

async function clearUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = Number(/^\.building-(\d+)-/.exec(name)?.[1] ?? process.pid)
    if (owner !== process.pid && !isAlive(owner)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Folder of the tool itself. */
export const TOOL = resolve(import.meta.dirname, '..')

/** File by file, so that folders are those of their own place; a disk that cannot link gets copies. */
async function linkTree(from: string, to: string): Promise<void> {
  if ((await stat(from)).isDirectory()) {
    await mkdir(to, { recursive: true })
    await Promise.all((await readdir(from)).map((name) => linkTree(join(from, name), join(to, name))))
    return
  }
  await mkdir(dirname(to), { recursive: true })
  await link(from, to).catch(() => cp(from, to))
}

/** A name is made beside and renamed: who looks sees the old folder or the new one. */
async function point(name: string, target: string): Promise<void> {
  await mkdir(dirname(name), { recursive: true })
  const beside = `${name}.${process.pid}.new`
  await rm(beside, { force: true })
  await symlink(target, beside, 'junction')
  await rename(beside, name).catch(async (error: NodeJS.ErrnoException) => {
    // Windows does not rename over a junction; there, and only there, nothing stands in the place for a moment.
    if (process.platform !== 'win32') throw error
    await rm(name, { recursive: true, force: true })
    await rename(beside, name)
  })
}

/** Makes the folder of a file only where it is not there, which costs nothing where it is. */
async function withFolder<T>(path: string, write: () => Promise<T>): Promise<T> {
  return write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return write()
  })
}

/** Written beside, under a name that nobody else has, and on the disk before it gets its own. */
async function writeWhole(path: string, content: Uint8Array, others = 0): Promise<void> {
  const beside = `${path}.new-${process.pid}-${others}`
  try {
    await writeFile(beside, content, { flag: 'wx', flush: true })
    await rename(beside, path)
  } catch (error) {
    // Another writer of this process, one of the same id on another machine, or what such a one left when it was killed.
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && syscall === 'open') return writeWhole(path, content, others + 1)
    await rm(beside, { force: true })
    throw error
  }
}

/** Fonts, schemas and shared templates come with the tool; a project may have its own of the latter. */
const FROM_TOOL = /^(node_modules|templates\/shared)(\/|$)/

/** The disk below `root`, from where relative paths are taken; what a project does not have itself comes from the tool. */
export function diskFiles(root: string): Files {
  const at = (path: string) => {
    const own = resolve(root, path)
    return FROM_TOOL.test(path) && !existsSync(own) ? resolve(TOOL, path) : own
  }
  const unfinished = new Set<string>()
  const cleared = new Set<string>()
  return {
    read: (path) => readFile(at(path)),
    stream: (path) => createReadStream(at(path), { highWaterMark: 1 << 18 }),
    exists: (path) => exists(at(path)),
    list: async (folder) => (await readdir(at(folder)).catch(() => [])).sort(),
    write: async (path, content) => {
      await withFolder(at(path), () => writeFile(at(path), content))
    },
    writeWhole: (path, content) => withFolder(at(path), () => writeWhole(at(path), content)),
    beside: async (path) => {
      const folder = await makeBeside(at(path), cleared)
      unfinished.add(folder)
      return folder
    },
    copy: async (from, to) => {
      await mkdir(dirname(at(to)), { recursive: true })
      // Where the disk can share blocks between two files, it does; writing into one leaves the other as it was.
      await cp(at(from), at(to), { recursive: true, mode: constants.COPYFILE_FICLONE })
    },
    replace: async (from, to) => {
      await replace(at(from), at(to))
      unfinished.delete(at(from))
    },
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    link: (from, to) => linkTree(at(from), at(to)),
    point: (name, target) => point(at(name), target),
    pointedAt: (name) => readlink(at(name)).catch(() => null),
    alone: (path, work) => alone(at(path), work),
    abandon: () => {
      for (const folder of unfinished) rmSync(folder, { recursive: true, force: true })
    },
  }
}
