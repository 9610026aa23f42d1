/** Makes a published version again from the inputs that were kept with it. */
import { buildWith, PARALLEL } from './build.ts'
import { openPress, tabsFor } from './pdf/press.ts'
import { watch } from './rebuild/seen.ts'
import { archiveFolder, inputsFolder } from './release/archive.ts'
import type { Version } from './release/version.ts'
import { type Files, quiet, type World } from './world.ts'

export interface Rebuilt {
  readonly edition: string
  readonly version: number
  /** Whether code, libraries and browser are those that made it. */
  readonly sameEngine: boolean
  /** Files that came out otherwise. */
  readonly different: readonly string[]
}

/** Makes it in a folder that is removed afterwards, and compares every byte. */
export async function rebuildVersion(version: Version, world: World): Promise<Rebuilt> {
  const { factsheet, edition, number, kind, issued, zone, approval, engine } = version
  const publication = { number, kind, issued, zone, reason: approval?.reason ?? null }
  const folder = await world.files.beside(archiveFolder(factsheet, edition, number))
  const press = openPress(world.env, { tabs: tabsFor(PARALLEL), rehearse: false })
  try {
    const watching = watch(withInputs(world.files, inputsFolder(version)))
    const then = { ...quiet(world), files: watching.files }
    const request = { factsheet, edition, publication }
    const { sets } = await buildWith({
      request,
      world: then,
      press,
      parallel: PARALLEL,
      inputs: watching.inputs,
      folder,
    })
    const outputs = sets.flatMap(({ area, outputs }) =>
      outputs.map(({ path, sha256 }) => [area === null ? path : `${area}/${path}`, sha256] as const),
    )
    const made = new Map(outputs)
    const files = version.sets.flatMap((one) => one.files)
    const different = files.filter(({ path, sha256 }) => made.get(path) !== sha256).map(({ path }) => path)
    return { edition, version: number, sameEngine: engine === (await world.engine()), different }
  } finally {
    await press.close()
    await world.files.remove(folder)
  }
}

/** The same disk, but with the data and templates of then. */
function withInputs(files: Files, inputs: string): Files {
  const then = (path: string) => (/^(data|templates)(\/|$)/.test(path) ? `${inputs}/${path}` : path)
  return {
    ...files,
    read: (path) => files.read(then(path)),
    stream: (path) => files.stream(then(path)),
    exists: (path) => files.exists(then(path)),
    list: (folder) => files.list(then(folder)),
  }
}
