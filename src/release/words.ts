/** What a finished page says, without its numbers: to tell words that have changed from figures that have. */
import type { DefaultTreeAdapterMap } from 'parse5'

type Node = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

/** Stands for a number. */
export const BLANK = '□'
const INLINE = /^(a|abbr|b|bdi|br|code|data|em|i|small|span|strong|sub|sup|tspan|wbr)$/
const UNSEEN = /^(script|style|template)$/

/** The texts of a page, one for each heading, paragraph, cell or label, in reading order. */
export async function wordsOf(html: string): Promise<readonly string[]> {
  const { parse } = await import('parse5')
  const blocks: string[] = ['']
  for (const node of parse(html).childNodes) collect(node, blocks, false)
  return blocks.map((one) => one.replace(/\s+/g, ' ').trim()).filter((one) => /[\p{L}\p{N}]/u.test(one))
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value

function collect(node: Node, blocks: string[], drawn: boolean): void {
  if (node.nodeName === '#text') add((node as DefaultTreeAdapterMap['textNode']).value, blocks, drawn)
  if (!('tagName' in node) || UNSEEN.test(node.tagName) || isLeftOut(node)) return
  if (attribute(node, 'data-figure') !== undefined) return add(BLANK, blocks, false)
  const inline = INLINE.test(node.tagName)
  if (!inline) blocks.push('')
  const isDrawing = node.tagName === 'svg'
  if (isDrawing) add(attribute(node, 'aria-label') ?? '', blocks, true)
  if (node.tagName === 'meta' && attribute(node, 'name') === 'description')
    add(attribute(node, 'content') ?? '', blocks, true)
  for (const child of node.childNodes) collect(child, blocks, drawn || isDrawing || node.tagName === 'title')
  if (!inline) blocks.push('')
}

/** What a page says of its own version is no part of what it says; marks of notes are numbers. */
const isLeftOut = (element: Element): boolean =>
  attribute(element, 'data-imprint') !== undefined || attribute(element, 'class') === 'mark'

/** Numbers in text that is not made of elements are blanked by their look. */
function add(text: string, blocks: string[], plain: boolean): void {
  const shown = plain ? text.replace(/[-−–+<]?\p{Nd}(?:[\p{Nd}.,’'\u00a0\u202f\u2009 ]*\p{Nd})?/gu, BLANK) : text
  blocks.push((blocks.pop() ?? '') + shown)
}

/** The texts that are in one page only: those of the old one, and those of the new one. */
export async function compareWords(
  before: string,
  now: string,
): Promise<{ readonly old: readonly string[]; readonly new: readonly string[] }> {
  const [old, found] = await Promise.all([wordsOf(before), wordsOf(now)])
  const { diffArrays } = await import('diff')
  const parts = diffArrays([...old], [...found])
  return {
    old: parts.filter((one) => one.removed).flatMap((one) => one.value),
    new: parts.filter((one) => one.added).flatMap((one) => one.value),
  }
}
