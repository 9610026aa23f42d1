/** Proves that what is public is what was published, and that it can be made again from what it was made from. */
import { sha256 } from './keep.ts'
import { type Problem, problem } from './problem.ts'
import { type Rebuilt, rebuildVersion } from './rebuild-version.ts'
import { filesFolder, publishedEditions, readVersions } from './release/archive.ts'
import { versionPath } from './release/site/address.ts'
import { withoutBanner } from './release/site/banner.ts'
import type { Version, VersionFile } from './release/version.ts'
import { PUBLIC } from './site.ts'
import type { Files, World } from './world.ts'

export interface Verified {
  /** Files whose bytes were compared with their hashes. */
  readonly files: number
  /** Versions that were made again from their inputs. */
  readonly rebuilt: readonly Rebuilt[]
  readonly problems: readonly Problem[]
}

export interface Verifying {
  readonly factsheet: string
  /** All that were published, when absent. */
  readonly edition?: string | undefined
  /** Make each version again from its inputs. */
  readonly rebuild?: boolean | undefined
}

/** Compares every public file of a factsheet with what was published. */
export async function verify({ factsheet, edition, rebuild = false }: Verifying, world: World): Promise<Verified> {
  const editions = edition === undefined ? await publishedEditions(factsheet, world.files) : [edition]
  const all = await Promise.all(editions.map((one) => readVersions(factsheet, one, world.files)))
  const checked = await Promise.all(all.map((versions) => checkEdition(versions, world.files)))
  const rebuilt: Rebuilt[] = []
  for (const version of rebuild ? all.flat() : []) rebuilt.push(await rebuildVersion(version, world))
  const broken = rebuilt.filter(({ sameEngine, different }) => sameEngine && different.length > 0)
  return {
    files: checked.reduce((sum, one) => sum + one.files, 0),
    rebuilt,
    problems: [
      ...checked.flatMap(({ problems }) => problems),
      ...broken.map(({ different: files, ...one }) => problem('rebuilt-otherwise', { ...one, files })),
    ],
  }
}

type Checked = Pick<Verified, 'files' | 'problems'>

async function checkEdition(versions: readonly Version[], files: Files): Promise<Checked> {
  const gone = new Set(versions.flatMap(({ withdraws }) => withdraws))
  const newest = versions.find(({ number }) => !gone.has(number))
  const checks = versions.map((version) => {
    return gone.has(version.number) ? checkWithdrawn(version, files) : checkPublic(version, version.number, files)
  })
  const latest = newest ? [checkPublic(newest, 'latest', files)] : []
  const kept = versions.map((version) => checkKept(version, files))
  const all = await Promise.all([...checks, ...latest, ...kept])
  return { files: all.reduce((sum, one) => sum + one.files, 0), problems: all.flatMap(({ problems }) => problems) }
}

const allFiles = ({ sets }: Version): readonly VersionFile[] => sets.flatMap(({ files }) => files)
const publicFolder = ({ factsheet, edition }: Version, name: number | 'latest') =>
  `${PUBLIC}/${versionPath(factsheet, edition, name)}`

/** Every file of a version is there, and as it was published but for the banner around a superseded page. */
async function checkPublic(version: Version, name: number | 'latest', files: Files): Promise<Checked> {
  const folder = publicFolder(version, name)
  const expected = allFiles(version)
  const wrong = await Promise.all(expected.map((file) => differs(folder + file.path, file, files)))
  const known = new Set(expected.map(({ path }) => folder + path))
  const unknown = (await below(folder.replace(/\/$/, ''), files)).filter((path) => !known.has(path))
  const problems = [...wrong.flat(), ...unknown.map((file) => problem('public-file-unknown', { file }))]
  return { files: expected.length, problems }
}

async function differs(path: string, { kind, sha256: hash }: VersionFile, files: Files): Promise<readonly Problem[]> {
  const content = await files.read(path).catch(() => null)
  if (!content) return [problem('public-file-missing', { file: path })]
  const page = kind === 'html' ? withoutBanner(new TextDecoder().decode(content)) : content
  return sha256(page) === hash ? [] : [problem('public-file-changed', { file: path })]
}

/** Of a withdrawn version nothing that it published is there any more. */
async function checkWithdrawn(version: Version, files: Files): Promise<Checked> {
  const folder = publicFolder(version, version.number)
  const there = await below(folder.replace(/\/$/, ''), files)
  const published = new Set(allFiles(version).map(({ sha256: hash }) => hash))
  const problems = await Promise.all(
    there.map(async (file) => {
      return published.has(sha256(await files.read(file))) ? [problem('withdrawn-file-public', { file })] : []
    }),
  )
  return { files: there.length, problems: problems.flat() }
}

/** What is kept is as it was put there. */
async function checkKept(version: Version, files: Files): Promise<Checked> {
  const expected = allFiles(version)
  const wrong = expected.map(async ({ path, sha256: hash }) => {
    const file = `${filesFolder(version)}/${path}`
    const content = await files.read(file).catch(() => null)
    return content && sha256(content) === hash ? [] : [problem('kept-file-changed', { file })]
  })
  return { files: expected.length, problems: (await Promise.all(wrong)).flat() }
}

/** Every file below a folder. */
async function below(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder)
  const found = names.map(async (name) => {
    const path = `${folder}/${name}`
    const inside = await below(path, files)
    return inside.length > 0 ? inside : [path]
  })
  return (await Promise.all(found)).flat()
}
