/**
 * An sRGB colour profile, written from the numbers of IEC 61966-2-1 in the form of ICC.1:2010 (version 4.3), so that no
 * file of anybody else's has to be shipped: this one is part of Diptych and has its licence.
 */

const ascii = (text: string) => Buffer.from(text, 'latin1')
const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => void bytes.writeInt32BE(value | 0, index * 4))
  return bytes
}
/** s15Fixed16Number, ICC.1:2010 4.6. */
const fixed = (...values: readonly number[]) => u32(...values.map((value) => Math.round(value * 65536)))
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

function localized(text: string): Buffer {
  const utf16 = Buffer.from(text, 'utf16le').swap16()
  return Buffer.concat([ascii('mluc'), u32(0, 1, 12), ascii('enUS'), u32(utf16.length, 28), utf16])
}

const xyz = (x: number, y: number, z: number) => Buffer.concat([ascii('XYZ '), u32(0), fixed(x, y, z)])

/** sRGB's transfer curve as a parametric curve of type 3: a power of 2.4 with a straight foot. */
const CURVE = Buffer.concat([
  ascii('para'),
  u32(0),
  Buffer.from([0, 3, 0, 0]),
  fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
])

/** Primaries and white adapted to D50 by Bradford's method, as ICC wants them. */
const TAGS: readonly (readonly [string, Buffer])[] = [
  ['desc', localized('sRGB IEC61966-2-1')],
  ['cprt', localized('Diptych, Apache-2.0')],
  ['wtpt', xyz(0.9642, 1, 0.8249)],
  [
    'chad',
    Buffer.concat([
      ascii('sf32'),
      u32(0),
      fixed(1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168),
    ]),
  ],
  ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
  ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
  ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
  ['rTRC', CURVE],
  ['gTRC', CURVE],
  ['bTRC', CURVE],
]

function header(size: number): Buffer {
  const head = Buffer.alloc(128)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(0x04300000, 8)
  ascii('mntrRGB XYZ ').copy(head, 12)
  // Year, month, day of the profile; fixed, since it never changes.
  for (const [index, value] of [2026, 1, 1].entries()) head.writeUInt16BE(value, 24 + index * 2)
  ascii('acsp').copy(head, 36)
  fixed(0.9642, 1, 0.8249).copy(head, 68)
  return head
}

/** The profile, as bytes. */
export function srgbProfile(): Uint8Array {
  const bodies = [...new Set(TAGS.map(([, body]) => body))]
  const first = 128 + 4 + TAGS.length * 12
  const offsets = new Map<Buffer, number>()
  let offset = first
  for (const body of bodies) {
    offsets.set(body, offset)
    offset += padded(body).length
  }
  const table = TAGS.map(([name, body]) => Buffer.concat([ascii(name), u32(offsets.get(body) ?? 0, body.length)]))
  return Buffer.concat([header(offset), u32(TAGS.length), ...table, ...bodies.map(padded)])
}
