/** Reading what was made: links, texts and elements of a page, as a browser and a search engine find them. */

export const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : unescaped(value)
}

export const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

export const tagsIn = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${name}\\s[^>]*>`, 'g'))].map(([tag]) => tag)

/** Every address that an element leads to. */
export const hrefsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<[\w:]+\s[^>]*\bhref="[^"]*"[^>]*>/g)].map(([tag]) => attribute(tag, 'href') ?? '')

/** The path below the root that an address on a page leads to, and the place on it; null when it leads elsewhere. */
export function target(page: string, href: string, site: string | null): { path: string; place: string } | null {
  const base = site ?? 'file:///root'
  const url = new URL(href, `${base}/${page.split('/').map(encodeURIComponent).join('/')}`)
  if (!url.href.startsWith(`${base}/`)) return null
  const path = decodeURIComponent(url.pathname.slice(new URL(base).pathname.length + 1))
  return { path: path === '' || path.endsWith('/') ? `${path}index.html` : path, place: url.hash.slice(1) }
}

export const idsIn = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? ''))

export const withoutStyle = (html: string): string => html.replace(/<style>[\s\S]*?<\/style>/g, '')

/** What is read or heard of a page, without what is marked as another language. */
export function spokenIn(html: string, locale: string): string {
  const body = withoutStyle(html).replace(/<script[\s\S]*?<\/script>/g, '')
  const own = body.replace(
    /<(\w+)\s[^>]*\blang="([^"]+)"[^>]*>[\s\S]*?<\/\1>/g,
    (element, name: string, lang: string) => (name === 'html' || lang === locale ? element : ' '),
  )
  const heard = [...own.matchAll(/\s(?:aria-label|title|content)="([^"]*)"/g)].map(([, text]) => text ?? '')
  return unescaped(`${own.replace(/<[^>]*>/g, ' ')} ${heard.join(' ')}`).replace(/\s+/g, ' ')
}
