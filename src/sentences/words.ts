/** Words that the sentences about data share: how a cell, a character or an amount is shown. */

/** A cell that a sentence speaks of. */
export interface Cell {
  readonly column: string
  readonly text: string
}

/** The text of a cell and its column. */
export function cellText({ text, column }: Cell): string {
  return `${shown(text)} in column ${column}`
}

/** A text in quotes, short, with nothing invisible in it. */
export function shown(text: string): string {
  return `"${clip(visible(text))}"`
}

/** A cell may hold a whole page; its place says where to read on. */
export function clip(text: string): string {
  const characters = [...text]
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text
}

/** Characters that one cannot tell from a blank, or cannot see, by their number. */
export function visible(text: string): string {
  return text.replace(/[^\S ]|[\p{Cc}\u00AD\u200B\u2060\uFEFF]/gu, (character) => `⟨${codePoint(character)}⟩`)
}

export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

const CHARACTERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  '.': 'full stops',
  ' ': 'blanks',
  '\u00A0': 'non-breaking blanks (U+00A0)',
  '\u202F': 'narrow non-breaking blanks (U+202F)',
  '\u2009': 'thin blanks (U+2009)',
  "'": 'apostrophes',
  '\u2019': 'apostrophes',
  _: 'low lines',
}

export function named(character: string): string {
  return CHARACTERS[character] ?? codePoint(character)
}

export function count(amount: number, thing: string): string {
  return `${amount} ${thing}${amount === 1 ? '' : 's'}`
}
