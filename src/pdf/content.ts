/** The drawing operators of a page: everything that is not part of the text marked as decoration. */

/** One token of a content stream (ISO 32000-1, 7.2 and 7.8.2): strings nest one level, which is all that Skia writes. */
const TOKEN =
  /\s+|%[^\r\n]*|\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g
const PATH = new Set(['m', 'l', 'c', 'v', 'y', 're', 'h'])
const PAINT = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'])
/** Operators that paint by themselves. */
const SHOW = new Set(['Tj', 'TJ', "'", '"', 'sh', 'Do'])

/** Where marked content begins and ends, and the strings in which the same letters mean nothing. */
const MARK = /\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|(?<=[\s>)\]])(?:BDC|BMC|EMC)(?![^\s/<[(%])/g

interface Operation {
  readonly operator: string
  /** Offsets of the first operand and of the end of the operator. */
  readonly start: number
  readonly end: number
  /** The last name among the operands, e.g. of an XObject. */
  readonly name: string
}

/** The operation that begins at or after `from`; null at the end of the content. */
function nextOperation(content: string, from: number): Operation | null {
  let start = -1
  let depth = 0
  let name = ''
  TOKEN.lastIndex = from
  for (let match = TOKEN.exec(content); match; match = TOKEN.exec(content)) {
    const [token] = match
    if (/^[\s%]/.test(token)) continue
    if (start < 0) start = match.index
    if (token === '<<' || token === '[') depth++
    else if (token === '>>' || token === ']') depth--
    else if (token.startsWith('/')) name = token.slice(1)
    else if (depth === 0 && /^[A-Za-z'"*][A-Za-z0-9'"*]*$/.test(token) && !/^(true|false|null)$/.test(token))
      return { operator: token, start, end: TOKEN.lastIndex, name }
  }
  return null
}

/** Offset behind the `EMC` that ends what was marked before `from`. Most of a page lies between marks, and is not read. */
function endOfMark(content: string, from: number): number {
  let depth = 1
  MARK.lastIndex = from
  for (let match = MARK.exec(content); match; match = MARK.exec(content)) {
    if (match[0] === 'EMC') depth--
    else if (!match[0].startsWith('(')) depth++
    if (depth === 0) return MARK.lastIndex
  }
  return content.length
}

/** Stretches that paint outside all marked content, as offsets. */
function unmarked(content: string, isMarkedForm: (name: string) => boolean): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let path = -1
  for (let at = 0, one = nextOperation(content, at); one; one = nextOperation(content, at)) {
    const { operator, start, end, name } = one
    at = operator === 'BMC' || operator === 'BDC' ? endOfMark(content, end) : end
    if (PATH.has(operator) && path < 0) path = start
    else if (PAINT.has(operator)) found.push([path < 0 ? start : path, end])
    else if (SHOW.has(operator) && !(operator === 'Do' && isMarkedForm(name))) found.push([start, end])
    if (PAINT.has(operator) || operator === 'n') path = -1
  }
  return found
}

/**
 * Marks as artifact all that is painted outside marked content (PDF/UA-1, 7.1-3): backgrounds, rules, running feet.
 * A form that holds marked content of its own is left alone, since a mark around it would hide it from readers.
 */
export function markArtifacts(content: string, isMarkedForm: (name: string) => boolean): string {
  let marked = ''
  let done = 0
  for (const [start, end] of unmarked(content, isMarkedForm)) {
    marked += `${content.slice(done, start)}/Artifact BMC ${content.slice(start, end)} EMC`
    done = end
  }
  return marked + content.slice(done)
}
