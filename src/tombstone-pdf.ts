/** The PDFs that stand where those of a withdrawn version stood: printed once from their pages, and kept. */
import { ENGINE } from './engine.ts'
import type { Texts } from './format/texts.ts'
import { sha256 } from './keep.ts'
import type { Material } from './material.ts'
import { openPress } from './pdf/press.ts'
import { refuse } from './problem.ts'
import { archiveFolder } from './release/archive.ts'
import { say } from './release/site/words.ts'
import type { Version } from './release/version.ts'
import type { Planned } from './site-plan.ts'
import type { World } from './world.ts'

/** A tombstone in HTML: its path in the public folder ends in `.html`. */
interface Tombstone {
  readonly path: string
  readonly document: string
  readonly content: string
  readonly texts: readonly Texts[]
}

/** One for each page; those that were printed before are taken as they are kept. */
export async function tombstonePdfs(
  pages: readonly Tombstone[],
  version: Version,
  material: Material,
  world: World,
): Promise<readonly Planned[]> {
  const kept = pages.map((page) => ({ page, from: keptPath(page, version) }))
  const there = await Promise.all(kept.map(({ from }) => world.files.exists(from)))
  const missing = kept.filter((_, index) => !there[index])
  if (missing.length > 0) await printAll(missing, version, material, world)
  return Promise.all(
    kept.map(async ({ page, from }) => {
      return { path: page.path.replace(/\.html$/, '.pdf'), from, sha256: sha256(await world.files.read(from)) }
    }),
  )
}

/** By what it says: when that changes, as with a newer version to lead to, it is printed again. */
function keptPath({ content }: Tombstone, { factsheet, edition }: Version): string {
  return `${archiveFolder(factsheet, edition)}/tombstones/${sha256(content)}.pdf`
}

type Missing = readonly { readonly page: Tombstone; readonly from: string }[]

async function printAll(missing: Missing, version: Version, material: Material, world: World): Promise<void> {
  const press = openPress(world.env, { tabs: 1, rehearse: false })
  try {
    for (const { page, from } of missing) {
      const printed = await press.print(sheetOf(page, version, material))
      refuse(printed.problems)
      const staging = await world.files.beside(from)
      await world.files.write(`${staging}/pdf`, printed.pdf)
      await world.files.replace(`${staging}/pdf`, from)
      await world.files.remove(staging)
    }
  } finally {
    await press.close()
  }
}

function sheetOf({ document, content: html, texts }: Tombstone, version: Version, { factsheet }: Material) {
  const { factsheet: id, edition, number, issued, words } = version
  const inEach = (text: (one: Texts) => string) => texts.map((one) => ({ lang: one.language.locale, text: text(one) }))
  const titles = inEach((one) => say('withdrawn-title', one))
  const creators = [...new Set(texts.map(({ language }) => words[language.code]?.agency ?? ''))]
  const facts = {
    titles,
    descriptions: titles,
    creators,
    identifier: `${id}/${edition}/${number}/${document}`,
    date: issued,
    version: String(number),
    producer: ENGINE,
    archive: factsheet.spec.archive,
  }
  const page = {
    document,
    languages: texts.map(({ language }) => language.code),
    html,
    expected: { rows: {}, marks: {} },
    printing: NOTHING,
  }
  return { page, budget: null, finishing: { facts, links: linksIn(html), attachments: [] } }
}

const NOTHING = { notes: [], statuses: new Set<string>(), spots: new Map(), values: new Map(), links: [] }

/** The words of each link, in the order of the page. */
function linksIn(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*>([\s\S]*?)<\/a>/g)].map((match) => (match[1] ?? '').replace(/<[^>]*>/g, ''))
}
