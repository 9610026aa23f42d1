import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'
import { parse } from 'yaml'
import { factsheetSchema } from '../src/factsheet.ts'

const ROOT = resolve(import.meta.dirname, '..')
const GROUND = /^(problem|keep|world|disk|lock|private|own-code|sentences\/[\w-]+)\.ts$/
/** Data that a stage may import as it stands, named one by one. */
const STATIC_DATA = ['../package.json', '../templates/shared/styles.json']

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

interface Source {
  /** Path below src/, e.g. `data/csv.ts`. */
  readonly path: string
  readonly text: string
  /** The text with comments and the contents of strings blanked out: names and calls only. */
  readonly code: string
  readonly nodes: readonly Node[]
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'

function allNodes(root: Node): Node[] {
  const children = Object.values(root).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
  return [root, ...children.filter(isNode).flatMap(allNodes)]
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, 'src', path), 'utf8')
  const nodes = allNodes(parseAst(text, { lang: 'ts' }) as unknown as Node)
  return { path, text, code: withoutComments(text, nodes), nodes }
}

/** Comments are what no token covers: tokens are found as the leaves of the tree and the punctuation around them. */
function withoutComments(text: string, nodes: readonly Node[]): string {
  const literals = nodes.filter(({ type }) => type === 'Literal' || type === 'TemplateElement')
  const inLiteral = (index: number) => literals.some(({ start, end }) => start <= index && index < end)
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment, index: number) =>
    inLiteral(index) ? comment : comment.replace(/[^\n]/g, ' '),
  )
}

const sources = globSync('**/*.ts', { cwd: join(ROOT, 'src') })
  .sort()
  .map(readSource)

function importsOf({ path, nodes }: Source): readonly Import[] {
  return nodes.flatMap((node) => {
    const { source, importKind, exportKind, specifiers } = node as Node & {
      source?: { value?: unknown } | null
      importKind?: string
      exportKind?: string
      specifiers?: readonly { importKind?: string; exportKind?: string }[]
    }
    const to = source?.value
    if (typeof to !== 'string') return []
    const kinds = specifiers?.map((one) => one.importKind ?? one.exportKind) ?? []
    const typeOnly =
      [importKind, exportKind].includes('type') || (kinds.length > 0 && kinds.every((kind) => kind === 'type'))
    return [{ from: path, to: to.startsWith('.') ? join(dirname(path), to) : to, typeOnly }]
  })
}

const imports = sources.flatMap(importsOf)
const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '')
/** The root files know every stage; ground is known by all. */
const isRootFile = (path: string) => folderOf(path) === '' && !GROUND.test(path)
const isInside = (to: string) => to.endsWith('.ts') && sources.some(({ path }) => path === to)
const lineOf = ({ text }: Source, index: number) => text.slice(0, index).split('\n').length

describe('the direction of imports', () => {
  it('is read from every file', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(new Set(imports.map(({ from }) => from)).size).toBeGreaterThan(50)
  })

  it('finds each imported file under its own name', () => {
    const paths = imports.filter(({ to }) => to.includes('/') && to.endsWith('.ts')).map(({ to }) => to)
    expect(paths.filter((to) => !isInside(to))).toEqual([])
  })

  it('goes from a stage to itself, to folders earlier in the alphabet and to the ground', () => {
    const against = imports.filter(({ from, to }) => {
      if (isRootFile(from) || !to.endsWith('.ts') || GROUND.test(to)) return false
      return folderOf(from) === '' || GROUND.test(from) || folderOf(to) === '' || folderOf(to) > folderOf(from)
    })
    expect(against).toEqual([])
  })

  it('lets the ground know nothing but the ground', () => {
    const ground = imports.filter(({ from, to }) => GROUND.test(from) && isInside(to))
    expect(ground.filter(({ to }) => !GROUND.test(to))).toEqual([])
  })

  it('leads outside src/ to two named files of data only', () => {
    const outside = imports.map(({ to }) => to).filter((to) => to.startsWith('..'))
    expect([...new Set(outside)].sort()).toEqual(STATIC_DATA)
  })

  it('has no cycles', () => {
    const values = imports.filter(({ to, typeOnly }) => !typeOnly && isInside(to))
    const next = (path: string) => values.filter(({ from }) => from === path).map(({ to }) => to)
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) cycles.push([...above.slice(above.indexOf(path)), path].join(' > '))
      if (done.has(path) || above.includes(path)) return
      for (const one of next(path)) visit(one, [...above, path])
      done.add(path)
    }
    for (const { path } of sources) visit(path, [])
    expect(cycles).toEqual([])
  })

  it('takes packages that package.json declares', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const packages = imports.map(({ to }) => to).filter((to) => !to.startsWith('node:') && !/\.(ts|json)$/.test(to))
    const name = (to: string) => to.split('/', to.startsWith('@') ? 2 : 1).join('/')
    const undeclared = packages.map(name).filter((one) => !(one in dependencies))
    expect(undeclared).toEqual([])
  })
})

describe('the outside world', () => {
  const PLACES: Readonly<Record<string, RegExp>> = {
    'node:fs': /^(world|disk|own-code|pdf\/browser(-process)?)\.ts$/,
    'node:fs/promises': /^(world|disk|lock|private|serve\/watch|pdf\/browser(-process)?)\.ts$/,
    'node:os': /^(world|pdf\/browser-process)\.ts$/,
    'node:child_process': /^pdf\/browser-process\.ts$/,
    'node:http': /^serve\/http\.ts$/,
    'node:https': /^$/,
    'node:net': /^$/,
    'node:sqlite': /^release\/ledger\/sqlite-thread\.ts$/,
    pg: /^release\/ledger\/postgres\.ts$/,
    'pg-boss': /^serve\/boss\.ts$/,
    nodemailer: /^send\/(deliver|compose|warning)\.ts$/,
    puppeteer: /^pdf\/[\w-]+\.ts$/,
  }

  it.each(Object.entries(PLACES))('is reached through %s in its own places only', (name, place) => {
    expect(imports.filter(({ from, to, typeOnly }) => to === name && !typeOnly && !place.test(from))).toEqual([])
  })

  it('is asked over HTTP for what is in a bucket, and for nothing else', () => {
    const asking = findings(/\bfetch\(|\bnew WebSocket\b|XMLHttpRequest/)
    expect(asking.map((one) => one.replace(/:\d+/, ''))).toEqual(['src/rebuild/bucket.ts fetch('])
  })
})

/** `file:line` of each place in the code of src/ that matches; comments do not count. */
function findings(pattern: RegExp, among: readonly Source[] = sources): string[] {
  const global = new RegExp(pattern.source, `${pattern.flags}g`)
  return among.flatMap((source) =>
    [...source.code.matchAll(global)].map((match) => `src/${source.path}:${lineOf(source, match.index)} ${match[0]}`),
  )
}

describe('the pure core', () => {
  const core = sources.filter(({ path }) => path !== 'world.ts')

  it.each([
    ['the clock', /\bDate\.now\(|\bnew Date\(\s*\)|\bDate\(\s*\)|Temporal\.Now|performance\.now/],
    ['chance', /Math\.random\(|randomUUID|randomBytes|getRandomValues/],
    [
      'the language of the machine',
      /\.toLocale\w*String\(\s*\)|\.toLocale(?:Upper|Lower)Case\(\s*\)|localeCompare\([^,()]*\)/,
    ],
    ['an Intl object without a locale', /new Intl\.\w+\(\s*\)|new Intl\.\w+\(\s*undefined/],
  ])('does not read %s', (_, pattern) => {
    expect(findings(pattern, core)).toEqual([])
  })
})

describe('what src/ knows of a subject', () => {
  /** What the shipped factsheets are about: their codes, the agencies' names and terms, and the months in each of their languages. */
  const definitions = globSync('{templates,test/factsheets/*/templates}/*/factsheet.yaml', { cwd: ROOT })
  const subjects = definitions
    .filter((file) => !dirname(file).includes('broken'))
    .map((file) => ({ folder: join(ROOT, dirname(file)), spec: parse(readFileSync(join(ROOT, file), 'utf8')) }))
  const languages = subjects.flatMap(({ spec }) => Object.entries<{ locale: string }>(spec.languages))
  const strings = sources.flatMap((source) =>
    source.nodes.flatMap((node) => {
      const { value } = node as Node & { value?: unknown }
      const text = node.type === 'TemplateElement' ? (value as { raw: string }).raw : value
      return typeof text === 'string' ? [{ text, at: `src/${source.path}:${lineOf(source, node.start)}` }] : []
    }),
  )
  const holding = (words: readonly string[], whole: boolean) =>
    strings
      .filter(({ text }) => words.some((word) => (whole ? text === word : wordIn(word, text))))
      .map(({ text, at }) => `${at} ${text}`)
  /** The browser's own language, and a list of CLDR that must be asked in some language: neither reaches a page. */
  const NEUTRAL_ENGLISH = /^src\/(pdf\/browser|data\/region)\.ts:\d+ en$/
  const wordIn = (word: string, text: string) =>
    new RegExp(`(?<![\\p{L}\\d])${RegExp.escape(word)}(?![\\p{L}\\d])`, 'u').test(text)

  it('is tested with every language, agency and month of the shipped factsheets', () => {
    expect(subjects.length).toBeGreaterThan(2)
    expect([...new Set(languages.map(([code]) => code))].sort()).toEqual(['ar', 'de', 'en', 'fr', 'nl'])
  })

  it('holds no language: no code and no locale stands alone in a string', () => {
    const found = holding(
      languages.flatMap(([code, { locale }]) => [code, locale]),
      true,
    )
    expect(found.filter((one) => !NEUTRAL_ENGLISH.test(one))).toEqual([])
  })

  it('holds no month in any of those languages', () => {
    const months = languages.flatMap(([, { locale }]) =>
      Array.from({ length: 12 }, (_, month) =>
        new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2020, month)),
      ),
    )
    const capitalised = months.map((one) => one.charAt(0).toLocaleUpperCase('en') + one.slice(1))
    // `may` is a verb in every other sentence.
    expect(
      holding(
        [...months, ...capitalised].filter((one) => !/^may$/i.test(one)),
        false,
      ),
    ).toEqual([])
  })

  it('holds no agency, organiser, country or term of the factsheets', () => {
    const texts = subjects.flatMap(({ folder }) =>
      globSync('text/??.yaml', { cwd: folder }).map((file) => parse(readFileSync(join(folder, file), 'utf8'))),
    )
    const names = texts.flatMap((text) => [
      text.publisher,
      text.agency,
      ...Object.values(text.names?.organiser ?? {}),
      ...Object.values(text.names?.destination ?? {}),
      text.terms?.immigration_office,
      text.terms?.immigration_office_full,
      text.terms?.iom,
    ])
    const words = [...new Set(names)].filter((one) => typeof one === 'string' && one.length > 1)
    expect(words).toContain('Fedasil')
    // Words without a capital or a hyphen, such as `other`, are English words as well.
    const subjectWords = words.filter((one) => /^\p{Lu}/u.test(one) || one.includes('-'))
    expect(holding(subjectWords, false)).toEqual([])
  })
})

describe('the size of things', () => {
  const LONGEST_FILE = 250
  const LONGEST_FUNCTION = 60
  const isFunction = ({ type }: Node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)

  it('keeps every file under 250 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 >= LONGEST_FILE)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('keeps every function under 60 lines', () => {
    const long = sources.flatMap((source) =>
      source.nodes
        .filter(isFunction)
        .map(({ start, end }) => ({ start, lines: lineOf(source, end) - lineOf(source, start) + 1 }))
        .filter(({ lines }) => lines > LONGEST_FUNCTION)
        .map(({ start, lines }) => `src/${source.path}:${lineOf(source, start)} ${lines} lines`),
    )
    expect(long).toEqual([])
  })

  it('has no any, no assertion that something is there, and nothing left to do', () => {
    const types = sources.flatMap((source) =>
      source.nodes
        .filter(({ type }) => type === 'TSAnyKeyword' || type === 'TSNonNullExpression')
        .map(({ type, start }) => `src/${source.path}:${lineOf(source, start)} ${type}`),
    )
    expect(types).toEqual([])
    const undone = sources.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text))
    expect(undone.map(({ path }) => path)).toEqual([])
  })

  it('has no drawer for odd things', () => {
    expect(sources.filter(({ path }) => /\b(utils?|helpers?|misc|common)\b/i.test(path))).toEqual([])
  })
})

describe('files kept in step', () => {
  it('the JSON Schema for editors is the one of the validator', () => {
    const written = JSON.parse(readFileSync(join(ROOT, 'templates/factsheet.schema.json'), 'utf8'))
    expect(written, 'run `npm run schema`').toEqual(JSON.parse(JSON.stringify(factsheetSchema())))
  })

  it('the lock file has an entry for every optional package that it names, for any machine', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>
    }
    /** As Node looks it up: in the package's own node_modules, then in that of each folder above. */
    const found = (from: string, name: string): boolean => {
      if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true
      return from !== '' && found(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
    }
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !found(from, name))
        .map((name) => `${from || 'package.json'} > ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('every path that ARCHITECTURE.md names in code is there', () => {
    const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
    const named = [...text.matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts)`/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(15)
    const known = sources.map(({ path }) => path)
    const inSource = (one: string) => known.some((path) => path === one || path.endsWith(`/${one}`))
    expect(named.filter((one) => !inSource(one) && !existsSync(join(ROOT, one)))).toEqual([])
  })
})
