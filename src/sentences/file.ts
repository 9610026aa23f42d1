import type { Sentence } from '../problem.ts'
import { clip, count, named, shown, visible } from './words.ts'

/** What is said of a CSV file, its header and its rows. */
export const fileSentences = {
  'file-not-described': (_: object) => ({
    message: 'This file is not named in datapackage.json, so that nothing reads it',
    hint: 'describe it there, or take it out of the folder',
    severity: 'warning' as const,
  }),
  'file-empty': (_: object) => ({ message: 'This file is empty', hint: 'export the table again' }),
  'file-is-workbook': (_: object) => ({
    message: 'This file is a spreadsheet workbook, not a CSV file, whatever its name says',
    hint: 'open it and save the sheet as "CSV UTF-8"',
  }),
  'file-in-other-encoding': (f: { found: string; declared: string }) => ({
    message: `This file is ${encodingName(f.found)}, not ${encodingName(f.declared)}`,
    hint:
      f.found === 'utf-16'
        ? 'save it as "CSV UTF-8", or write `"encoding": "utf-16le"` in datapackage.json'
        : `write \`"encoding": "${f.found}"\` in datapackage.json`,
  }),
  'file-not-utf8': (f: { byte: string; word: string | null }) => ({
    message: `This file is not UTF-8: it is probably Windows-1252${f.word === null ? '' : `, in which this word is "${f.word}"`} (byte ${f.byte})`,
    hint: 'save it as "CSV UTF-8", or write `"encoding": "windows-1252"` in datapackage.json',
  }),
  'file-cut-off': (_: object) => ({
    message: 'This file ends in the middle of a character',
    hint: 'it was cut off: copy or export it again',
  }),
  'file-has-byte-order-mark': (_: object) => ({
    message: 'This file starts with a byte order mark, which we skip',
    hint: 'other programs may take it for a part of the first column name; save the file as UTF-8 without it',
    severity: 'warning' as const,
  }),
  'separator-line': (_: object) => ({
    message: 'The first line tells a spreadsheet the delimiter; it is no part of the table',
    hint: 'delete this line: datapackage.json says what the delimiter is',
  }),
  'wrong-delimiter': (f: { declared: string; likely: string }) => ({
    message: `The cells are separated by ${named(f.likely)}, not by ${named(f.declared)}`,
    hint: `save the file with ${named(f.declared)}, or write \`"dialect": { "delimiter": ${JSON.stringify(f.likely)} }\` in datapackage.json`,
  }),
  'table-without-rows': (_: object) => ({
    message: 'This table has a header but no rows',
    hint: 'export the table again; a table without data is taken out of datapackage.json',
  }),
  'more-problems': (f: { told: number; more: number; errors: number }) => ({
    message: `This file has ${f.more} more problems; the first ${f.told} are shown`,
    hint: 'they often have one cause: correct that and run again',
    ...(f.errors === 0 && { severity: 'warning' as const }),
  }),

  'header-missing': (f: { expected: readonly string[] }) => ({
    message: 'The first row is not a header: none of its cells is the name of a column',
    hint: `put this row first: ${f.expected.join(', ')}`,
  }),
  'column-unknown': (f: { column: string; hint: string }) => ({
    message: `Unknown column ${shown(f.column)}`,
    hint: f.hint,
  }),
  'column-doubled': (f: { column: string }) => ({
    message: `The column ${shown(f.column)} stands twice in the header`,
    hint: 'keep the right one: only one of them would be read',
  }),
  'column-without-name': (_: object) => ({
    message: 'This column has no name',
    hint: 'delete the empty column, or the delimiter too many',
  }),
  'column-missing': (f: { column: string; found: readonly string[] }) => ({
    message: `The column "${f.column}" is missing`,
    hint: `the header has: ${f.found.map((name) => clip(visible(name))).join(', ')}`,
  }),
  'columns-out-of-order': (f: { expected: readonly string[] }) => ({
    message: 'The columns do not stand in the order of the schema',
    hint: `put them in this order: ${f.expected.join(', ')}; or write \`"fieldsMatch": "equal"\` in the schema`,
  }),

  'row-empty': (_: object) => ({ message: 'This row is empty', hint: 'delete it', severity: 'warning' as const }),
  'row-ragged': (f: { found: number; expected: number; delimiter: string }) => ({
    message: `This row has ${count(f.found, 'cell')}, but the header has ${f.expected}`,
    hint:
      f.found > f.expected
        ? `a cell that holds ${named(f.delimiter)} must stand in double quotes`
        : 'a cell is missing: an empty cell also needs its delimiter',
  }),
  'row-too-long': (f: { limit: number }) => ({
    message: `This row is longer than ${f.limit} characters; the rest of the file was not read`,
    hint: 'look for missing line ends',
  }),
  'row-doubled': (f: { key: readonly string[]; first: number }) => ({
    message: `This row repeats line ${f.first}: both are for ${f.key.join(', ')}`,
    hint: 'keep the right one and delete the other, or correct what it is about',
  }),
  'quote-not-closed': (_: object) => ({
    message: 'This double quote is never closed; the rest of the file was not read',
    hint: 'close it at the end of the cell; a quote inside a quoted cell is written twice',
  }),
  'quote-in-wrong-place': (_: object) => ({
    message: 'This cell has a double quote in the wrong place',
    hint: 'put the whole cell in double quotes, and write each quote inside it twice',
  }),
} satisfies Record<string, (facts: never) => Sentence>

function encodingName(label: string): string {
  return label.startsWith('utf') ? label.toUpperCase() : label.replace('windows', 'Windows')
}
