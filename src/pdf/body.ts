/** The objects of a printed PDF while it is finished (ISO 32000-1, 7.5.3): changed, added to, and then written anew. */
import { deflateSync, inflateSync } from 'node:zlib'
import { openFile } from './read/file.ts'
import { isStream, type PdfObject, PdfString, Ref, type Stream } from './read/object.ts'

type Maybe = PdfObject | undefined

/** A dictionary that may be changed. */
export type OpenDict = Map<string, PdfObject>

export class Body {
  readonly root: Ref
  readonly information: Ref
  readonly catalog: OpenDict
  readonly #objects: Map<number, PdfObject>
  #last: number

  constructor(objects: ReadonlyMap<number, PdfObject>, root: Ref, information: Ref | null) {
    this.#objects = new Map(objects)
    this.#last = Math.max(0, ...objects.keys())
    this.root = root
    this.catalog = this.dict(root) ?? new Map()
    this.information = information ?? this.add(new Map())
  }

  /** Follows references; what is not there is null. */
  at(object: Maybe): PdfObject {
    let found = object ?? null
    while (found instanceof Ref) found = this.#objects.get(found.number) ?? null
    return found
  }

  dict(object: Maybe): OpenDict | undefined {
    const found = this.at(object)
    // The reader gives out its own maps to be read; here they belong to nobody else.
    return found instanceof Map ? (found as OpenDict) : undefined
  }

  /** None for anything but an array. */
  list(object: Maybe): readonly PdfObject[] {
    const found = this.at(object)
    return Array.isArray(found) ? found : []
  }

  stream(object: Maybe): Stream | undefined {
    const found = this.at(object)
    return isStream(found) ? found : undefined
  }

  /** Every object that has a number. */
  objects(): Iterable<PdfObject> {
    return this.#objects.values()
  }

  /** Gives an object a number, by which others can point to it. */
  add(object: PdfObject): Ref {
    this.#objects.set(++this.#last, object)
    return new Ref(this.#last)
  }
}

/** Reads a PDF that Chromium printed; throws when it is none. */
export function readBody(pdf: Uint8Array): Body {
  const file = openFile(pdf)
  const [root, information] = [file?.trailer.get('Root'), file?.trailer.get('Info')]
  if (!file?.sound || !(root instanceof Ref)) throw new Error('The printed PDF cannot be read')
  return new Body(new Map(file.objects()), root, information instanceof Ref ? information : null)
}

/** A dictionary; a plain string is a name. */
export const dictOf = (entries: Readonly<Record<string, PdfObject>>): OpenDict => new Map(Object.entries(entries))

/** A text string: ASCII as it is, anything else in UTF-16 (ISO 32000-1, 7.9.2.2). */
export function textOf(text: string): PdfString {
  if (/^[\t\n\r -~]*$/.test(text)) return new PdfString(text)
  return new PdfString(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('latin1'))
}

/** A date (7.9.4) from ISO 8601 in UTC, to the second. */
export const dateOf = (date: string): PdfString => new PdfString(`D:${date.replace(/[-:T]/g, '')}`)

/** A compressed stream of a content that has one UTF-16 unit a byte. */
export const deflated = (content: string): Stream => ({
  dict: dictOf({ Filter: 'FlateDecode' }),
  raw: deflateSync(Buffer.from(content, 'latin1')),
})

/** Chromium compresses every stream in this one way. */
export const inflated = ({ raw }: Stream): string => inflateSync(raw).toString('latin1')
