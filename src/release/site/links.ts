/** Links to the files of a version: what they are, in which language, how long and how large. */
import { formatList } from '../../format/list.ts'
import type { Texts } from '../../format/texts.ts'
import { sideOf } from '../../html/view.ts'
import { mediaType, relative } from './address.ts'
import type { Side, TitledFile } from './facts.ts'
import { type Markup, markup, raw } from './markup.ts'
import { count, formatSize, say } from './words.ts'

/** Files of one folder of versions, and the page from which they are linked. */
export interface Shelf {
  readonly side: Side
  readonly folder: string
}

export const textsOf = (document: string | null, { facts }: Side): Texts | null =>
  facts.texts.find(({ language }) => language.code === document) ?? null

/** `lang` and `dir` of words in another language than that of the page; nothing for its own. */
export function languageOf(texts: Texts | null, { texts: own }: Side): Markup {
  if (!texts || texts === own) return raw('')
  const { lang, dir } = sideOf(texts)
  return markup` lang="${lang}" dir="${dir}"`
}

export function fileLink(file: TitledFile, words: string | Markup, { side, folder }: Shelf): Markup {
  const texts = textsOf(file.document, side)
  const language = texts && markup` hreflang="${texts.language.locale}"`
  const href = relative(side.path, folder + file.path)
  return markup`<a href="${href}"${language} type="${mediaType(file)}">${words}</a>`
}

/** `2 pagina’s, 115 kB` */
export function extent(file: TitledFile, { texts }: Side): string {
  const size = formatSize(file.bytes, texts.language)
  const pages = file.pages === undefined ? [] : [say('pages', texts, { pages: count(file.pages) })]
  return formatList([...pages, size], texts.language, 'none')
}

/** Name of a format, which no word beside it draws into its own direction. */
export const formatName = ({ kind }: TitledFile): Markup => markup`<bdi>${kind.toUpperCase()}</bdi>`

/** A link with pages and size behind it. */
export const measuredLink = (file: TitledFile, words: string | Markup, shelf: Shelf): Markup =>
  markup`${fileLink(file, words, shelf)} <span class="extent">${extent(file, shelf.side)}</span>`

/** The name of a document: its language by its own name, or both languages of the facing one. */
export function documentName(document: string, side: Side): Markup {
  const texts = textsOf(document, side)
  if (texts) return markup`<span${languageOf(texts, side)}>${sideOf(texts).name}</span>`
  const names = side.facts.facing.flatMap((code) => {
    const one = textsOf(code, side)
    return one ? [markup`<span${languageOf(one, side)}>${sideOf(one).name}</span>`] : []
  })
  return markup`${names.map((name, index) => markup`${index > 0 ? ' | ' : ''}${name}`)}`
}

/** What a file is called that has no title: its name without folder, ending and the name of its document. */
export function titleOf(file: TitledFile, document: TitledFile | undefined): string {
  const bare = (path: string) => path.replace(/^.*\//, '').replace(/(\.excel)?\.\w+$/, '')
  if (file.title !== undefined) return file.title
  const [name, stem] = [bare(file.path), document ? `${bare(document.path)}-` : '']
  return (stem !== '' && name.startsWith(stem) ? name.slice(stem.length) : name).replaceAll('-', ' ')
}

/** Whether a table is written for spreadsheets, see outputs.ts. */
export const isForSpreadsheets = ({ path }: TitledFile): boolean => path.endsWith('.excel.csv')

/** The file with all figures, see outputs.ts; the manifest is another one. */
export const isFigures = ({ kind, path }: TitledFile): boolean => kind === 'json' && /(^|\/)figures\.json$/.test(path)
