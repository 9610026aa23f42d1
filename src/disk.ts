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
import { setTimeout as pause } from 'node:timers/promises'

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

/** Written beside, in a folder that no other machine makes, and on the disk before it gets its name. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = await mkdtemp(`${path}.new-`)
  try {
    await writeFile(join(beside, 'content'), content, { flush: true })
    await rename(join(beside, 'content'), path)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Milliseconds between two looks at whether somebody else has finished. */
const LOOK_AGAIN = 50

/** Locks that this process holds. */
const held = new Set<string>()

/** A lock is a file with the id of its owner in it; that of a process which was killed holds nobody up. */
async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  while (!(await takeLock(path))) await pause(LOOK_AGAIN)
  try {
    return await work()
  } finally {
    held.delete(path)
    await rm(path, { force: true })
  }
}

async function takeLock(path: string): Promise<boolean> {
  if (held.has(path)) return false
  const own = `${path}.${process.pid}`
  let taken = false
  held.add(path)
  try {
    await writeFile(own, String(process.pid))
    taken = await link(own, path).then(
      () => true,
      () => false,
    )
  } finally {
    // Also on a full disk: else it would be waited for until this process ends.
    if (!taken) held.delete(path)
    await rm(own, { force: true })
  }
  if (taken) return true
  const owner = Number(await readFile(path, 'utf8').catch(() => Number.NaN))
  // In a container, every process may have the same id: one that is ours, and that we do not hold, was left by another.
  if (owner === process.pid || (owner > 0 && !isAlive(owner))) await rm(path, { force: true })
  return false
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
    writeWhole: (path, content) => writeWhole(at(path), content),
    beside: async (path) => {
      const folder = await makeBeside(at(path))
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
