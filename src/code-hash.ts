/** What this program is made of, for whatever is kept from run to run. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * SHA-256 of all code in `src/` below `root`. Reading it takes 40 ms: once the program is linked, it is written into it
 * (scripts/setup/linked.mjs).
 */
export function hashCode(root: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('src/**/*.ts', { cwd: root }).sort())
    hash.update(path.replaceAll(sep, '/')).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}
