/** What search engines may find: every page in every language, and the languages of each (sitemaps.org, xhtml:link). */
import { absolute, choicePath, editionPath, entryPath, ROOT_PAGE, versionPath } from './address.ts'
import { type Card, lastIssued } from './card.ts'
import { lastOf } from './edition.ts'
import type { PublicFile } from './facts.ts'
import { type Markup, markup, raw } from './markup.ts'

/** One thing to read, with the address of each language in which it can be read. */
interface Readable {
  readonly moment: string
  readonly languages: readonly { readonly hreflang: string; readonly path: string }[]
}

/** Nothing as long as no address is known: a sitemap holds absolute ones only. */
export function sitemapFile(cards: readonly Card[]): readonly PublicFile[] {
  const site = cards.find((card) => card.site !== null)?.site
  if (!site) return []
  const root = {
    moment: lastOf(cards.map(({ updated }) => updated)),
    languages: [{ hreflang: 'x-default', path: ROOT_PAGE }],
  }
  const { markup: content } = markup`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${[root, ...cards.flatMap(readables)].map((one) => urls(one, site))}</urlset>
`
  return [{ path: 'sitemap.xml', content }]
}

function readables(card: Card): readonly Readable[] {
  const { factsheet, updated: moment, languages } = card
  const everywhere = (at: (code: string) => string) =>
    languages.map(({ code, locale }) => ({ hreflang: locale, path: at(code) }))
  const choice = { hreflang: 'x-default', path: choicePath(factsheet) }
  const alone = card.editions.filter((one) => one.alone)
  return [
    { moment, languages: [...everywhere((code) => entryPath(factsheet, code)), choice] },
    ...alone.map(({ edition }) => ({ moment, languages: everywhere((code) => editionPath(factsheet, code, edition)) })),
    ...card.editions.map((edition) => ({ moment: lastIssued(edition), languages: pagesOf(card, edition) })),
  ]
}

/** The page of the newest version in each language. */
const pagesOf = ({ factsheet, languages }: Card, { edition, files }: Card['editions'][number]): Readable['languages'] =>
  files
    .filter((file) => file.kind === 'html' && file.languages.length === 1)
    .flatMap((file) => {
      const language = languages.find(({ code }) => code === file.languages[0])
      return language
        ? [{ hreflang: language.locale, path: versionPath(factsheet, edition, 'latest') + file.path }]
        : []
    })

/** Each language has an entry of its own, and in it all of them. */
function urls({ moment, languages }: Readable, site: string): readonly Markup[] {
  const links = languages.map(
    ({ hreflang, path }) =>
      markup`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${absolute(site, path)}"/>\n`,
  )
  return languages.map(
    ({ path }) => markup`<url>
<loc>${absolute(site, path)}</loc>
<lastmod>${moment}</lastmod>
${links}</url>
`,
  )
}
