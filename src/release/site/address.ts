/** Where everything stands below the public root, and how one file leads to another. */
import type { VersionFile } from '../version.ts'

/** Folder of a version, by its number, or of the newest one. */
export const versionPath = (factsheet: string, edition: string, version: number | 'latest'): string =>
  `${factsheet}/${edition}/${version}/`

export const entryPath = (factsheet: string, language: string): string => `${factsheet}/${language}/index.html`

/** The page of an edition by itself: only older ones that have areas need it. */
export const editionPath = (factsheet: string, language: string, edition: string): string =>
  `${factsheet}/${language}/${edition}.html`

export const feedPath = (factsheet: string, language: string): string => `${factsheet}/${language}/feed.atom`

export const datesPath = (factsheet: string, language: string): string => `${factsheet}/${language}/calendar.ics`

/** The page on which a reader of a factsheet chooses a language. */
export const choicePath = (factsheet: string): string => `${factsheet}/index.html`

export const recordPath = (factsheet: string, edition: string): string => `${factsheet}/${edition}/history.json`

export const ROOT_PAGE = 'index.html'
export const CATALOGUE = 'catalog.jsonld'

/** The place on a page where the history of a version begins. */
export const anchorOf = (edition: string, version: number): string => `edition-${edition}-version-${version}`

/** A path as addresses write it. */
export const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** How a page leads to a file below the same root, on any server and without one. */
export function relative(from: string, to: string): string {
  const own = from.split('/').slice(0, -1)
  const other = to.split('/')
  const shared = own.findIndex((part, index) => part !== other[index])
  const same = shared < 0 ? own.length : shared
  return '../'.repeat(own.length - same) + encoded(other.slice(same).join('/'))
}

/** The one address of a file in the world; a folder's page is known by its folder. */
export function absolute(site: string, path: string): string {
  const base = site.endsWith('/') ? site : `${site}/`
  return base + encoded(path).replace(/(^|\/)index\.html$/, '$1')
}

/** The absolute address where the site has one, else the way from a page. */
export const reach = (site: string | null, from: string, to: string): string =>
  site === null ? relative(from, to) : absolute(site, to)

const TYPES: Readonly<Record<VersionFile['kind'], string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  csv: 'text/csv',
  json: 'application/json',
}

/** IANA media type of a file. */
export const mediaType = ({ kind }: Pick<VersionFile, 'kind'>): string => TYPES[kind]
