/** The pages before and after, side by side. */
import type { Texts } from '../../format/texts.ts'
import type { Picture } from '../../pdf/picture.ts'
import type { DocumentPictures, Reader, ReviewFacts, SetReview } from './facts.ts'
import { paragraph } from './markup.ts'
import { areaTitle, documentTitle, languageName } from './titles.ts'
import { said, type Values } from './voice.ts'

/** The language of the reader first. */
export function picturesHtml({ sets, from, more }: ReviewFacts, { texts }: Reader): string {
  const version = from?.number ?? null
  const isMarked = sets.some(({ changes }) => changes.some(({ printed }) => printed))
  const marked = from && isMarked ? [paragraph(said('pages.marked', texts), 'quiet')] : []
  const parts = sets.map((set) => `${areaTitle(set, texts)}${setPictures(set, version, texts)}`)
  return [...marked, ...parts, ...(more > 0 ? [paragraph(said('more_areas', texts, { count: more }))] : [])].join('\n')
}

function setPictures(set: SetReview, version: number | null, texts: Texts): string {
  const { pictures, hides } = set
  const own = (one: DocumentPictures) => Number(one.document !== texts.language.code)
  const hidden = hides ? paragraph(said('pages.hidden', texts, { version: version ?? 0 }), 'withheld') : ''
  const shown = pictures
    .toSorted((a, b) => own(a) - own(b))
    .map((one) => documentTitle(one.document, set, texts) + documentHtml(one, version, texts))
  return `${hidden}${shown.join('\n')}`
}

function documentHtml(one: DocumentPictures, version: number | null, texts: Texts): string {
  const name = languageName(one.document, texts)
  const named = { version, name }
  const most = Math.max(one.after.length, one.before?.length ?? 0)
  const pages = Array.from({ length: most }, (_, index) => pageHtml(one, index, named, texts))
  // Without pages to stand beside, those of the draft stand beside each other.
  const rows = one.before === null ? [pages.flat()] : pages
  return rows.map((row) => `<div class="pages">${row.join('')}</div>`).join('\n')
}

interface Named {
  readonly version: number | null
  /** The document in the reader's words, as HTML. */
  readonly name: string
}

/** The page before and after; one that looks the same stands once. */
function pageHtml(
  { before, after }: DocumentPictures,
  index: number,
  { version, name }: Named,
  texts: Texts,
): readonly string[] {
  const [old, now] = [before?.[index], after[index]]
  const values: Values = { page: index + 1, document: name, version: version ?? 0 }
  const absent = (key: string) => paragraph(said(key, texts, values), 'withheld')
  const fresh = now ? figureHtml(now, 'pages.after', values, texts) : absent('pages.gone')
  if (!before) return [fresh]
  if (old && now && Buffer.from(old.bytes).equals(Buffer.from(now.bytes)))
    return [figureHtml(now, 'pages.same', values, texts)]
  return [old ? figureHtml(old, 'pages.before', values, texts) : absent('pages.new'), fresh]
}

/** `values.document` is HTML already, and names a language: it needs no escape. */
function figureHtml({ bytes, width, height }: Picture, key: string, values: Values, texts: Texts): string {
  const words = said(key, texts, values)
  const source = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`
  return `<figure><figcaption aria-hidden="true">${words}</figcaption><img src="${source}" width="${width}" height="${height}" alt="${words}"></figure>`
}
