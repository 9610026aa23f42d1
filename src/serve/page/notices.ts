/** The notice of a version as readers will see it, in each language of theirs. */
import { type Markup, markup } from '../../release/site/markup.ts'
import type { Approval } from '../status.ts'

export function noticesShown(notices: Approval['notices']): Markup | null {
  if (notices.length === 0) return null
  const shown = notices.map(({ language, area, text }) => {
    const of = area === null ? null : markup` <span class="quiet">${area}</span>`
    return markup`<div><h4><span lang="${language}" dir="auto">${ownName(language)}</span>${of}</h4>
<p lang="${language}" dir="auto">${text}</p></div>\n`
  })
  return markup`<div class="notices-shown">${shown}</div>\n`
}

/** As its speakers call it; the code itself for one that nobody knows. */
function ownName(language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}
