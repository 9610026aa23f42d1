// Links the program, with its libraries, into few files: finding, opening and compiling their 1,000 modules one by one
// takes longer than a browser needs to start. Without the linked files all works the same, and slower.
import { createHash } from 'node:crypto'
// `globSync` by way of `fs`: Node 20, which reads this file, lacks it and would refuse its name here.
import fs, { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where the process and each of its threads begin. */
const PROGRAM = [
  'src/cli.ts',
  'src/pdf/print-thread.ts',
  'src/pdf/finish-thread.ts',
  'src/release/ledger/sqlite-thread.ts',
]

/** Required by its name: asked for at the first text that is measured, see src/graphics/shaper.ts. */
const LIBRARIES = ['fontkit']

// Named by puppeteer and vega for what we never do, unpacking a browser and drawing pixels; neither is installed.
const LEFT_OUT = [/^node:/, 'yauzl', 'canvas']

/** A process that began with older files may still load more of them. */
const GENERATIONS = 3

/** In node_modules, so that whatever clears the packages clears what was made of them. */
const cacheFolder = (root) => join(root, 'node_modules', '.cache', 'diptych')
const linkedFolder = (root) => join(cacheFolder(root), 'linked')
const indexFile = (root) => join(linkedFolder(root), 'index.json')

const fileOf = (name) => `${name.replace(/\.ts$/, '').replaceAll('/', '_')}.cjs`

/** Changes whenever npm installs anything, or somebody edits. */
function stampOf(file) {
  const { mtime, size } = statSync(file)
  return `${mtime.getTime()} ${size}`
}

/** The linked file that stands for a module of PROGRAM; undefined when there is none, or when code or packages have changed since. */
export function linkedFile(root, path) {
  try {
    const { folder, stamps } = JSON.parse(readFileSync(indexFile(root), 'utf8'))
    for (const [source, stamp] of Object.entries(stamps)) if (stampOf(join(root, source)) !== stamp) return undefined
    return join(linkedFolder(root), folder, fileOf(path))
  } catch {
    return undefined
  }
}

/** Links with rolldown, which is there for development only; does nothing where it is not. */
export async function link(root) {
  const rolldown = await import('rolldown').then(
    (module) => module.rolldown,
    () => undefined,
  )
  if (!rolldown) return
  const sources = [
    'node_modules/.package-lock.json',
    ...fs.globSync(['src/**/*.ts', 'scripts/setup/*.mjs'], { cwd: root }),
  ]
  const { hashCode } = await import(pathToFileURL(join(root, 'src/own-code.ts')).href)
  const code = hashCode(root)
  const bundle = await rolldown({
    input: Object.fromEntries([...LIBRARIES, ...PROGRAM].map((name) => [fileOf(name), name])),
    cwd: root,
    platform: 'node',
    external: LEFT_OUT,
    logLevel: 'silent',
    plugins: [stillInPlace(root), knowingItself(root, code)],
    resolve: {
      alias: {
        // Its way into Node waits for a package that is not there (LEFT_OUT), which a script cannot.
        'vega-canvas': join(root, 'node_modules/vega-canvas/build/vega-canvas.browser.js'),
        'brotli/decompress.js': join(root, 'scripts/setup/brotli.mjs'),
      },
    },
  })
  // Scripts, without import(), as bin/linked.cjs runs them.
  const format = {
    format: 'cjs',
    dynamicImportInCjs: false,
    entryFileNames: '[name]',
    chunkFileNames: '[name]-[hash].cjs',
  }
  const { output } = await bundle.generate(format)
  const stamps = stampsOf(root, [...sources, ...dataIn(root, output)])
  const folder = createHash('sha256')
    .update(JSON.stringify([code, stamps]))
    .digest('hex')
    .slice(0, 16)
  const beside = join(linkedFolder(root), `.${folder}.${process.pid}`)
  mkdirSync(beside, { recursive: true })
  for (const { fileName, code: text } of output) writeFileSync(join(beside, fileName), text)
  putInPlace(root, beside, { folder, stamps })
}

/** Data of ours that is imported, such as the house styles of numbers: a designer may change them at any time. */
function dataIn(root, output) {
  const ids = output.flatMap(({ moduleIds = [] }) => moduleIds).filter((id) => id.endsWith('.json'))
  return ids.map((id) => relative(root, id)).filter((path) => !/^(\.\.|node_modules)/.test(path))
}

const stampsOf = (root, paths) => Object.fromEntries(paths.map((path) => [path, stampOf(join(root, path))]))

function putInPlace(root, beside, index) {
  const { folder } = index
  const place = join(linkedFolder(root), folder)
  rmSync(place, { recursive: true, force: true })
  renameSync(beside, place)
  writeFileSync(`${beside}.json`, JSON.stringify(index))
  renameSync(`${beside}.json`, indexFile(root))
  clearOlder(root)
}

/** Older files, and what Node compiled of them. */
function clearOlder(root) {
  const ages = readdirSync(linkedFolder(root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      path: join(linkedFolder(root), name),
      age: statSync(join(linkedFolder(root), name)).mtimeMs,
    }))
    .toSorted((a, b) => b.age - a.age)
  for (const { path } of ages.slice(GENERATIONS)) rmSync(path, { recursive: true, force: true })
  for (const name of readdirSync(cacheFolder(root)))
    if (/^v\d/.test(name)) rmSync(join(cacheFolder(root), name), { recursive: true, force: true })
}

/** Our own files find others from where they stand: once linked, still from there. */
function stillInPlace(root) {
  const up = '../../../../../'
  return {
    name: 'still-in-place',
    transform(code, id) {
      if (!id.startsWith(join(root, 'src')) || !code.includes('import.meta.')) return null
      const path = relative(root, id).split(sep).join('/')
      return code
        .replaceAll('createRequire(import.meta.url)', 'require')
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(up + path)}, import.meta.url).href`)
        .replaceAll('import.meta.dirname', `import.meta.dirname + ${JSON.stringify(`/${up}${dirname(path)}`)}`)
    },
  }
}

/** The program has its hash written into it, and its threads run linked as it does. */
function knowingItself(root, code) {
  const up = '../../../../..'
  const text = `import { join, relative, sep } from 'node:path'
    import { fileURLToPath } from 'node:url'
    const up = join(__dirname, '${up}')
    const fileOf = ${fileOf}
    const pathOf = (code) => relative(up, fileURLToPath(code)).replaceAll(sep, '/')
    export const hashCode = () => ${JSON.stringify(code)}
    export const entrance = (code) =>
      'require(' + JSON.stringify(join(up, 'bin/linked.cjs')) + ').runLinked(' +
      JSON.stringify(join(__dirname, fileOf(pathOf(code)))) + ')'`
  return { name: 'knowing-itself', load: (id) => (id === join(root, 'src/own-code.ts') ? text : null) }
}
