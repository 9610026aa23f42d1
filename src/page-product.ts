/** What a page depends on. */
import type { DocumentPlan, Measured } from './draft.ts'
import { keyOf, type Product } from './keep.ts'
import { concerns } from './rebuild/concerns.ts'

/** `inputs` are the hashes of all files that were read, by path; `others` the documents that it links to. */
export function pageProduct(
  plan: DocumentPlan,
  measured: Measured,
  others: readonly DocumentPlan[],
  inputs: ReadonlyMap<string, string>,
): Product {
  const languages = plan.texts.map((one) => one.language.code)
  const files = [...inputs].filter(([path]) => concerns(path, languages)).sort(([a], [b]) => (a < b ? -1 : 1))
  const { area } = measured.figures
  return {
    kind: 'page',
    of: area ? `${area.code}/${plan.document}` : plan.document,
    needs: { files: keyOf(files), figures: keyOf(pageFacts(measured, others)) },
    languages,
  }
}

/** What a page shows besides the files: figures with their cells, and what the data package says of itself and of codes. */
function pageFacts({ figures, material, imprint }: Measured, others: readonly DocumentPlan[]): unknown {
  const { edition, area, tables, named } = figures
  const { licenses, sources, codelists } = material.data
  const names = others.map((one) => [one.document, one.name])
  return [
    names,
    imprint.version,
    imprint.published,
    imprint.modified,
    [...imprint.words],
    edition,
    area,
    [...tables],
    [...named],
    licenses,
    sources,
    [...codelists],
  ]
}
