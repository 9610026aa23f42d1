/** A small reader of XML for XMP packets, which are well-formed or nothing (XML 1.0, 2.1, with namespaces). */

export interface XmlElement {
  /** Namespace and local name, e.g. `http://purl.org/dc/elements/1.1/ title`, so that prefixes do not matter. */
  readonly name: string
  /** Attributes by such a name, without those that declare namespaces. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly inside, entities replaced. */
  readonly text: string
}

type Scope = ReadonlyMap<string, string>
interface Open extends XmlElement {
  readonly tag: string
  readonly scope: Scope
  readonly children: XmlElement[]
  text: string
}

/** Elements within elements; XMP needs a dozen. */
const DEEPEST = 100
const PIECE =
  /<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const XML_SCOPE: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])

/** The root element; null when the text is not well-formed. */
export function readXml(xml: string): XmlElement | null {
  const document: Open = { name: '', tag: '', attributes: new Map(), children: [], text: '', scope: XML_SCOPE }
  const open: Open[] = [document]
  try {
    for (let at = 0; at < xml.length; at = PIECE.lastIndex) {
      PIECE.lastIndex = at
      const piece = PIECE.exec(xml)
      if (!piece) return null
      take(piece, open)
    }
  } catch (error) {
    if (error instanceof NotWellFormed) return null
    throw error
  }
  const [root] = document.children
  return open.length === 1 && document.children.length === 1 && document.text.trim() === '' && root ? root : null
}

class NotWellFormed extends Error {}

function take([, cdata, closed, opened, attributes, empty, text]: RegExpExecArray, open: Open[]): void {
  const parent = open.at(-1)
  if (!parent || open.length > DEEPEST) throw new NotWellFormed()
  if (cdata !== undefined) parent.text += cdata
  if (text !== undefined) parent.text += replaceEntities(text)
  if (closed !== undefined && (open.length === 1 || open.pop()?.tag !== closed)) throw new NotWellFormed()
  if (opened === undefined) return
  const element = openElement(opened, attributes ?? '', parent.scope)
  parent.children.push(element)
  if (empty !== '/') open.push(element)
}

function openElement(tag: string, source: string, outer: Scope): Open {
  const given = [...source.matchAll(ATTRIBUTE)].map(
    ([, key = '', a, b]) => [key, replaceEntities(a ?? b ?? '')] as const,
  )
  if (new Set(given.map(([key]) => key)).size < given.length) throw new NotWellFormed()
  const declared = given.flatMap(([key, value]): [string, string][] =>
    key === 'xmlns' ? [['', value]] : key.startsWith('xmlns:') ? [[key.slice(6), value]] : [],
  )
  const scope = declared.length === 0 ? outer : new Map([...outer, ...declared])
  const own = given.filter(([key]) => !/^xmlns(:|$)/.test(key))
  const attributes = new Map(own.map(([key, value]) => [key.includes(':') ? expand(key, scope) : key, value]))
  return { name: expand(tag, scope), tag, attributes, children: [], text: '', scope }
}

function expand(tag: string, scope: Scope): string {
  const [prefix, local] = tag.includes(':') ? tag.split(':', 2) : ['', tag]
  const namespace = scope.get(prefix ?? '')
  if (namespace === undefined && prefix !== '') throw new NotWellFormed()
  return namespace === undefined ? tag : `${namespace} ${local}`
}

function replaceEntities(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (_, entity: string) => {
    const name = entity.slice(0, -1)
    const code = /^#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6}))$/.exec(name)
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 10 : 16) : -1
    const meant = point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ENTITIES[name]
    if (!entity.endsWith(';') || meant === undefined) throw new NotWellFormed()
    return meant
  })
}
