/** What was really drawn: the marks and texts of a scene, and what is wrong with them. */
import type { Figure, Table } from '../figures/figure.ts'
import { problem, type Tell } from '../problem.ts'
import { type Spec, walk } from './chart.ts'
import type { Box, Drawing, Item, Mark } from './draw.ts'
import type { Fonts } from './fonts.ts'
import { drawnColumns, drawnRows } from './rows.ts'

/** Marks that stand for data; texts and rules accompany them. */
const DATA_MARKS = new Set(['rect', 'symbol', 'line', 'area', 'arc', 'trail', 'path', 'shape'])

export interface DrawnText {
  readonly text: string
  readonly box: Box
  readonly datum: Readonly<Record<string, unknown>>
  readonly font: string | undefined
}

/** Every text of a drawing, in reading order, with its place in px from the top left. */
export function textsOf(drawing: Drawing): readonly DrawnText[] {
  const texts: DrawnText[] = []
  visit(drawing.scene, drawing.origin, (mark, item, [x, y]) => {
    if (mark.marktype !== 'text' || item.opacity === 0) return
    const text = [item.text ?? '']
      .flat()
      .map((line) => String(line).trim())
      .join('\n')
      .trim()
    const { x1, y1, x2, y2 } = item.bounds
    const box = { x1: x1 + x, y1: y1 + y, x2: x2 + x, y2: y2 + y }
    if (text !== '') texts.push({ text, box, datum: item.datum ?? {}, font: item.font })
  })
  return texts
}

type Offset = readonly [number, number]

function visit(mark: Mark, [x, y]: Offset, found: (mark: Mark, item: Item, at: Offset) => void): void {
  for (const item of mark.items) {
    found(mark, item, [x, y])
    for (const child of item.items ?? []) visit(child, [x + (item.x ?? 0), y + (item.y ?? 0)], found)
  }
}

/** Codes of the rows for which a data mark was drawn. */
export function drawnCodes(drawing: Drawing): ReadonlySet<unknown> {
  const codes = new Set<unknown>()
  visit(drawing.scene, [0, 0], (mark, item) => {
    if (isDataMark(mark)) codes.add(item.datum?.['row'])
  })
  return codes
}

const isDataMark = (mark: Mark) => mark.role === 'mark' && DATA_MARKS.has(mark.marktype)

/** Figures whose number stands in the drawing as text, in reading order. */
export function printedFigures(texts: readonly DrawnText[], spec: Spec, table: Table): readonly Figure[] {
  const fields = fieldsUsed(spec)
  const found = texts.flatMap(({ text, datum }) => {
    const row = table.rows.find((one) => one.id === datum['row'])
    const columns =
      'series' in datum ? [['value', String(datum['series'])]] : drawnColumns(table).map(({ id }) => [id, id])
    return columns
      .filter(([name]) => ['_text', '_label'].some((end) => fields.has(name + end) && text === datum[name + end]))
      .map(([, column]) => row?.figures[column ?? ''])
  })
  return [...new Set(found.filter((figure) => figure !== undefined))]
}

export interface Drawn {
  readonly graphic: string
  readonly table: Table
  readonly spec: Spec
  readonly drawing: Drawing
  readonly fonts: Fonts
  readonly tell: Tell
}

/** Tells what a reader could not read or would miss. */
export function checkScene({ graphic, table, spec, drawing, fonts, tell }: Drawn): void {
  const texts = textsOf(drawing)
  for (const one of texts) checkText(graphic, one, drawing, fonts, tell)
  // Vega cuts a text only when it writes it: the scene still has it whole.
  for (const [, text = ''] of drawing.svg.includes('…') ? drawing.svg.matchAll(/>([^<]*…[^<]*)</g) : [])
    tell(problem('graphic-text-cut', { graphic, text }))
  checkOverlaps(graphic, texts, tell)
  const drawn = drawnCodes(drawing)
  const fields = fieldsUsed(spec)
  const columns = drawnColumns(table).filter(({ id }) =>
    [id, `${id}_at`, 'value', 'value_at'].some((one) => fields.has(one)),
  )
  const rows = drawnRows(table)
    .filter(({ figures }) => columns.some(({ id }) => figures[id]?.rounded && !figures[id]?.suppressed))
    .map((row) => row.id)
    .filter((row) => !drawn.has(row))
  // Marks of an aggregate belong to no row.
  if (rows.length > 0 && !drawn.has(undefined))
    tell(problem('graphic-rows-not-drawn', { graphic, table: table.id, rows }))
}

function fieldsUsed(spec: Spec): ReadonlySet<unknown> {
  const fields = new Set<unknown>()
  walk(spec, (key, value) => {
    if (key === 'field') fields.add(value)
  })
  return fields
}

function checkText(graphic: string, one: DrawnText, { width, height }: Drawing, fonts: Fonts, tell: Tell): void {
  const { text, box } = one
  const by = Math.ceil(Math.max(-box.x1, -box.y1, box.x2 - width, box.y2 - height))
  // Boxes are as high as the font, its letters are not: a pixel more is seen by nobody.
  if (by > 1) tell(problem('graphic-text-outside', { graphic, text, by }))
  for (const character of fonts.missing(text)) {
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    tell(problem('glyph-missing', { graphic, character, code, text }))
  }
}

function checkOverlaps(graphic: string, texts: readonly DrawnText[], tell: Tell): void {
  for (const [index, first] of texts.entries()) {
    const second = texts.slice(index + 1).find((other) => overlap(first.box, other.box))
    if (second) tell(problem('graphic-texts-overlap', { graphic, first: first.text, second: second.text }))
  }
}

/** Lines may touch: leading is part of a box, 3 px of it carry no ink; side by side, 1 px is rounding. */
function overlap(a: Box, b: Box): boolean {
  return Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) > 1 && Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) > 3
}
