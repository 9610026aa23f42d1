/** The documents of one edition, or of one of its areas: gathered with all that goes with them, and put in their place together. */
import type { Draft, Request } from './draft.ts'
import type { Edition } from './edition.ts'
import { ENGINE } from './engine.ts'
import { type Figures, publishedFigures } from './figures/figure.ts'
import { recordOf } from './figures/record.ts'
import { areasIndex, indexOutput } from './index-page.ts'
import { sha256 } from './keep.ts'
import { figuresOutput, type MadeOutput, manifestOutput, type Output, tableOutputs } from './outputs.ts'
import type { Pressed } from './pdf/press.ts'
import { problem, Refusal } from './problem.ts'
import { labelsIn } from './release/labels.ts'
import type { World } from './world.ts'

/** A printed document, and how many milliseconds that took; `kept` when it was printed by an earlier build. */
export type TimedPress = Pressed & { readonly milliseconds: number; readonly kept?: boolean }

/** Every file of a set, the manifest last; `inputs` are the SHA-256 of each file that was read, by its path. */
export function collect(
  draft: Draft,
  printed: readonly TimedPress[],
  inputs: ReadonlyMap<string, string>,
): readonly Output[] {
  const { material, figures, plans, pages, imprint } = draft
  const { factsheet } = material
  const nameOf = (document: string) => plans.find((plan) => plan.document === document)?.name ?? document
  const html = pages.map(
    (page): Output => ({
      path: `${nameOf(page.document)}.html`,
      kind: 'html',
      document: page.document,
      bytes: new TextEncoder().encode(page.html),
    }),
  )
  const inOrder = plans.flatMap(({ document }) => printed.filter((one) => one.document === document))
  const pdf = inOrder.map(
    (one): Output => ({
      path: `${nameOf(one.document)}.pdf`,
      kind: 'pdf',
      document: one.document,
      bytes: one.pdf,
      pages: one.pages,
      milliseconds: one.milliseconds,
      ...(one.kept && { kept: true }),
    }),
  )
  const sheets = plans
    .filter((plan) => plan.texts.length === 1)
    .flatMap((plan) => plan.texts.flatMap((texts) => tableOutputs(texts, figures)))
  const outputs = [...html, ...pdf, ...sheets, figuresOutput(factsheet.id, figures)]
  const made = {
    factsheet: factsheet.id,
    edition: figures.edition,
    ...(figures.area && { area: figures.area.code }),
    engine: ENGINE,
    browser: printed[0]?.browser ?? '',
  }
  if (imprint.modified) {
    const published = { ...made, ...publishedFacts(draft) }
    return [...outputs, manifestOutput(published, publicInputs(material, inputs), outputs)]
  }
  const all = [...outputs, indexOutput(draft, outputs)]
  return [...all, manifestOutput(made, ownInputs(inputs), all)]
}

/** What a manifest says of a version beside its files: when, which, what each figure was, as printed, and what it was called. */
function publishedFacts({ imprint, figures, plans }: Draft): object {
  const single = plans.flatMap(({ texts }) => (texts.length === 1 ? texts : []))
  const labels = Object.fromEntries(single.map((one) => [one.language.code, labelsIn(figures, one)]))
  const printed = publishedFigures(figures).map((figure) => [figure.id, recordOf(figure).rounded] as const)
  const { version, published, modified } = imprint
  return { version, published, modified, figures: Object.fromEntries(printed), labels }
}

/** Those that an author or the tool provides: what was published before is no input of the documents. */
const ownInputs = (inputs: ReadonlyMap<string, string>) => [...inputs].filter(([path]) => !path.startsWith('out/'))

/** A file with a withheld value goes without its hash: with one unknown number, that could be found by trying. */
function publicInputs(
  { data }: Draft['material'],
  inputs: ReadonlyMap<string, string>,
): readonly (readonly [string, string | null])[] {
  const withholding = [...data.datasets.values()].filter(({ withholds }) => withholds)
  const files = new Set(withholding.map(({ file }) => file))
  return ownInputs(inputs).map(([path, hash]) => [path, files.has(path) ? null : hash] as const)
}

/** Some languages only make a folder of their own, so that no folder ever mixes builds. */
export function editionFolder(factsheet: string, edition: string, { languages }: Request): string {
  return `out/${factsheet}/${edition}${languages ? `-${languages.join('-')}` : ''}`
}

/** An area's documents have a folder of its own in that of the edition. */
export function setFolder(folder: string, { area }: Figures): string {
  return area ? `${folder}/${area.code}` : folder
}

/** Puts all files in the place of what stood in the folder; throws a Refusal when the system does not let it. */
export async function place(folder: string, outputs: readonly Output[], world: World): Promise<void> {
  await refusingDisk(folder, () => putInPlace(folder, outputs, world))
}

/** Does some work on the disk; what the system refuses and a person can remedy becomes a Refusal. */
export async function refusingDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: NodeJS.ErrnoException) => {
    const { code = '' } = error
    throw DISK_REFUSES.test(code) ? new Refusal([problem('folder-not-writable', { folder, code })]) : error
  })
}

/** System errors that have a remedy which is not ours: permissions, room, or a file in the way. */
const DISK_REFUSES = /^(EACCES|EBUSY|EDQUOT|EEXIST|EISDIR|ENOSPC|ENOTDIR|ENOTEMPTY|EPERM|EROFS)$/

/** Ends when all have ended: what is still being written would come back into a folder that is removed because one of them failed. */
export async function allWritten(writing: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(writing)) if (one.status === 'rejected') throw one.reason
}

async function putInPlace(folder: string, outputs: readonly Output[], world: World): Promise<void> {
  const beside = await world.files.beside(folder)
  try {
    await allWritten(outputs.map(({ path, bytes }) => world.files.write(`${beside}/${path}`, bytes)))
    await world.files.replace(beside, folder)
  } catch (error) {
    await world.files.remove(beside)
    throw error
  }
}

/** A page that leads to the documents of each area, those of earlier builds too. */
export async function placeAreasIndex(
  folder: string,
  opened: Edition,
  request: Request,
  world: World,
): Promise<MadeOutput> {
  const names = new Set(await world.files.list(folder))
  const { texts, factsheet } = opened.material
  const codes = request.languages ?? factsheet.languages.map((one) => one.code)
  const speaking = codes.flatMap((code) => texts.get(code) ?? [])
  const made = opened.areas.filter(({ code }) => names.has(code))
  const index = areasIndex(made, opened.edition, speaking)
  const { path, bytes } = index
  await refusingDisk(folder, async () => {
    const beside = await world.files.beside(`${folder}/${path}`)
    try {
      await world.files.write(`${beside}/${path}`, bytes)
      await world.files.replace(`${beside}/${path}`, `${folder}/${path}`)
    } finally {
      await world.files.remove(beside)
    }
  })
  return madeOf(index)
}

export const madeOf = ({ bytes, ...one }: Output): MadeOutput => ({ ...one, size: bytes.length, sha256: sha256(bytes) })
