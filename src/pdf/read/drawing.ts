/** What the pages draw, and under which marks (ISO 32000-1, 14.6): read operator by operator, forms included. */
import type { PdfFile } from './file.ts'
import { codesOf, type Font, readFont } from './font.ts'
import { Lexer } from './lexer.ts'
import { type Dict, Keyword, type PdfObject, PdfString, Ref, type Stream } from './object.ts'

export interface Page {
  /** From 1. */
  readonly position: number
  /** Number of its object. */
  readonly number: number
  readonly dict: Dict
  readonly resources: Dict
}

/** What was found wrong with the marks of a page. */
export type Fault = 'unmarked' | 'artifact-in-text' | 'text-in-artifact' | 'marks-unbalanced' | 'unreadable'

export interface Shown {
  readonly font: Font
  readonly bytes: string
}

export interface Drawing {
  /** By number of the page or form, then by mark: the strings shown there. */
  readonly marks: ReadonlyMap<number, ReadonlyMap<number, readonly Shown[]>>
  /** Times that each fault occurs, by position of the page. */
  readonly faults: ReadonlyMap<number, ReadonlyMap<Fault, number>>
  readonly fonts: Iterable<Font>
  /** Device colour spaces that are painted with. */
  readonly colours: ReadonlySet<string>
}

/** Forms within forms. */
const DEEPEST = 12
const PAINT = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'sh', 'EI'])
const SHOW = new Set(['Tj', 'TJ', "'", '"'])
const COLOURS: Readonly<Record<string, string>> = { rg: 'RGB', RG: 'RGB', g: 'Gray', G: 'Gray', k: 'CMYK', K: 'CMYK' }
/** Operators that mean something here; most of a page moves and draws lines, and is passed over. */
const READ = new Set([
  'q',
  'Q',
  'Tf',
  'EMC',
  'ID',
  'BDC',
  'BMC',
  'Do',
  'cs',
  'CS',
  'gs',
  ...PAINT,
  ...SHOW,
  ...Object.keys(COLOURS),
])

/** One piece of marked content that is open. */
interface Open {
  readonly artifact: boolean
  /** Strings shown under its mark; null when it has none. */
  readonly shown: Shown[] | null
}

interface Drawn {
  readonly content: string
  readonly resources: Dict
  /** Number of the page's or form's object. */
  readonly number: number
  readonly page: number
  readonly depth: number
}

/** Reads the drawings of all pages. */
export function readDrawing(pages: readonly Page[], file: PdfFile): Drawing {
  const reader = new Reader(file)
  for (const page of pages) reader.page(page)
  const { marks, faults, colours } = reader
  return { marks, faults, colours, fonts: reader.fonts.values() }
}

class Reader {
  readonly marks = new Map<number, Map<number, Shown[]>>()
  readonly faults = new Map<number, Map<Fault, number>>()
  readonly colours = new Set<string>()
  readonly fonts = new Map<Dict, Font>()
  readonly #file: PdfFile
  /** Marked content that is open, the innermost last; it goes on into forms. */
  readonly #open: Open[] = []
  /** Forms that were read, each under marks or not. */
  readonly #read = new Set<string>()
  constructor(file: PdfFile) {
    this.#file = file
  }

  page({ position, number, dict, resources }: Page): void {
    const file = this.#file
    const contents = file.resolve(dict.get('Contents'))
    const streams = Array.isArray(contents) ? contents.map((one) => file.stream(one)) : [file.stream(contents)]
    const texts = streams.map((stream) => (stream ? file.content(stream) : contents === null ? '' : null))
    if (texts.includes(null)) this.#fault('unreadable', position)
    this.#open.length = 0
    this.#draw({ content: texts.join('\n'), resources, number, page: position, depth: 0 })
  }

  #fault(fault: Fault, page: number): void {
    const faults = this.faults.get(page) ?? new Map<Fault, number>()
    faults.set(fault, (faults.get(fault) ?? 0) + 1)
    this.faults.set(page, faults)
  }

  #draw(drawn: Drawn): void {
    const lexer = new Lexer(drawn.content, 0, false)
    const below = this.#open.length
    // Filled again for every operator: emptying an array gives its room back, which costs more than the reading.
    const held: PdfObject[] = []
    let count = 0
    const saved: (Font | null)[] = []
    let font: Font | null = null
    for (;;) {
      const token = lexer.next()
      if (!(token instanceof Keyword)) {
        held[count++] = token
        continue
      }
      const { word } = token
      if (word === '') break
      const operands = READ.has(word) ? held.slice(0, count) : null
      count = 0
      if (operands === null) continue
      if (word === 'q') saved.push(font)
      else if (word === 'Q') font = saved.pop() ?? null
      else if (word === 'Tf') font = this.#font(operands[0], drawn)
      else if (SHOW.has(word)) this.#show(operands, font, drawn)
      else if (word === 'EMC') this.#close(below, drawn)
      else if (word === 'ID') skipImage(lexer)
      else this.#operate(word, operands, drawn)
    }
    if (this.#open.length > below) this.#fault('marks-unbalanced', drawn.page)
    this.#open.length = below
  }

  #operate(word: string, operands: readonly PdfObject[], drawn: Drawn): void {
    if (word === 'BDC' || word === 'BMC') this.#mark(operands, drawn)
    else if (word === 'Do') this.#paintObject(operands[0], drawn)
    else if (PAINT.has(word)) this.#paint(drawn)
    else if (word in COLOURS) this.colours.add(COLOURS[word] ?? '')
    else if (word === 'cs' || word === 'CS') this.#colour(operands[0])
    else if (word === 'gs') this.#graphicsState(operands[0], drawn)
  }

  #mark([tag, properties]: readonly PdfObject[], drawn: Drawn): void {
    const file = this.#file
    const named =
      typeof properties === 'string' ? file.dict(drawn.resources.get('Properties')).get(properties) : properties
    const id = file.number(file.dict(named).get('MCID'))
    const artifact = tag === 'Artifact'
    if (artifact && this.#open.some(({ shown }) => shown)) this.#fault('artifact-in-text', drawn.page)
    if (id !== undefined && this.#open.some((one) => one.artifact)) this.#fault('text-in-artifact', drawn.page)
    this.#open.push({ artifact, shown: id === undefined ? null : this.#shownUnder(id, drawn) })
  }

  #shownUnder(id: number, { number }: Drawn): Shown[] {
    const marks = this.marks.get(number) ?? new Map<number, Shown[]>()
    this.marks.set(number, marks)
    const shown = marks.get(id) ?? []
    marks.set(id, shown)
    return shown
  }

  /** Marks are opened and closed in one and the same stream; `below` were open before it. */
  #close(below: number, { page }: Drawn): void {
    if (this.#open.length > below) this.#open.pop()
    else this.#fault('marks-unbalanced', page)
  }

  #paint({ page }: Drawn): void {
    if (!this.#open.some(({ artifact, shown }) => artifact || shown)) this.#fault('unmarked', page)
  }

  #font(name: PdfObject | undefined, { resources }: Drawn): Font | null {
    const dict = this.#file.dict(this.#file.dict(resources.get('Font')).get(String(name)))
    return dict.size === 0 ? null : this.#fontOf(dict)
  }

  #fontOf(dict: Dict): Font {
    const font = this.fonts.get(dict) ?? readFont(dict, this.#file)
    this.fonts.set(dict, font)
    return font
  }

  #show(operands: readonly PdfObject[], font: Font | null, drawn: Drawn): void {
    const last = operands.at(-1)
    const strings = (Array.isArray(last) ? last : [last]).filter((one) => one instanceof PdfString && one.bytes !== '')
    if (strings.length === 0) return
    this.#paint(drawn)
    const under = this.#open.findLast(({ shown }) => shown)?.shown
    for (const one of strings as readonly PdfString[]) {
      if (!font) continue
      under?.push({ font, bytes: one.bytes })
      for (const code of codesOf(one.bytes, font)) if (!font.shown.has(code)) font.shown.set(code, drawn.page)
    }
  }

  #colour(space: PdfObject | undefined): void {
    const device = /^Device(RGB|Gray|CMYK)$/.exec(String(space))?.[1]
    if (device) this.colours.add(device)
  }

  /** A font may be set there as well. */
  #graphicsState(name: PdfObject | undefined, { resources }: Drawn): void {
    const state = this.#file.dict(this.#file.dict(resources.get('ExtGState')).get(String(name)))
    const dict = this.#file.dict(this.#file.list(state.get('Font'))[0])
    if (dict.size > 0) this.#fontOf(dict)
  }

  #paintObject(name: PdfObject | undefined, drawn: Drawn): void {
    const file = this.#file
    const reference = file.dict(drawn.resources.get('XObject')).get(String(name))
    const object = file.stream(reference)
    if (!object) return
    if (file.name(object.dict.get('Subtype')) !== 'Form') {
      this.#paint(drawn)
      if (file.resolve(object.dict.get('ImageMask')) !== true) this.#colour(file.name(object.dict.get('ColorSpace')))
    } else this.#form(object, reference instanceof Ref ? reference.number : 0, drawn)
  }

  #form(form: Stream, number: number, { page, depth, resources }: Drawn): void {
    const file = this.#file
    const marked = this.#open.some(({ artifact, shown }) => artifact || shown)
    const once = `${number} ${marked}`
    if (depth > DEEPEST || (number > 0 && this.#read.has(once))) return
    this.#read.add(once)
    const content = file.content(form)
    if (content === null) return this.#fault('unreadable', page)
    const own = form.dict.has('Resources') ? file.dict(form.dict.get('Resources')) : resources
    this.#draw({ content, resources: own, number, page, depth: depth + 1 })
  }
}

/** The data of an inline image are no operators: goes on before the `EI` that ends them. */
function skipImage(lexer: Lexer): void {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g
  end.lastIndex = lexer.at
  lexer.at = end.test(lexer.text) ? end.lastIndex - 2 : lexer.text.length
}
