/**
 * Writes a PDF with object and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8). In a batch, what this takes is time that the
 * browser does not get.
 */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Body } from './body.ts'
import { isStream, type PdfObject, Ref, type Stream } from './read/object.ts'
import { dictText, objectText } from './write-object.ts'

type Numbered = readonly [number: number, object: PdfObject]

/** Objects in one stream: more of them compress better, but are read together. */
const TOGETHER = 200

/** Where an object stands: at an offset of the file, or at a place within an object stream. */
type Entry = readonly [kind: 1 | 2, where: number, place: number]

/**
 * The bytes of all that can be reached from the trailer; what cannot would be kept with whatever made it differ. The file's
 * identifier is the hash of what is written before it: MD5 is as long as 14.4 expects, and nothing is kept secret by it.
 */
export function write(body: Body): Uint8Array {
  const objects = reached(body)
  const plain = objects.filter(([, object]) => !isStream(object))
  const packs = Array.from({ length: Math.ceil(plain.length / TOGETHER) }, (_, index) =>
    plain.slice(index * TOGETHER, (index + 1) * TOGETHER),
  )
  const sheet = new Sheet(objects.at(-1)?.[0] ?? 0)
  for (const [number, object] of objects) if (isStream(object)) sheet.stream(number, object)
  for (const pack of packs) sheet.pack(pack)
  return sheet.end(body)
}

/** Everything that is pointed to from the trailer, by number. */
function reached(body: Body): readonly Numbered[] {
  const found = new Map<number, PdfObject>()
  const waiting: PdfObject[] = [body.root, body.information]
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (typeof object !== 'object' || object === null) continue
    if (object instanceof Ref) {
      if (found.has(object.number)) continue
      const target = body.at(object)
      found.set(object.number, target)
      waiting.push(target)
    } else if (Array.isArray(object)) waiting.push(...object)
    else if (object instanceof Map) waiting.push(...object.values())
    else if (isStream(object)) waiting.push(...object.dict.values())
  }
  return [...found].sort(([a], [b]) => a - b)
}

/** A file in the making. */
class Sheet {
  private readonly parts: Buffer[] = []
  private readonly entries = new Map<number, Entry>()
  private length = 0
  private last: number

  constructor(last: number) {
    this.last = last
    // The second line tells programs that guess by the first bytes that the file is not text (7.5.2).
    this.add(Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'))
  }

  private add(...parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.parts.push(part)
      this.length += part.length
    }
  }

  private begin(objectNumber: number): void {
    this.entries.set(objectNumber, [1, this.length, 0])
    this.add(Buffer.from(`${objectNumber} 0 obj\n`))
  }

  stream(objectNumber: number, { dict, raw }: Stream): void {
    this.begin(objectNumber)
    const head = dictText(new Map([...dict, ['Length', raw.length]]))
    this.add(
      Buffer.from(`${head}\nstream\n`, 'latin1'),
      Buffer.from(raw.buffer, raw.byteOffset, raw.length),
      ENDSTREAM,
      END,
    )
  }

  pack(objects: readonly Numbered[]): void {
    const texts = objects.map(([, object]) => `${objectText(object)}\n`)
    const stream = ++this.last
    let at = 0
    const index = objects.map(([number], place) => {
      this.entries.set(number, [2, stream, place])
      const pair = `${number} ${at}`
      at += texts[place]?.length ?? 0
      return pair
    })
    const head = `${index.join(' ')}\n`
    const content = deflateSync(Buffer.from(head + texts.join(''), 'latin1'))
    this.begin(stream)
    this.flate(`/Type /ObjStm /N ${objects.length} /First ${head.length}`, content)
  }

  private flate(entries: string, content: Buffer): void {
    const dict = `<< ${entries} /Filter /FlateDecode /Length ${content.length} >>\nstream\n`
    this.add(Buffer.from(dict), content, ENDSTREAM, END)
  }

  end({ root, information }: Body): Uint8Array {
    const hash = createHash('md5')
    for (const part of this.parts) hash.update(part)
    const id = `<${hash.digest('hex').toUpperCase()}>`
    const own = ++this.last
    const start = this.length
    this.begin(own)
    const { index, table } = tableOf(this.entries)
    const trailer = `/Root ${objectText(root)} /Info ${objectText(information)} /ID [${id} ${id}]`
    this.flate(`/Type /XRef /Size ${own + 1} /W [1 3 2] /Index [${index}] ${trailer}`, deflateSync(table))
    this.add(Buffer.from(`startxref\n${start}\n%%EOF\n`))
    return Buffer.concat(this.parts)
  }
}

const ENDSTREAM = Buffer.from('\nendstream')
const END = Buffer.from('\nendobj\n')

/** The table's bytes, 1 + 3 + 2 an entry, and its runs of numbers without a gap: `first count first count …`. */
function tableOf(entries: ReadonlyMap<number, Entry>): { index: string; table: Buffer } {
  // Object 0 is the head of the list of free ones; generation 65535 says that it is never used.
  const all = [[0, [0, 0, 65535]] as const, ...entries].sort(([a], [b]) => a - b)
  const table = Buffer.alloc(all.length * 6)
  const runs: [number, number][] = []
  for (const [row, [number, [kind, where, place]]] of all.entries()) {
    table.writeUInt8(kind, row * 6)
    table.writeUIntBE(where, row * 6 + 1, 3)
    table.writeUInt16BE(place, row * 6 + 4)
    const run = runs.at(-1)
    if (run && run[0] + run[1] === number) run[1]++
    else runs.push([number, 1])
  }
  return { index: runs.flat().join(' '), table }
}
