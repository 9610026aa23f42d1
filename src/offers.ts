/** What subscribers can ask for: the factsheets, with the languages and areas of each. */
import { openEdition } from './edition.ts'
import { type Factsheet, readFactsheet } from './factsheet.ts'
import { listFactsheets } from './factsheets.ts'
import type { Tell } from './problem.ts'
import { publishedEditions, readVersions } from './release/archive.ts'
import type { Offer } from './send/subscriber.ts'
import { quiet, type World } from './world.ts'

/** The offers of all factsheets; a definition that is not right is told, and offers nothing. */
export async function readOffers(world: World, tell: Tell): Promise<readonly Offer[]> {
  const ids = await listFactsheets(world)
  const factsheets = await Promise.all(ids.map((id) => readFactsheet(id, world, tell)))
  return Promise.all(factsheets.flatMap((one) => (one ? [offerOf(one, world)] : [])))
}

async function offerOf(factsheet: Factsheet, world: World): Promise<Offer> {
  const languages = factsheet.languages.map(({ code }) => code)
  return { factsheet: factsheet.id, languages, areas: await areasOf(factsheet, world) }
}

/** Those that were ever published, and those that the data have now. */
async function areasOf({ id, spec }: Factsheet, world: World): Promise<readonly string[]> {
  if (!spec.areas) return []
  const editions = await publishedEditions(id, world.files)
  const versions = await Promise.all(editions.map((edition) => readVersions(id, edition, world.files)))
  const published = versions.flat().flatMap(({ sets }) => sets.flatMap(({ area }) => area ?? []))
  // What is wrong with the data is told where the edition is built.
  const opened = await openEdition({ factsheet: id }, quiet(world), () => undefined)
  return [...new Set([...published, ...(opened?.areas ?? []).map(({ code }) => code)])]
}
