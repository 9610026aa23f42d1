/** A line of an iCalendar file (RFC 5545, section 3.1). */

const LONGEST = 75

/** The lines with what iCalendar puts after each, those that are too long folded. */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** A text as a value: what would end it, or begin another, is escaped. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

/** No line is longer than 75 bytes, and no character is divided; a line that begins with a blank continues the one before. */
function folded(line: string): string {
  let width = 0
  let result = ''
  for (const character of line) {
    const bytes = Buffer.byteLength(character)
    if (width + bytes > LONGEST) {
      result += '\r\n '
      width = 1
    }
    result += character
    width += bytes
  }
  return result
}
