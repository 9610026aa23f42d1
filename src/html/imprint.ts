/** What a document says of itself: whether it is a draft, which version it is and since when, and what that version changed. */
import { escapeHtml } from './escape.ts'

export interface Notice {
  readonly heading: string
  readonly sentences: readonly string[]
}

/** In one language. */
export interface ImprintWords {
  /** Said on every page of what is not published; null once it is. */
  readonly draft: string | null
  /** Version and date. */
  readonly version: string
  /** Names all notices together. */
  readonly label: string
  /** Newest first. */
  readonly notices: readonly Notice[]
}

export interface Imprint {
  readonly version: number
  /** Moments in ISO 8601: of the first version and of this one; null for a draft. */
  readonly published: string | null
  readonly modified: string | null
  /** By code of the language. */
  readonly words: ReadonlyMap<string, ImprintWords>
}

interface Speaking {
  readonly code: string
  readonly locale: string
  readonly direction: string
}

/** Printed on every page, at the head, as text that is read aloud once: see `.draft` in the style sheet. */
export function draftHtml({ words }: Imprint, languages: readonly Speaking[]): string {
  const said = languages.flatMap(({ code, locale, direction }) => {
    const draft = words.get(code)?.draft
    return draft ? [`<p lang="${locale}" dir="${direction}" id="draft-${code}">${escapeHtml(draft)}</p>`] : []
  })
  return said.length === 0 ? '' : `<header class="draft" data-imprint>${said.join('')}</header>\n`
}

/** For the title band. */
export function versionHtml({ words }: Imprint, { code }: Speaking): string {
  const version = words.get(code)?.version
  return version ? `<p class="version" id="version-${code}" data-imprint>${escapeHtml(version)}</p>` : ''
}

/** A paragraph each, for the first page, under the title; empty when the document was never corrected. */
export function noticesHtml({ words }: Imprint, { code }: Speaking): string {
  const said = words.get(code)
  if (!said || said.notices.length === 0) return ''
  const notices = said.notices.map(
    ({ heading, sentences }) =>
      `<p class="notice"><strong>${escapeHtml(heading)}</strong> ${escapeHtml(sentences.join(' '))}</p>`,
  )
  return `<section class="notices" aria-label="${escapeHtml(said.label)}" data-imprint>${notices.join('\n')}</section>`
}
