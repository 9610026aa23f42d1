import type { Sentence } from '../problem.ts'
import { type Cell, cellText, clip, codePoint, named, shown, visible } from './words.ts'

/** What is said of one cell, by its type. */
export const cellSentences = {
  'cell-required': (f: { column: string }) => ({
    message: `The cell of column ${f.column} is empty`,
    hint: 'fill it in: this column may have no empty cells',
  }),
  'cell-only-blanks': (f: { column: string }) => ({
    message: `The cell of column ${f.column} looks empty but holds blanks`,
    hint: 'delete the blanks',
  }),
  'cell-padded': (f: { column: string; text: string }) => ({
    message: `${shown(f.text)} in column ${f.column} has a blank ${f.text.trimStart() === f.text ? 'behind' : 'before'} it`,
    hint: `write "${clip(visible(f.text.trim()))}"`,
  }),
  'cell-invisible-character': (f: { column: string; text: string; character: string }) => ({
    message: `${shown(f.text)} in column ${f.column} holds a character that one cannot see (${codePoint(f.character)})`,
    hint: 'type the cell again instead of pasting it',
  }),
  'cell-character-lost': (f: { column: string; text: string }) => ({
    message: `A character was lost from ${shown(f.text)} in column ${f.column}`,
    hint: 'the file was once opened in the wrong encoding: export it again as UTF-8, or correct the cell',
  }),
  'cell-spreadsheet-error': (f: { column: string; text: string }) => ({
    message: `${shown(f.text)} in column ${f.column} is an error of the spreadsheet, not a value`,
    hint: 'repair the formula in the spreadsheet and export again',
  }),
  'boolean-malformed': (f: { column: string; text: string }) => ({
    message: `${shown(f.text)} in column ${f.column} is neither true nor false`,
    hint: 'write true or false, in lower case',
  }),
  'list-malformed': (f: { column: string; text: string; delimiter: string }) => ({
    message: `${shown(f.text)} in column ${f.column} has an empty or padded item`,
    hint: `separate the items by one ${f.delimiter} each, without blanks`,
  }),
  'list-item-doubled': (f: { column: string; text: string; item: string }) => ({
    message: `${shown(f.text)} in column ${f.column} names "${f.item}" twice`,
    hint: 'name it once',
  }),

  'number-percent': (f: Cell) => ({
    message: `${cellText(f)} has a percent sign`,
    hint: 'write the number alone; the unit stands in datapackage.json',
  }),
  'number-brackets': (f: Cell) => ({
    message: `${cellText(f)} stands in brackets`,
    hint: 'write a negative number with a hyphen, such as -12; take other brackets away',
  }),
  'number-minus': (f: Cell) => ({
    message: `${cellText(f)} has a minus that is not a plain hyphen before the digits`,
    hint: `write -${f.text.replace(/\D/g, '')} with the hyphen of the keyboard`,
  }),
  'number-plus': (f: Cell) => ({ message: `${cellText(f)} has a plus sign`, hint: 'write the number without it' }),
  'number-exponent': (f: Cell) => ({
    message: `${cellText(f)} is in scientific notation, as spreadsheets shorten large numbers; its last digits may be lost`,
    hint: 'give the cells a number format without decimals and export again',
  }),
  'number-grouped': (f: Cell) => ({
    message: `${cellText(f)} has its digits in groups, separated by ${named(groupMark(f.text))}`,
    hint: 'write the digits without separators, or declare `groupChar` for the field in datapackage.json',
  }),
  'number-group-position': (f: Cell & { groupChar: string }) => ({
    message: `${cellText(f)} has ${named(f.groupChar)} in a place where no group of three digits begins`,
    hint: 'a digit was lost, or this is a decimal mark: compare the number with the source',
  }),
  'number-ambiguous': (f: Cell & { whole: string; fraction: string; integer: boolean }) => ({
    message: `${cellText(f)} could be ${f.whole} or ${f.fraction.slice(0, -1)}`,
    hint: f.integer
      ? `write ${f.whole}; or declare \`groupChar\` for the field in datapackage.json if the whole file is written so`
      : `write ${f.whole} or ${f.fraction}; or declare \`decimalChar\` for the field in datapackage.json`,
  }),
  'number-bare-mark': (f: Cell) => ({
    message: `${cellText(f)} has no digit on one side of its decimal mark`,
    hint: 'write a digit on both sides, such as 0.5',
  }),
  'number-not-whole': (f: Cell) => ({
    message: `${cellText(f)} has decimals, but the column holds whole numbers`,
    hint: 'write a whole number; if decimals are right, change the type to "number" in datapackage.json',
  }),
  'number-decimal-mark': (f: Cell & { decimalChar: string; meant: string }) => ({
    message: `${cellText(f)} has another decimal mark than ${named(f.decimalChar)}`,
    hint: `write ${f.meant}, or declare \`decimalChar\` for the field in datapackage.json`,
  }),
  'number-turned-into-date': (f: Cell) => ({
    message: `${cellText(f)} is a date: a spreadsheet has probably turned a number into it`,
    hint: 'give the cells the format "text" or "number" before you fill them in, and export again',
  }),
  'number-placeholder': (f: Cell) => ({
    message: `${cellText(f)} stands for a missing number`,
    hint: 'leave the cell empty and say why in obs_status, for example L (not collected) or O (missing)',
  }),
  'number-leading-zero': (f: Cell) => ({
    message: `${cellText(f)} starts with a zero, as a code does and a number does not`,
    hint: 'write the number without it, or look whether this is the right column',
  }),
  'number-malformed': (f: Cell) => ({
    message: `${cellText(f)} is not a number`,
    hint: 'write digits only, with a hyphen before a negative number',
  }),

  'period-turned-into-serial': (f: Period) => ({
    message: `${cellText(f)} is not ${spelling[f.type]}: a spreadsheet has turned it into a number of days since 1900`,
    hint: repair(f),
  }),
  'period-turned-into-date': (f: Period) => ({
    message: `${cellText(f)} is not ${spelling[f.type]}: a spreadsheet has turned it into a date`,
    hint: repair(f),
  }),
  'period-malformed': (f: Period) => ({
    message: `${cellText(f)} is not ${spelling[f.type]}`,
    hint: f.meant === null ? `write it as ${example[f.type]}` : `write ${f.meant}`,
  }),
} satisfies Record<string, (facts: never) => Sentence>

interface Period extends Cell {
  readonly type: 'year' | 'yearmonth' | 'date'
  /** The period that was probably meant. */
  readonly meant: string | null
}

const spelling = { year: 'a year', yearmonth: 'a month', date: 'a day' }
const example = { year: '2020', yearmonth: '2020-04', date: '2020-04-30' }
function repair({ meant, type }: Period): string {
  const first = meant === null ? `write it as ${example[type]}` : `it was probably ${meant}`
  return `${first}; give the column the format "text" before you fill it in, or the spreadsheet will do it again`
}

function groupMark(text: string): string {
  return /\d([^\d])\d/u.exec(text)?.[1] ?? ''
}
