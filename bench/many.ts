/** The shipped factsheet once for each of many reception offices that do not exist: as many document sets as a scheduled night makes. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'

const TOOL = resolve(import.meta.dirname, '..')
const [DATA, TEMPLATES] = ['data/voluntary-return', 'templates/voluntary-return']
const DIMENSION = 'office'

interface Office {
  readonly code: string
  readonly name: string
  /** What is added to one destination, one category, one month, and their totals: no two offices share a total, and every sum holds. */
  readonly more: number
}

/** Rows of the shipped tables that are larger by `more`; each ends where its value begins. */
const LARGER = /^(2020-12,(fedasil|_T),|2020,((fedasil|_T|BR|no-legal-stay),)?)(?=\d)/

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

function offices(count: number): readonly Office[] {
  return Array.from({ length: count }, (_, index) => {
    const letters = [Math.floor(index / 26 ** 2), Math.floor(index / 26) % 26, index % 26].map(
      (at) => LETTERS[at] ?? '',
    )
    return {
      code: `o${String(index).padStart(4, '0')}`,
      name: `Office ${letters.join('').toUpperCase()}`,
      more: index,
    }
  })
}

/** Writes the project into an empty folder: two languages, no facing document. */
export async function makeMany(root: string, count: number): Promise<void> {
  for (const folder of [DATA, TEMPLATES]) await cp(join(TOOL, folder), join(root, folder), { recursive: true })
  const all = offices(count)
  await describe(root, all)
  await define(root)
  await rm(join(root, TEMPLATES, 'text/fr.reviewed.yaml'), { force: true })
  for (const language of ['nl', 'fr']) await name(join(root, TEMPLATES, 'text', `${language}.yaml`), all)
}

interface Resource {
  readonly path: string
  readonly schema: {
    readonly fields: { name: string; type: string; title?: string; constraints?: object }[]
    readonly primaryKey?: string[]
  }
}

async function describe(root: string, all: readonly Office[]): Promise<void> {
  const file = join(root, DATA, 'datapackage.json')
  const descriptor = JSON.parse(await readFile(file, 'utf8')) as { readonly resources: Resource[] }
  for (const { path, schema } of descriptor.resources) {
    if (path.startsWith('shares') || !schema.fields.some((one) => one.name === 'value')) continue
    schema.primaryKey?.unshift(DIMENSION)
    schema.fields.unshift({
      name: DIMENSION,
      type: 'string',
      title: 'Reception office',
      constraints: { enum: all.map((one) => one.code) },
    })
    await multiply(join(root, DATA, path), all)
  }
  await writeFile(file, JSON.stringify(descriptor, null, 2))
}

async function multiply(file: string, all: readonly Office[]): Promise<void> {
  const [header = '', ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\n')
  const lines = all.flatMap(({ code, more }) => rows.map((row) => `${code},${larger(row, more)}`))
  await writeFile(file, `${[`${DIMENSION},${header}`, ...lines].join('\n')}\n`)
}

function larger(row: string, more: number): string {
  const before = LARGER.exec(row)?.[0]
  if (before === undefined) return row
  const [value = '', ...rest] = row.slice(before.length).split(',')
  return [before + (Number(value) + more), ...rest].join(',')
}

/** Without the shares that the model states, which are those of the country. */
async function define(root: string): Promise<void> {
  const file = join(root, TEMPLATES, 'factsheet.yaml')
  const { facing: _, pages, tables, checks, ...definition } = parse(await readFile(file, 'utf8'))
  delete pages.facing
  delete tables.stated_shares
  const kept = checks.filter((one: { readonly printed?: boolean }) => !one.printed)
  await writeFile(file, stringify({ ...definition, pages, tables, checks: kept, areas: { dimension: DIMENSION } }))
}

async function name(file: string, all: readonly Office[]): Promise<void> {
  const texts = parse(await readFile(file, 'utf8'))
  const names = { ...texts.names, [DIMENSION]: Object.fromEntries(all.map((one) => [one.code, one.name])) }
  const lint = { ...texts.lint, same: [...(texts.lint?.same ?? []), ...all.map((one) => one.name)] }
  const [title, path] = [`${texts.title}, {area}`, `${texts.file}-{area}`]
  await writeFile(file, stringify({ ...texts, title, file: path, names, lint }))
}

if (import.meta.main) await makeMany(process.argv[2] ?? '', Number(process.argv[3] ?? 200))
