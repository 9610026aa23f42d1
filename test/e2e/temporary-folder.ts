/**
 * Temporary files of all tests in one folder, removed with what killed processes left in it: in memory where there is room, since a
 * disk makes the processors wait, for files that live for seconds.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'

/** Bytes; all tests together take less than a quarter of it. A container often has 64 MB only. */
const ROOM = 2 ** 32

export default function setup(): () => void {
  const folder = mkdtempSync(join(hasRoom() ? IN_MEMORY : tmpdir(), 'diptych-tests-'))
  // PostgreSQL runs as another user, who must find its files in it.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom(): boolean {
  if (!existsSync(IN_MEMORY)) return false
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize > ROOM
}
