/** The verb of the site: what is public of a factsheet in, the pages and data around its documents out. */
import { datesPath } from './address.ts'
import type { Card } from './card.ts'
import { catalogFile } from './catalog.ts'
import { hasAreas } from './current.ts'
import { editionPage, entryPage } from './entry.ts'
import type { PublicFile, SiteFacts } from './facts.ts'
import { feedFile } from './feed.ts'
import { recordFile } from './record.ts'
import { choicePage, rootPage } from './root.ts'
import { sitemapFile } from './sitemap.ts'

/** All files about one factsheet, but for those of its versions. */
export function factsheetSite(facts: SiteFacts, card: Card): readonly PublicFile[] {
  const alone = facts.editions.slice(1).filter(hasAreas)
  return [
    ...facts.texts.flatMap((texts) => [
      entryPage(facts, texts),
      ...alone.map((edition) => editionPage(edition, facts, texts)),
      feedFile(facts, texts),
      ...datesFile(facts, texts.language.code),
    ]),
    ...facts.editions.map((edition) => recordFile(facts.factsheet, edition)),
    ...choicePage(card, facts.style),
  ]
}

function datesFile({ factsheet, dates }: SiteFacts, code: string): readonly PublicFile[] {
  const content = dates[code]
  return content === undefined ? [] : [{ path: datesPath(factsheet, code), content }]
}

/** The files of the root, from the cards of all factsheets. */
export function rootSite(cards: readonly Card[], style: (body: string) => string): readonly PublicFile[] {
  return [...rootPage(cards, style), ...sitemapFile(cards), ...catalogFile(cards)]
}
