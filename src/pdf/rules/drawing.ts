/** Rules of what is drawn: marked as text or as decoration, joined to the tree, in colours and fonts that all can show. */
import { type Breach, breach, type RuleName, type Where } from '../breach.ts'
import type { PdfDocument } from '../document.ts'
import type { Fault } from '../read/drawing.ts'
import type { Font } from '../read/font.ts'
import { type Dict, Ref } from '../read/object.ts'
import { numberTree, type Tree } from '../read/tree.ts'

const FAULTS: Readonly<Record<Fault, RuleName>> = {
  unmarked: 'pdf-unmarked',
  'artifact-in-text': 'pdf-artifact-in-text',
  'text-in-artifact': 'pdf-text-in-artifact',
  'marks-unbalanced': 'pdf-marks-unbalanced',
  unreadable: 'pdf-drawing-unreadable',
}

const onPage = (page: number | null): Where => ({ page, thing: page === null ? { kind: 'file' } : { kind: 'page' } })

/** Breaches of the pages' drawings; without a tree, their marks are not judged. */
export function drawingBreaches(document: PdfDocument): readonly Breach[] {
  const { tree, drawing } = document
  const faults = [...drawing.faults].flatMap(([page, counts]) =>
    [...counts].flatMap(([fault, times]) =>
      tree || fault === 'unreadable' ? [breach(FAULTS[fault], onPage(page), times)] : [],
    ),
  )
  return [...faults, ...(tree ? markBreaches(tree, document) : []), ...colourBreaches(document)]
}

/** Every mark of a drawing leads through the parent tree to an element that holds it, and each held mark is drawn. */
function markBreaches(tree: Tree, document: PdfDocument): readonly Breach[] {
  const { file, drawing, pages } = document
  const parents = numberTree(tree.root.get('ParentTree'), file)
  const positions = new Map(pages.map((page) => [page.number, page.position]))
  const found: Breach[] = []
  for (const [number, marks] of drawing.marks) {
    const owners = file.list(parents.get(file.number(file.dict(new Ref(number)).get('StructParents')) ?? -1))
    const lost = [...marks.keys()].filter((id) => !isHeld(tree, file.dict(owners[id]), number, id))
    if (lost.length > 0) found.push(breach('pdf-mark-lost', onPage(positions.get(number) ?? null), lost.length))
  }
  for (const element of tree.elements)
    for (const kid of element.kids)
      if ('mark' in kid && !drawing.marks.get(kid.mark.in)?.has(kid.mark.id))
        found.push(breach('pdf-mark-missing', document.whereIs(element), kid.mark.id))
  return found
}

function isHeld({ of }: Tree, owner: Dict, number: number, id: number): boolean {
  const kids = of.get(owner)?.kids ?? []
  return kids.some((kid) => 'mark' in kid && kid.mark.in === number && kid.mark.id === id)
}

/** Colours of a device need a profile that says which device (ISO 19005-2, 6.2.4.3). */
function colourBreaches({ file, drawing }: PdfDocument): readonly Breach[] {
  const intents = file.list(file.catalog.get('OutputIntents')).map((one) => file.dict(one))
  const intent = intents.find((one) => file.name(one.get('S')) === 'GTS_PDFA1')
  const profile = file.stream(intent?.get('DestOutputProfile'))
  const content = profile && file.content(profile)
  const space = content?.slice(16, 20).trim()
  const broken = intent && !(content?.slice(36, 40) === 'acsp' && /^(mntr|prtr)$/.test(content.slice(12, 16)))
  const undefinedOnes = [...drawing.colours].filter((one) => one !== space && !(one === 'Gray' && space)).sort()
  return [
    ...(broken ? [breach('pdf-colour-profile')] : []),
    ...undefinedOnes.map((one) => breach('pdf-colour', undefined, one)),
    ...blendBreaches(file),
  ]
}

const BLENDS = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split(
    ' ',
  ),
)

function blendBreaches(file: PdfDocument['file']): readonly Breach[] {
  const used = [...file.objects()].map(([, object]) => file.name(file.dict(object).get('BM')))
  const strange = new Set(used.filter((mode) => mode !== undefined && !BLENDS.has(mode)))
  return [...strange].map((mode) => breach('pdf-blend-mode', undefined, mode))
}

/** Breaches of the fonts that some page shows text in. */
export function fontBreaches({ drawing }: PdfDocument): readonly Breach[] {
  return [...drawing.fonts].filter((font) => font.shown.size > 0 || font.width === 0).flatMap(fontBreachesOf)
}

function fontBreachesOf(font: Font): readonly Breach[] {
  const found: Breach[] = []
  const say = (rule: RuleName, page: number | null, detail: string | number = '') =>
    void found.push(breach(rule, { page, thing: { kind: 'font', words: font.name } }, detail))
  const [first = null] = font.shown.values()
  if (!font.embedded) say('pdf-font-not-embedded', first)
  if (font.type === 'Type3') say('pdf-font-type3', first)
  if (!font.mapped) say('pdf-font-mapping', first)
  const notdef = font.type === 'Type0' ? font.shown.get(0) : undefined
  if (notdef !== undefined) say('pdf-glyph-missing', notdef)
  if (!font.characters) {
    if (!font.encoded && font.width !== 0) say('pdf-font-unspelt', first)
    return found
  }
  for (const [code, page] of font.shown) {
    const spelt = font.characters.get(code)
    const forbidden = spelt === undefined ? undefined : /[\0\uFEFF\uFFFE]/.exec(spelt)?.[0]
    if (spelt === undefined && !font.encoded && code !== 0) say('pdf-font-unspelt', page, code)
    if (forbidden !== undefined) say('pdf-font-misspelt', page, hexadecimal(forbidden.charCodeAt(0)))
  }
  return firstOfEach(found)
}

const hexadecimal = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`

/** A font that lacks one character lacks many; the first of each kind is enough to find it. */
function firstOfEach(found: readonly Breach[]): readonly Breach[] {
  return found.filter((one, index) => found.findIndex(({ rule }) => rule === one.rule) === index)
}
