/** A folder of data to a checked data package: the verb of this stage. */
import { createHash } from 'node:crypto'
import { keyOf, type Product } from '../keep.ts'
import { type Place, type Problem, problem, suggest, type Tell } from '../problem.ts'
import type { World } from '../world.ts'
import type { Codes } from './code.ts'
import { checkReferences, type Reference, readCodelist } from './codelist.ts'
import type { Codelist, DataPackage, Dataset, Dimension, Observation } from './dataset.ts'
import { decodeWhole } from './decode.ts'
import { OverlookingShape, PackageShape, type PackageSpec } from './descriptor.ts'
import { checkShape, type Document, readDocument } from './document.ts'
import { checkDataset, dimensionsOf } from './observation.ts'
import { formOf } from './packed.ts'
import type { TablePlan } from './plan.ts'
import { planTables } from './resource.ts'

const DESCRIPTOR = 'datapackage.json'
/** Of one file, so that a million bad rows fill neither the memory nor the screen. */
const MOST_PROBLEMS = 200

/** Reads `<folder>/datapackage.json` and every table that it names; tells all problems of all files in one run. */
export async function readPackage(folder: string, world: World, tell: Tell): Promise<DataPackage> {
  const described = await readDescriptor(folder, world, tell)
  if (described === null)
    return { name: '', licenses: [], sources: [], datasets: new Map(), codelists: new Map(), files: [] }
  const { spec, document } = described
  const planned = planTables(spec, folder, document, tell)
  const tables = await presentTables(planned, folder, world, tell)
  await warnOfStrays(planned, folder, world, tell)
  const codelists = await readCodelists(tables, world, tell)
  const datasets = await readDatasets(tables, codelists, keyOf(spec), world, tell)
  const { name, title, version, created, licenses, sources } = spec
  return {
    name,
    ...(title !== undefined && { title }),
    ...(version !== undefined && { version }),
    ...(created !== undefined && { created }),
    licenses,
    sources,
    datasets,
    codelists,
    files: [document.file, ...tables.map((table) => table.file)],
  }
}

/** Checks datapackage.json alone; null when there is nothing to work from. */
export async function readDescriptor(
  folder: string,
  world: World,
  tell: Tell,
): Promise<{ readonly spec: PackageSpec; readonly document: Document } | null> {
  const file = `${folder}/${DESCRIPTOR}`
  if (!(await world.files.exists(file))) {
    tell(problem('package-missing', { file }, { file }))
    return null
  }
  const text = await decodeWhole(await world.files.read(file), file, tell)
  const document = readJson(text, file, tell)
  const spec = document && (checkShape(document, PackageShape, tell) ?? OverlookingShape.safeParse(document.value).data)
  return document && spec ? { spec, document } : null
}

/** YAML reads JSON with the place of every key, but reads more than JSON; other tools would then refuse the package. */
function readJson(text: string, file: string, tell: Tell): Document | null {
  const faults: Problem[] = []
  const document = readDocument(text, file, (fault) => faults.push(fault))
  const broken = syntaxError(text, file)
  if (broken) tell(problem('package-not-json', {}, broken.line === undefined ? (faults[0]?.place ?? broken) : broken))
  // What JSON allows and YAML refuses is the same key twice: JSON would silently keep the last.
  else for (const { place } of faults) tell(problem('package-key-doubled', {}, place))
  return broken ? null : document
}

function syntaxError(text: string, file: string): Place | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec((error as Error).message) ?? []
    return line === undefined ? { file } : { file, line: Number(line), column: Number(column) }
  }
}

async function presentTables(
  tables: readonly TablePlan[],
  folder: string,
  world: World,
  tell: Tell,
): Promise<readonly TablePlan[]> {
  const names = await world.files.list(folder)
  const present: TablePlan[] = []
  for (const table of tables) {
    if (await world.files.exists(table.file)) present.push(table)
    else
      tell(
        problem(
          'file-missing',
          { file: table.file, hint: suggest(table.file.slice(folder.length + 1), names) },
          table.place,
        ),
      )
  }
  return present
}

/** A table that was dropped into the folder but is not named in the descriptor is read by nobody. */
async function warnOfStrays(tables: readonly TablePlan[], folder: string, world: World, tell: Tell): Promise<void> {
  const known = new Set(tables.map((table) => table.file))
  for (const name of await world.files.list(folder)) {
    const file = `${folder}/${name}`
    if (/\.(?:csv|tsv)$/i.test(name) && !known.has(file)) tell(problem('file-not-described', {}, { file }))
  }
}

async function readCodelists(
  tables: readonly TablePlan[],
  world: World,
  tell: Tell,
): Promise<ReadonlyMap<string, Codelist>> {
  const lists = new Map<string, Codelist>()
  const references: Reference[] = []
  for (const table of tables.filter(({ kind }) => kind === 'codelist')) {
    const list = await capped(table.file, tell, (told) =>
      readCodelist(table, world, told, (one) => references.push(one)),
    )
    lists.set(table.name, list)
  }
  checkReferences(references, codesOf(lists), tell)
  return lists
}

async function readDatasets(
  tables: readonly TablePlan[],
  lists: ReadonlyMap<string, Codelist>,
  described: string,
  world: World,
  tell: Tell,
): Promise<ReadonlyMap<string, Dataset>> {
  const datasets = new Map<string, Dataset>()
  const codes = codesOf(lists)
  for (const table of tables.filter(({ kind }) => kind === 'dataset')) {
    const observations = await keptObservations(table, codes, described, world, tell)
    const { name, file } = table
    const unit = table.columns.find((column) => column.role === 'measure')?.unit ?? ''
    const dimensions = dimensionsOf(table).map((dimension) => withListedCodes(dimension, lists))
    const withholds = observations.some(({ suppressed }) => suppressed)
    datasets.set(name, { name, file, dimensions, unit, observations, withholds })
  }
  return datasets
}

/** Checks a dataset, or takes it from an earlier build that checked the same bytes against the same descriptor and codes. */
async function keptObservations(
  table: TablePlan,
  codes: Codes,
  described: string,
  world: World,
  tell: Tell,
): Promise<readonly Observation[]> {
  const product = async (): Promise<Product> => ({
    kind: 'dataset',
    of: table.file,
    needs: { file: await hashOf(table.file, world), descriptor: described, 'code lists': codesHash(codes) },
  })
  const make = async () => {
    const [told, observations]: [Problem[], Observation[]] = [[], []]
    await capped(
      table.file,
      (one) => told.push(one),
      (telling) => checkDataset(table, codes, world, telling, (one) => observations.push(one)),
    )
    return { value: observations, problems: told }
  }
  const { value, problems } = await world.keep<readonly Observation[]>(product, make, formOf(table.file))
  problems.forEach(tell)
  return value
}

async function hashOf(file: string, world: World): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of world.files.stream(file)) hash.update(chunk)
  return hash.digest('hex')
}

const codesHash = (codes: Codes): string => keyOf([...codes].map(([name, list]) => [name, [...list]]))

function codesOf(lists: ReadonlyMap<string, Codelist>): Codes {
  return new Map([...lists].map(([name, { codes }]) => [name, new Set(codes.map(({ code }) => code))]))
}

function withListedCodes(dimension: Dimension, lists: ReadonlyMap<string, Codelist>): Dimension {
  const listed = lists.get(dimension.codelist ?? '')?.codes.map(({ code }) => code)
  return listed ? { ...dimension, codes: listed.filter((code) => !code.startsWith('_')) } : dimension
}

/** Lets the first problems of a file through, and then tells how many more there were. */
async function capped<T>(file: string, tell: Tell, work: (tell: Tell) => Promise<T>): Promise<T> {
  let [told, errors] = [0, 0]
  const result = await work((one) => {
    told += 1
    if (told <= MOST_PROBLEMS) tell(one)
    else if (one.severity === 'error') errors += 1
  })
  if (told > MOST_PROBLEMS)
    tell(problem('more-problems', { told: MOST_PROBLEMS, more: told - MOST_PROBLEMS, errors }, { file }))
  return result
}
