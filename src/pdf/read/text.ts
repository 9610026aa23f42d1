/** Text strings of a PDF (ISO 32000-1, 7.9.2.2): UTF-16 with a mark, UTF-8 with a mark, or PDFDocEncoding. */

/** Code points of PDFDocEncoding where it differs from Latin-1 (ISO 32000-1, annex D.3). */
const LOW = [0x2d8, 0x2c7, 0x2c6, 0x2d9, 0x2dd, 0x2db, 0x2da, 0x2dc]
const HIGH = [
  0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d,
  0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x141, 0x152, 0x160, 0x178, 0x17d, 0x131, 0x142, 0x153, 0x161, 0x17e,
]

/** The characters that the bytes of a text string stand for. */
export function decodeText(bytes: string): string {
  if (bytes.startsWith('\xfe\xff')) return utf16(bytes.slice(2))
  if (bytes.startsWith('\xef\xbb\xbf')) return Buffer.from(bytes.slice(3), 'latin1').toString('utf8')
  return bytes.replace(/[^ -~\u00A1-\u00FF]/g, (byte) => {
    const code = byte.charCodeAt(0)
    if (code === 0xa0) return '\u20ac'
    return String.fromCharCode((code < 0x80 ? LOW[code - 0x18] : HIGH[code - 0x80]) ?? code)
  })
}

/** Bytes of UTF-16, the higher one first, without a mark. */
export function utf16(bytes: string): string {
  const even = bytes.length % 2 === 0 ? bytes : bytes.slice(0, -1)
  return Buffer.from(even, 'latin1').swap16().toString('utf16le')
}
