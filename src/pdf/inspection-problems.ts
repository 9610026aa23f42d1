/** From the breaches of a PDF to problems in the terms of who made the page: its tables, graphics, headings, links. */
import type { Page } from '../html/page.ts'
import { type Problem, problem } from '../problem.ts'
import type { Breach, RuleName, Thing } from './breach.ts'
import type { Inspection } from './inspect.ts'
import { type GraphicMark, type Landmarks, landmarks } from './landmarks.ts'

type InspectedPage = Pick<Page, 'document' | 'html' | 'languages'>

/** What is known beside the PDF: the page that it was printed from. */
interface Known {
  readonly document: string
  readonly marks: Landmarks
  /** Whether the PDF has as many tables, and graphics, as the page: only then the third is the third. */
  readonly tablesAgree: boolean
  readonly graphicsAgree: boolean
}

/**
 * The problems of a PDF; with the page that it was printed from, in the author's words for things, and with what the PDF
 * lost of the page, which breaks no rule of any standard.
 */
export function inspectionProblems(inspection: Inspection, page?: InspectedPage): readonly Problem[] {
  const known = page && knownOf(inspection, page)
  const told = inspection.breaches.map((one) => breachProblem(one, known))
  const lost = known && isReadable(inspection) ? lostProblems(inspection, known) : []
  const all = [...told, ...lost]
  return [...new Map(all.map((one) => [one.message, one])).values()]
}

function knownOf({ tables, alternatives }: Inspection, page: InspectedPage): Known {
  const marks = landmarks(page)
  return {
    document: page.document,
    marks,
    tablesAgree: tables === marks.tables.length,
    graphicsAgree: alternatives.length === marks.graphics.length,
  }
}

/** Without pages or tags everything is lost; that was told already. */
const isReadable = ({ pages, breaches }: Inspection): boolean =>
  pages > 0 && !breaches.some(({ rule }) => rule === 'pdf-untagged')

/** A breach as a problem; in the words of the page where it is known. */
export function breachProblem({ rule, where, detail }: Breach, known?: Known): Problem {
  const { page, thing } = where
  return problem(rule, { at: placeWords(page, thing, known), detail: detailWords(rule, thing, detail, known) })
}

/** `On page 2 of the nl PDF, table months`; the beginning of a sentence. */
function placeWords(page: number | null, thing: Thing, known: Known | undefined): string {
  const file = known ? `the ${known.document} PDF` : ''
  const inFile = file && ` of ${file}`
  if (thing.kind === 'file') return capital(file || 'the file')
  if (thing.kind === 'page') return `Page ${page}${inFile}`
  const words = thingWords(thing, known)
  if (page !== null) return `On page ${page}${inFile}, ${words}`
  return file ? `In ${file}, ${words}` : capital(words)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function thingWords(thing: Exclude<Thing, { kind: 'file' | 'page' }>, known: Known | undefined): string {
  switch (thing.kind) {
    case 'graphic':
      return `graphic ${graphicOf(thing.number, known)?.id ?? thing.number}`
    case 'table': {
      const row = thing.row === undefined ? '' : `, row ${thing.row}${thing.words ? ` ("${thing.words}")` : ''}`
      const column = thing.column === undefined ? '' : `, column ${thing.column}`
      return `table ${tableOf(thing.number, known)?.id ?? thing.number}${row}${column}`
    }
    case 'element':
      return thing.words ? `"${thing.words}" (${thing.type})` : `a part without text (${thing.type})`
    default:
      return `${thing.kind} "${thing.words}"`
  }
}

function tableOf(number: number, known: Known | undefined): Landmarks['tables'][number] | undefined {
  return known?.tablesAgree ? known.marks.tables[number - 1] : undefined
}

function graphicOf(number: number, known: Known | undefined): GraphicMark | undefined {
  return known?.graphicsAgree ? known.marks.graphics[number - 1] : undefined
}

function detailWords(rule: RuleName, thing: Thing, detail: string, known: Known | undefined): string {
  if (rule === 'pdf-alternative')
    return thing.kind === 'graphic' ? (graphicOf(thing.number, known)?.language ?? '') : ''
  if (rule !== 'pdf-row-length' || thing.kind !== 'table') return detail
  const cells = tableOf(thing.number, known)?.rows[(thing.row ?? 0) - 1]
  const empty = cells?.indexOf('') ?? -1
  return empty < 0 ? detail : `${detail} ${empty + 1}`
}

/** Graphics of which the PDF has no words, and tables that it does not have as tables. */
function lostProblems({ alternatives, tables }: Inspection, known: Known): readonly Problem[] {
  const there = new Set(alternatives.map(blanks))
  // A graphic that stands in the PDF with empty words was told as such.
  const isTold = (index: number) => known.graphicsAgree && alternatives[index]?.trim() === ''
  const graphics = known.marks.graphics.filter(
    ({ alternative }, index) => !isTold(index) && (alternative === '' || !there.has(blanks(alternative))),
  )
  const missing = graphics.map(({ id, language }) => {
    const at = `In the ${known.document} PDF, ${id === null ? 'a picture' : `graphic ${id}`}`
    return problem('pdf-graphic-lost', { at, detail: language })
  })
  if (known.tablesAgree) return missing
  const detail = `${tables} ${known.marks.tables.length}`
  return [...missing, problem('pdf-table-lost', { at: `The ${known.document} PDF`, detail })]
}

const blanks = (text: string): string => text.replace(/\s+/gu, ' ').trim()
