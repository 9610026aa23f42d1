/** Ground: locks between processes of one machine, and whether a process lives. */
import { type FileHandle, link, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds between two looks at whether somebody else has finished. */
const LOOK_AGAIN = 50

/** Looks after which a lock without an owner was left by whoever was killed while taking it; two seconds. */
const EMPTY_LOOKS = 40

/** Locks that this process holds. */
const held = new Set<string>()

/** A lock is a file with the id of its owner in it; that of a process which was killed holds nobody up. */
export async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  for (let empty = 0; !(await takeLock(path)); await pause(LOOK_AGAIN)) {
    empty = (await isEmpty(path)) ? empty + 1 : 0
    if (empty > EMPTY_LOOKS) await rm(path, { force: true })
  }
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
    taken = await placeLock(own, path)
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

const isEmpty = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size === 0,
    () => false,
  )

/** A link has its content from the start, so that no other process finds it empty. */
async function placeLock(own: string, path: string): Promise<boolean> {
  const there = ({ code }: NodeJS.ErrnoException) => code === 'EEXIST'
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (there(error as NodeJS.ErrnoException)) return false
  }
  // Some network shares and memory sticks have no links: to take their refusal for a lock would be to wait for ever.
  const lock = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (there(error)) return null
    throw error
  })
  return lock !== null && writeOwner(lock, path)
}

async function writeOwner(lock: FileHandle, path: string): Promise<true> {
  try {
    await lock.writeFile(String(process.pid))
    return true
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await lock.close()
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
