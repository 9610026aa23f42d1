/** Whether the files of a factsheet are others than before: by name, size and time of the last change, which costs next to nothing. */
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Of every file in the folders, and in those below them; a folder that is not there is an empty one. */
export async function fingerprintOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) for (const line of await linesOf(folder)) hash.update(`${line}\n`)
  return hash.digest('hex')
}

async function linesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((one) => !one.isDirectory()).map((one) => join(one.parentPath, one.name))
  const lines = files.map(async (file) => {
    // A file may go between the two looks; then it is another fingerprint at the next one.
    const found = await stat(file).catch(() => null)
    return `${file} ${found?.size} ${found?.mtimeMs}`
  })
  return (await Promise.all(lines)).sort()
}

/**
 * Tells a change once it has come to rest: a file that is being copied is another one at every look. The first look gives what is
 * compared with.
 */
export function changeWatch(before: string | null): (now: string) => boolean {
  let known = before
  let last = before
  return (now) => {
    const rests = now === last
    last = now
    known ??= now
    if (!rests || now === known) return false
    known = now
    return true
  }
}
