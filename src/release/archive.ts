/**
 * The published versions as they are kept for ever, apart from the public folder: with their inputs, so that each can be
 * made again, and with what the next one is compared with.
 */
import type { FigureRecord } from '../figures/record.ts'
import type { Files } from '../world.ts'
import type { ObservationRecord } from './observed.ts'
import type { Version } from './version.ts'

export const ARCHIVE = 'out/archive'

/** Folder of an edition, or of one of its versions. */
export function archiveFolder(factsheet: string, edition: string, version?: number): string {
  return [ARCHIVE, factsheet, edition, ...(version === undefined ? [] : [version])].join('/')
}

type Identity = Pick<Version, 'factsheet' | 'edition' | 'number'>
/** Each time that its files were made again they got a folder of their own: what was shown before stays known. */
type Rendered = Identity & Pick<Version, 'renewed'>

const folderOf = ({ factsheet, edition, number }: Identity) => archiveFolder(factsheet, edition, number)
const rendering = ({ renewed }: Rendered) => (renewed.length === 0 ? '' : `.${renewed.length}`)

/** Where a version has the files that it published, and those that it was made from, by their names in its folder. */
export const filesName = (version: Rendered): string => `files${rendering(version)}`
export const inputsName = (version: Rendered): string => `inputs${rendering(version)}`
export const filesFolder = (version: Rendered): string => `${folderOf(version)}/${filesName(version)}`
export const inputsFolder = (version: Rendered): string => `${folderOf(version)}/${inputsName(version)}`

/** Names in a version's folder. */
export const VERSION_FILE = 'version.json'
export const OBSERVATIONS_FILE = 'observations.json'

async function readJson<T>(path: string, files: Files): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await files.read(path))) as T
}

/** Every version of an edition, newest first; none before it is published. */
export async function readVersions(factsheet: string, edition: string, files: Files): Promise<readonly Version[]> {
  const numbers = (await files.list(archiveFolder(factsheet, edition))).filter((name) => /^[1-9]\d*$/.test(name))
  const newestFirst = numbers.map(Number).sort((a, b) => b - a)
  return Promise.all(
    newestFirst.map((number) =>
      readJson<Version>(`${folderOf({ factsheet, edition, number })}/${VERSION_FILE}`, files),
    ),
  )
}

/** Editions of a factsheet that were ever published, newest first. */
export async function publishedEditions(factsheet: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(`${ARCHIVE}/${factsheet}`)
  return names.filter((name) => /^\d{4}(-\d{2})?$/.test(name)).reverse()
}

/** The figures that a version published, in the documents of an area or in all of them. */
export async function readFigures(
  version: Version,
  area: string | null,
  files: Files,
): Promise<readonly FigureRecord[]> {
  const path = `${filesFolder(version)}/${area === null ? '' : `${area}/`}figures.json`
  const known = version.sets.some((one) => one.area === area)
  return known ? (await readJson<{ figures: readonly FigureRecord[] }>(path, files)).figures : []
}

/** The observations that the figures of a version were made from. */
export async function readObservations(version: Version, files: Files): Promise<readonly ObservationRecord[]> {
  return readJson(`${folderOf(version)}/${OBSERVATIONS_FILE}`, files)
}
