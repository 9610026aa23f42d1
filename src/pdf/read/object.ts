/** The objects of a PDF (ISO 32000-1, 7.3) as plain data. */

/** A string of the file, one UTF-16 unit a byte. */
export class PdfString {
  readonly bytes: string
  constructor(bytes: string) {
    this.bytes = bytes
  }
}

/** Points to the object of that number; generations are not told apart, since only the last one counts. */
export class Ref {
  readonly number: number
  constructor(number: number) {
    this.number = number
  }
}

/** A word that is no object: an operator, `obj`, `endstream`, or a bracket that closes. */
export class Keyword {
  readonly word: string
  constructor(word: string) {
    this.word = word
  }
}

export type Dict = ReadonlyMap<string, PdfObject>

export interface Stream {
  readonly dict: Dict
  /** As it stands in the file, still filtered. */
  readonly raw: Uint8Array
}

/** A name is a JavaScript string, without its slash. */
export type PdfObject = null | boolean | number | string | PdfString | Ref | Dict | Stream | readonly PdfObject[]

export const isStream = (object: PdfObject | undefined): object is Stream =>
  typeof object === 'object' && object !== null && 'raw' in object && object.raw instanceof Uint8Array
