/** Rules of the structure tree: known types that hold what they may, headings in order, pictures in words. */
import { type Breach, breach, WHOLE } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import { PdfString, Ref } from '../read/object.ts'
import { type Element, elementsIn, leaves, STANDARD, standardType, type Tree } from '../read/tree.ts'

const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

/** Breaches in the tree, in its order; a single one when there is no tree. */
export function structureBreaches(document: PdfDocument): readonly Breach[] {
  const { file, tree } = document
  const info = file.dict(file.catalog.get('MarkInfo'))
  const marked = file.resolve(info.get('Marked')) === true ? [] : [breach('pdf-not-marked')]
  const suspect = file.resolve(info.get('Suspects')) === true ? [breach('pdf-suspect')] : []
  if (!tree || tree.elements.length === 0) return [breach('pdf-untagged')]
  return [
    ...marked,
    ...suspect,
    ...roleBreaches(tree, document),
    ...tree.elements.flatMap((element) => elementBreaches(element, document)),
    ...headingBreaches(tree, document),
    ...idBreaches(tree, document),
  ]
}

function roleBreaches({ roles }: Tree, { file }: PdfDocument): readonly Breach[] {
  return [...roles].flatMap(([written, target]) => {
    if (STANDARD.has(written)) return [breach('pdf-type-remapped', WHOLE, written)]
    const seen = new Set([written])
    for (let next = file.name(target); next !== undefined; next = file.name(roles.get(next))) {
      if (STANDARD.has(next)) break
      if (seen.has(next)) return [breach('pdf-type-circular', WHOLE, written)]
      seen.add(next)
    }
    return []
  })
}

function elementBreaches(element: Element, document: PdfDocument): readonly Breach[] {
  const { file, tree } = document
  const { dict, type, written } = element
  const found: Breach[] = []
  const say = (...args: Parameters<typeof breach>) => void found.push(breach(...args))
  if (!STANDARD.has(standardType(written, file, tree?.roles ?? new Map())))
    say('pdf-type-unknown', document.whereIs(element), written)
  if (file.dict(dict.get('P')).size === 0) say('pdf-parent', document.whereIs(element), type)
  const language = file.text(dict.get('Lang'))
  if (language && !LANGUAGE.test(language)) say('pdf-language-malformed', document.whereIs(element), language)
  const wrong = misplaced(element)
  if (wrong) say('pdf-nesting', document.whereIs(element), wrong)
  if ((type === 'Figure' || type === 'Formula') && !isWorded(element, document))
    say('pdf-alternative', document.whereIs(element), type)
  return found
}

function isWorded({ dict }: Element, { file }: PdfDocument): boolean {
  const words = file.text(dict.get('Alt')) ?? file.text(dict.get('ActualText')) ?? ''
  return words.trim() !== ''
}

/** What a type may hold (ISO 14289-1, 7.2), where that is limited. */
const HOLDS: Readonly<Record<string, RegExp>> = {
  Table: /^(TR|THead|TBody|TFoot|Caption)$/,
  THead: /^TR$/,
  TBody: /^TR$/,
  TFoot: /^TR$/,
  TR: /^(TH|TD)$/,
  L: /^(L|LI|Caption)$/,
  LI: /^(Lbl|LBody)$/,
  TOC: /^(TOC|TOCI|Caption)$/,
}
/** What a type may stand in. */
const STANDS_IN: Readonly<Record<string, RegExp>> = {
  TR: /^(Table|THead|TBody|TFoot)$/,
  THead: /^Table$/,
  TBody: /^Table$/,
  TFoot: /^Table$/,
  TH: /^TR$/,
  TD: /^TR$/,
  LI: /^L$/,
  LBody: /^LI$/,
  TOCI: /^TOC$/,
}
/** What a type may hold only once. */
const ONCE: Readonly<Record<string, readonly string[]>> = {
  Table: ['Caption', 'THead', 'TFoot'],
  L: ['Caption'],
  TOC: ['Caption'],
}

/** `P in LI`: the first thing wrong with the place of an element or with what it holds; null when all is well. */
function misplaced(element: Element): string | null {
  const { type, parent } = element
  if (STANDS_IN[type]?.test(parent?.type ?? '') === false) return `${type} in ${parent?.type ?? 'nothing'}`
  const kids = elementsIn(element).map((kid) => kid.type)
  const holds = HOLDS[type]
  const stranger = holds && kids.find((kid) => !holds.test(kid) && !STANDS_IN[kid])
  if (stranger) return `${stranger} in ${type}`
  const twice = ONCE[type]?.find((one) => kids.filter((kid) => kid === one).length > 1)
  if (twice) return `two ${twice} in ${type}`
  const caption = kids.indexOf('Caption')
  const last = type === 'Table' && caption === kids.length - 1
  if (holds && caption > 0 && !last) return `Caption in the middle of ${type}`
  const body = kids.includes('TBody')
  return type === 'Table' && !body && kids.some((kid) => kid === 'THead' || kid === 'TFoot')
    ? 'THead without TBody'
    : null
}

/** Headings begin at the first level and skip none on the way down (7.4.2); numbered ones do not mix with plain ones. */
function headingBreaches({ elements }: Tree, document: PdfDocument): readonly Breach[] {
  const found: Breach[] = []
  const numbered = elements.filter(({ type }) => /^H[1-6]$/.test(type))
  let above = 0
  for (const heading of numbered) {
    const level = Number(heading.type.slice(1))
    if (level > above + 1) found.push(breach('pdf-heading-order', document.whereIs(heading), `${above} ${level}`))
    above = level
  }
  const plain = elements.find(({ type }) => type === 'H')
  if (plain && numbered.length > 0) found.push(breach('pdf-heading-mixed', document.whereIs(plain)))
  return found
}

/** Every id belongs to one element, and the tree of ids leads to it, in order. */
function idBreaches({ elements, root, of }: Tree, document: PdfDocument): readonly Breach[] {
  const { file } = document
  const found: Breach[] = []
  const owners = new Map<string, Element>()
  for (const element of elements) {
    const id = bytesOf(file.resolve(element.dict.get('ID')))
    if (id === undefined) {
      if (element.type === 'Note') found.push(breach('pdf-id-tree', document.whereIs(element)))
    } else if (owners.has(id)) found.push(breach('pdf-id-repeated', document.whereIs(element), id))
    else owners.set(id, element)
  }
  const pairs = leaves(root.get('IDTree'), 'Names', file).map(([key, value]) => [bytesOf(key) ?? '', value] as const)
  const keys = pairs.map(([key]) => key)
  const sorted = keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)
  const listed = new Map(pairs)
  const lost = [...owners].find(([id, owner]) => {
    const target = listed.get(id)
    return !(target instanceof Ref) || of.get(file.dict(target)) !== owner
  })
  if (lost) found.push(breach('pdf-id-tree', document.whereIs(lost[1]), lost[0]))
  else if (!sorted) found.push(breach('pdf-id-tree'))
  return found
}

const bytesOf = (object: unknown): string | undefined => (object instanceof PdfString ? object.bytes : undefined)
