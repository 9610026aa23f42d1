/** Finished documents of the factsheets, and ways to break one rule of them at a time. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib'
import { builtProject } from '../e2e/built.ts'
import { TOOL } from '../e2e/project.ts'

/** A finished document and the page that it was printed from. */
export interface Finished {
  /** Name of the file without its ending. */
  readonly name: string
  readonly pdf: Buffer
  readonly html: string
}

/** The documents of a factsheet as they are built, in the order of their names. */
export async function finishedOf(factsheet: string): Promise<readonly Finished[]> {
  const own = join(TOOL, 'test/factsheets', factsheet)
  const { project } = await builtProject({ factsheet, root: existsSync(join(own, 'templates')) ? own : TOOL })
  try {
    return globSync('out/**/*.pdf', { cwd: project.root })
      .sort()
      .map((path) => project.path(path))
      .map((path) => ({
        name: basename(path, '.pdf'),
        pdf: readFileSync(path),
        html: readFileSync(path.replace(/\.pdf$/, '.html'), 'utf8'),
      }))
  } finally {
    project.remove()
  }
}

export const name = (text: string) => PDFName.of(text)

/** A document that is open to be broken. */
export class Breakable {
  readonly document: PDFDocument
  constructor(document: PDFDocument) {
    this.document = document
  }

  get context() {
    return this.document.context
  }

  get catalog(): PDFDict {
    return this.document.catalog
  }

  get tree(): PDFDict {
    return this.catalog.lookup(name('StructTreeRoot'), PDFDict)
  }

  dict(object: PDFObject | undefined): PDFDict {
    const found = object instanceof PDFRef ? this.context.lookup(object) : object
    if (found instanceof PDFRawStream) return found.dict
    if (!(found instanceof PDFDict)) throw new Error('There is no such dictionary to break')
    return found
  }

  /** Structure elements of a type, in reading order. */
  elements(type: string): readonly PDFDict[] {
    const walk = (dict: PDFDict): readonly PDFDict[] =>
      this.kids(dict).flatMap((kid) => [...(this.typeOf(kid) === type ? [kid] : []), ...walk(kid)])
    return walk(this.tree)
  }

  element(type: string, index = 0): PDFDict {
    return this.dict(this.elements(type)[index])
  }

  typeOf(element: PDFDict): string {
    return element.lookupMaybe(name('S'), PDFName)?.decodeText() ?? ''
  }

  /** The elements in an element. */
  kids(dict: PDFDict): readonly PDFDict[] {
    return this.kidObjects(dict)
      .map((kid) => (kid instanceof PDFRef ? this.context.lookup(kid) : kid))
      .filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(name('S')))
  }

  kidObjects(dict: PDFDict): readonly PDFObject[] {
    const kids = dict.get(name('K'))
    const found = kids instanceof PDFRef ? this.context.lookup(kids) : kids
    return found instanceof PDFArray ? found.asArray() : kids ? [kids] : []
  }

  setKids(dict: PDFDict, kids: readonly PDFObject[]): void {
    dict.set(name('K'), this.context.obj([...kids]))
  }

  annotation(index = 0): PDFDict {
    const all = this.document.getPages().flatMap((page) => page.node.Annots()?.asArray() ?? [])
    return this.dict(all[index])
  }

  /** Every dictionary of the file with this key. */
  having(key: string): readonly PDFDict[] {
    return this.context
      .enumerateIndirectObjects()
      .map(([, object]) => (object instanceof PDFRawStream ? object.dict : object))
      .filter((object): object is PDFDict => object instanceof PDFDict && object.has(name(key)))
  }

  /** Rewrites the drawing of the first page. */
  draw(change: (content: string) => string): void {
    const page = this.document.getPage(0).node
    page.set(name('Contents'), this.rewritten(page.get(name('Contents')), change))
  }

  /** A changed copy of a stream; throws when the change changes nothing. */
  rewritten(object: PDFObject | undefined, change: (content: string) => string): PDFRef {
    const stream = object instanceof PDFRef ? this.context.lookup(object) : object
    if (!(stream instanceof PDFRawStream)) throw new Error('There is no such stream to break')
    const before = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
    const after = change(before)
    if (after === before) throw new Error('The change changes nothing')
    const copy = this.context.flateStream(Buffer.from(after, 'latin1'))
    for (const [key, value] of stream.dict.entries())
      if (!/^\/(Length|Filter|DecodeParms)$/.test(key.toString())) copy.dict.set(key, value)
    return this.context.register(copy)
  }

  /** Rewrites the XMP packet. */
  describe(change: (packet: string) => string): void {
    this.catalog.set(name('Metadata'), this.rewritten(this.catalog.get(name('Metadata')), change))
  }
}

/** A copy of a document with something broken in it. */
export async function broken(pdf: Uint8Array, breakIt: (on: Breakable) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  breakIt(new Breakable(document))
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false })
}
