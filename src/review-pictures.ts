/** The pages of a draft and of the version before it, as pictures; printing the draft tells what is wrong with its layout. */
import type { Draft } from './draft.ts'
import { pageBudget } from './factsheet.ts'
import type { Studio } from './pdf/picture.ts'
import type { Tell } from './problem.ts'
import { filesFolder } from './release/archive.ts'
import type { DocumentPictures, PageCount } from './release/review/facts.ts'
import type { Version } from './release/version.ts'
import type { Files } from './world.ts'

export type Pictures = Pick<Studio, 'picture' | 'pictureOld'>

export interface Picturing {
  readonly draft: Draft
  /** Whose pages are shown beside; null where there is none, or where they must not be shown. */
  readonly version: Version | null
  /** Ids of figures that are set off. */
  readonly marked: readonly string[]
  readonly pictures: Pictures
  readonly files: Files
}

/** Prints and pictures every document; tells what is wrong with one. */
export async function picturesOf(
  picturing: Picturing,
  tell: Tell,
): Promise<{ readonly pages: readonly PageCount[]; readonly shown: readonly DocumentPictures[] }> {
  const { draft, pictures, marked } = picturing
  const pages: PageCount[] = []
  const shown: DocumentPictures[] = []
  for (const page of draft.pages) {
    const { document } = page
    const budget = pageBudget(draft.material.factsheet, document)
    const made = await pictures.picture({ page, budget }, marked)
    made.problems.forEach(tell)
    pages.push({ document, pages: made.pages, budget })
    shown.push({ document, after: made.pictures, before: await publishedPictures(document, picturing) })
  }
  return { pages, shown }
}

/** The published pages of a document; null when there are none to be shown. */
async function publishedPictures(document: string, picturing: Picturing): Promise<DocumentPictures['before']> {
  const { draft, version, marked, pictures, files } = picturing
  const area = draft.figures.area?.code ?? null
  const set = version?.sets.find((one) => one.area === area)
  const file = set?.files.find((one) => one.kind === 'html' && one.document === document)
  if (!version || !file) return null
  // A version tells its files by their paths in its folder, or in that of their area.
  const folder = area === null || file.path.startsWith(`${area}/`) ? '' : `${area}/`
  const html = await files.read(`${filesFolder(version)}/${folder}${file.path}`)
  return pictures.pictureOld(new TextDecoder().decode(html), marked)
}
