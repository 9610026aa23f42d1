/** Makes the documents of a version and keeps them for ever, with what they were made from: whole, by one rename, or not at all. */
import type { Ready } from './ahead.ts'
import { buildWith, PARALLEL } from './build.ts'
import type { DocumentSet } from './built.ts'
import type { Compared } from './differ.ts'
import { allWritten, refusingDisk } from './document-set.ts'
import type { Request } from './draft.ts'
import { type Keeping, keeping } from './keeping.ts'
import { lazyPress } from './pdf/lazy-press.ts'
import { openPress, tabsFor } from './pdf/press.ts'
import { type Problem, problem, Refusal } from './problem.ts'
import {
  archiveFolder,
  filesName,
  inputsName,
  OBSERVATIONS_FILE,
  readFigures,
  VERSION_FILE,
} from './release/archive.ts'
import type { Publication } from './release/candidate.ts'
import type { ReleaseRecord } from './release/record.ts'
import type { Approval, Reasons, Version, VersionSet } from './release/version.ts'
import { secondOf, type World } from './world.ts'

export interface Archiving {
  readonly request: Request
  readonly edition: string
  readonly world: World
  readonly publication: Publication
  /** Cores to keep busy. */
  readonly parallel?: number | undefined
  /** Waits for what others make of an area, where others do. */
  readonly ready?: Ready | undefined
  readonly late?: Reasons | undefined
  /** What it changes, of a version after the first. */
  readonly compared?: Compared | undefined
  /** The version of which only the rendering is new. */
  readonly renews?: Version | undefined
}

export interface Archived {
  readonly version: Version
  readonly problems: readonly Problem[]
}

/** Makes the version and puts it into the archive; throws a Refusal when a document of it cannot be made. */
export async function archiveVersion(archiving: Archiving): Promise<Archived> {
  const { world, parallel = PARALLEL } = archiving
  const press = lazyPress(() => openPress(world.env, { tabs: tabsFor(parallel), rehearse: false }))
  try {
    return await keeping(world, (one) => makeIn(one, press, archiving), { adds: 'shared' })
  } finally {
    await press.close().catch(() => undefined)
  }
}

async function makeIn(keeping: Keeping, press: ReturnType<typeof lazyPress>, archiving: Archiving): Promise<Archived> {
  const { request, edition, publication, ready, parallel = PARALLEL } = archiving
  const { world, watching } = keeping
  const place = archiveFolder(request.factsheet, edition, publication.number)
  const staging = await world.files.beside(place)
  try {
    const asked = { ...request, edition, publication }
    const names = namesOf(archiving)
    const folder = `${staging}/${names.files}`
    const run = { request: asked, world, press, parallel, ready, inputs: watching.inputs, folder }
    const built = await buildWith(run)
    if (built.failed.length > 0) throw new Refusal(built.problems)
    const version = await versionOf(built.sets, keeping.engine, archiving)
    await refusingDisk(place, async () => {
      await writeAround(staging, version, built.sets, keeping)
      await (archiving.renews ? renew(staging, place, names, world) : world.files.replace(staging, place))
    })
    return { version, problems: built.problems }
  } catch (error) {
    await world.files.remove(staging)
    throw error
  }
}

/** The names of the folders that this rendering gets. */
function namesOf({ request, edition, publication, renews, world }: Archiving) {
  const renewed = renews ? [...renews.renewed, secondOf(world.now)] : []
  const version = { factsheet: request.factsheet, edition, number: publication.number, renewed }
  return { files: filesName(version), inputs: inputsName(version) }
}

/** The new files come beside the old ones; the version's own file, which says which of them are shown, comes last. */
async function renew(
  staging: string,
  place: string,
  names: ReturnType<typeof namesOf>,
  { files }: World,
): Promise<void> {
  for (const name of [names.files, names.inputs, VERSION_FILE])
    await files.replace(`${staging}/${name}`, `${place}/${name}`)
  await files.remove(staging)
}

/** What is kept beside the published files: the version itself, its observations, and every input as it was read. */
async function writeAround(
  staging: string,
  version: Version,
  sets: readonly DocumentSet[],
  { world: { files }, watching }: Keeping,
): Promise<void> {
  const observed = new Map(sets.flatMap(({ published }) => published?.observed ?? []).map((one) => [one.cell, one]))
  const inputs = [...watching.inputs.keys()].filter((path) => /^(data|templates)\//.test(path))
  await allWritten([
    files.write(`${staging}/${VERSION_FILE}`, `${JSON.stringify(version, null, 2)}\n`),
    files.write(`${staging}/${OBSERVATIONS_FILE}`, `${JSON.stringify([...observed.values()], null, 1)}\n`),
    ...inputs.map(async (path) => files.write(`${staging}/${inputsName(version)}/${path}`, await files.read(path))),
  ])
  // Read a second time, so that a file which was changed in between is noticed.
  if (!watching.steady()) throw new Refusal([problem('changed-under-way', {})])
}

async function versionOf(sets: readonly DocumentSet[], engine: string, archiving: Archiving): Promise<Version> {
  const { request, edition, publication, late, renews, compared, world } = archiving
  if (renews) return { ...renews, sets: sets.map(setOf), engine, renewed: [...renews.renewed, secondOf(world.now)] }
  const { number, kind, issued, zone } = publication
  const record = compared?.opened.past.record
  return {
    factsheet: request.factsheet,
    edition,
    number,
    kind,
    issued,
    zone,
    ...(late && { late }),
    ...(record && { approval: approvalIn(record) }),
    words: sets[0]?.published?.words ?? {},
    sets: sets.map(setOf),
    withdraws: compared ? await withdrawnBy(compared, world) : [],
    engine,
    renewed: [],
  }
}

function approvalIn({ differences: _, ...approval }: ReleaseRecord): Approval {
  return approval
}

function setOf({ area, outputs, published }: DocumentSet): VersionSet {
  const files = outputs.map(({ size: bytes, milliseconds: _, kept: __, path, ...one }) => {
    return { ...one, path: area === null ? path : `${area}/${path}`, bytes }
  })
  const { changes = [], notices = [], names = {}, keys = [] } = published ?? {}
  return { area, files, names, changes, notices, keys }
}

/** The earlier versions that still say a number which is withheld from now on. */
export async function withdrawnBy(
  { differences, opened }: Compared,
  { files }: Pick<World, 'files'>,
): Promise<readonly number[]> {
  const gone = new Set(opened.past.versions.flatMap(({ withdraws }) => withdraws))
  const standing = opened.past.versions.filter(({ number }) => !gone.has(number))
  const telling = standing.map(async (version) => {
    const told = differences.sets.map(async ({ area, changes }) => {
      const withheld = new Set(changes.filter((one) => one.withheld).map(({ figure }) => figure))
      return (await readFigures(version, area, files)).some(({ id, value }) => value !== null && withheld.has(id))
    })
    return (await Promise.all(told)).includes(true) ? [version.number] : []
  })
  return (await Promise.all(telling)).flat()
}
