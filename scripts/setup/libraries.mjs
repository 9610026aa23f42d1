// Links each large library into one file. Finding and opening their 800 modules one by one takes 0.2 s of every build, which
// is as long as the browser needs to start. Without the linked files all works the same, and slower.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In node_modules, so that whatever clears the packages clears what was made of them. */
export const librariesFolder = (root) => join(root, 'node_modules', '.cache', 'diptych', 'libraries')

// Libraries in the older module format are left out: their names would not be found from outside.
const LIBRARIES = [
  '@cantoo/pdf-lib',
  'commander',
  'csv-parse',
  'fontkit',
  'intl-messageformat',
  'puppeteer',
  'vega',
  'vega-lite',
  'zod',
]

/** Changes whenever npm installs anything. */
function stampOf(root) {
  const { mtimeMs, size } = statSync(join(root, 'node_modules', '.package-lock.json'))
  return `${mtimeMs} ${size}`
}

/** Files by the name of their library; undefined when there are none, or packages have changed since. */
export function linkedLibraries(root) {
  try {
    const folder = librariesFolder(root)
    const { stamp, files } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'))
    if (stamp !== stampOf(root)) return undefined
    return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)]))
  } catch {
    return undefined
  }
}

/** Links the libraries with rolldown, which is there for development only; does nothing where it is not. */
export async function linkLibraries(root) {
  const rolldown = await import('rolldown').then(
    (module) => module.rolldown,
    () => undefined,
  )
  if (!rolldown) return
  const file = (name) => name.replaceAll(/[@/]/g, '_')
  const input = Object.fromEntries(LIBRARIES.map((name) => [file(name), name]))
  const folder = librariesFolder(root)
  const beside = `${folder}.${process.pid}`
  const bundle = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    // Named by puppeteer and vega for what we never do: unpacking a browser, and drawing pixels.
    external: [/^node:/, 'yauzl', 'canvas'],
    logLevel: 'silent',
  })
  mkdirSync(beside, { recursive: true })
  await bundle.write({ dir: beside, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
  const files = Object.fromEntries(LIBRARIES.map((name) => [name, `${file(name)}.mjs`]))
  writeFileSync(join(beside, 'index.json'), JSON.stringify({ stamp: stampOf(root), files }))
  rmSync(folder, { recursive: true, force: true })
  renameSync(beside, folder)
}
