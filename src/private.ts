/** Ground: files that nobody but their owner may read. */
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the file and its folder, where they are not there yet. */
export async function makePrivateFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await (await open(path, 'a', 0o600)).close()
}

export type PrivateRead = { readonly text: string } | { readonly refused: 'missing' | 'open to others' }

/** Refuses what others may read. Windows has no such rights to look at: there, the folder of the user keeps others out. */
export async function readPrivateFile(path: string): Promise<PrivateRead> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return { refused: 'missing' }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) return { refused: 'open to others' }
  const text = await readFile(path, 'utf8').catch(() => null)
  return text === null ? { refused: 'missing' } : { text }
}
