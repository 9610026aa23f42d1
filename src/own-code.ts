/** What this program knows of its own code. Once it is linked, others stand for these two (scripts/setup/linked.mjs). */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { join, sep } from 'node:path'

/**
 * SHA-256 of all code in `src/` below `root`, for whatever is kept from run to run. Reading it takes 40 ms: the linked program has
 * it written into it.
 */
export function hashCode(root: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('src/**/*.ts', { cwd: root }).sort())
    hash.update(path.replaceAll(sep, '/')).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** What a thread that runs `code` does first. Plain script, since a first module in TypeScript would load the compiler. */
export function entrance(code: URL): string {
  const compiled = JSON.stringify(getCompileCacheDir() ?? null)
  return `if (${compiled}) require('node:module').enableCompileCache(${compiled}); import(${JSON.stringify(code.href)})`
}
