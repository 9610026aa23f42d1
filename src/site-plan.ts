/** Every file of the public folder: pages made now, and the published files as they are kept. */
import type { Material } from './material.ts'
import { filesFolder } from './release/archive.ts'
import { versionPath } from './release/site/address.ts'
import { banner } from './release/site/banner.ts'
import { type Card, makeCard } from './release/site/card.ts'
import type { PublicEdition, PublicVersion, SiteFacts } from './release/site/facts.ts'
import { factsheetSite, rootSite } from './release/site/site.ts'
import { tombstone } from './release/site/tombstone.ts'
import type { VersionFile } from './release/version.ts'
import { siteFacts } from './site-facts.ts'
import { tombstonePdfs } from './tombstone-pdf.ts'
import type { World } from './world.ts'

/** A file of the public folder: its content, or where it is kept. */
export type Planned =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly from: string; readonly sha256: string }

export interface SitePlan {
  /** Those of the factsheet. */
  readonly files: readonly Planned[]
  /** What the root pages know of it. */
  readonly card: Card
  readonly facts: SiteFacts
}

/** Plans the folder of a factsheet. */
export async function planSite(material: Material, world: World): Promise<SitePlan> {
  const facts = await siteFacts(material, world)
  const card = makeCard(facts)
  const versions = await Promise.all(facts.editions.map((edition) => editionFiles(edition, facts, material, world)))
  return { files: [...factsheetSite(facts, card), ...versions.flat()], card, facts }
}

/** Plans the pages of the root from the cards of all factsheets. */
export const planRoot = (cards: readonly Card[], facts: SiteFacts): readonly Planned[] => rootSite(cards, facts.style)

async function editionFiles(
  edition: PublicEdition,
  facts: SiteFacts,
  material: Material,
  world: World,
): Promise<readonly Planned[]> {
  const standing = edition.versions.filter(({ withdrawn }) => withdrawn === null)
  const [newest] = standing
  const all = edition.versions.map((one) => {
    if (one.withdrawn) return tombstones(one, newest ?? null, facts, material, world)
    return one === newest ? keptFiles(one) : supersededFiles(one, newest ?? one, facts, world)
  })
  return [...(await Promise.all(all)).flat(), ...(newest ? keptFiles(newest, 'latest') : [])]
}

/** The files as they were published. */
function keptFiles({ version }: PublicVersion, name: number | 'latest' = version.number): readonly Planned[] {
  return version.sets.flatMap(({ files }) => files.map((file) => kept(file, version, name)))
}

function kept({ path, sha256 }: VersionFile, version: PublicVersion['version'], name: number | 'latest'): Planned {
  const folder = versionPath(version.factsheet, version.edition, name)
  return { path: folder + path, from: `${filesFolder(version)}/${path}`, sha256 }
}

/** Pages get a banner around them; all else stays to the byte. */
async function supersededFiles(
  { version }: PublicVersion,
  { version: newest }: PublicVersion,
  { texts, facing }: SiteFacts,
  world: World,
): Promise<readonly Planned[]> {
  const files = version.sets.flatMap(({ files }) => files)
  return Promise.all(
    files.map(async (file) => {
      const one = kept(file, version, version.number)
      if (file.kind !== 'html' || !('from' in one)) return one
      const html = new TextDecoder().decode(await world.files.read(one.from))
      return { path: one.path, content: banner(html, { version, path: file.path, newest, texts, facing }) }
    }),
  )
}

/** Where pages and PDFs stood, a page and a PDF that say why they are gone; data are simply gone. */
async function tombstones(
  { version, withdrawn }: PublicVersion,
  newest: PublicVersion | null,
  { texts, facing, style }: SiteFacts,
  material: Material,
  world: World,
): Promise<readonly Planned[]> {
  if (!withdrawn) return []
  const folder = versionPath(version.factsheet, version.edition, version.number)
  const pages = version.sets
    .flatMap(({ files }) => files)
    .filter(({ kind }) => kind === 'html')
    .map(({ path, document }) => {
      const speaking = document === 'facing' ? facing : [document]
      const own = texts.filter(({ language }) => speaking.includes(language.code))
      const facts = { version, path, newest: newest?.version ?? null, withdrawn, texts: own, style }
      return { path: folder + path, document: document ?? '', content: tombstone(facts), texts: own }
    })
  return [
    ...pages.map(({ path, content }) => ({ path, content })),
    ...(await tombstonePdfs(pages, version, material, world)),
  ]
}
