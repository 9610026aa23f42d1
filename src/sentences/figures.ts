import type { Sentence } from '../problem.ts'

const list = (words: readonly string[], most = 14): string =>
  words.length > most ? `${words.slice(0, most).join(', ')} and ${words.length - most} more` : words.join(', ')

const condition = (where: Readonly<Record<string, string>>): string =>
  Object.entries(where)
    .map(([name, code]) => `, ${name} ${code}`)
    .join('')

export const figureSentences = {
  'unknown-dataset': (f: { dataset: string; hint: string }) => ({
    message: `There is no dataset "${f.dataset}" in the data package`,
    hint: f.hint,
  }),
  'rows-one-dimension': (f: { table: string; found: readonly string[] }) => ({
    message: `Table ${f.table} must take its rows from one dimension, not from ${f.found.length === 0 ? 'none' : f.found.join(' and ')}`,
    hint: 'fix every other dimension with `where`',
  }),
  'unknown-dimension': (f: { dimension: string; dataset: string; hint: string }) => ({
    message: `Dataset ${f.dataset} has no dimension "${f.dimension}"`,
    hint: f.hint,
  }),
  'open-dimension': (f: { table: string; column: string; dimensions: readonly string[] }) => ({
    message: `Column ${f.column} of table ${f.table} does not say which ${f.dimensions.join(' and ')} it shows`,
    hint: `add \`where: { ${f.dimensions[0]}: … }\` to the column or the table`,
  }),
  'shift-without-period': (f: { table: string; column: string; dataset: string }) => ({
    message: `Column ${f.column} of table ${f.table} is shifted in time, but dataset ${f.dataset} has neither years nor months`,
  }),
  'unknown-column': (f: { column: string; table: string; hint: string }) => ({
    message: `Table ${f.table} has no column "${f.column}"`,
    hint: f.hint,
  }),
  'circular-columns': (f: { table: string; columns: readonly string[] }) => ({
    message: `In table ${f.table}, the columns ${f.columns.join(' and ')} are made from each other`,
  }),
  'circular-figure': (f: { figure: string }) => ({ message: `The figure ${f.figure} is made from itself` }),
  'unknown-reference': (f: { ref: string; part: string; hint: string }) => ({
    message: f.ref === f.part ? `There is no figure or table "${f.ref}"` : `In "${f.ref}", there is no "${f.part}"`,
    hint: f.hint,
  }),
  'observation-missing': (f: {
    file: string
    table: string
    column: string
    dimension: string
    where: Readonly<Record<string, string>>
    missing: readonly string[]
  }) => ({
    message: `${f.file} has no row for ${f.dimension} ${list(f.missing)}${condition(f.where)}; table ${f.table} needs ${f.missing.length === 1 ? 'it' : 'them'} in column ${f.column}`,
    hint: 'add the row; when the number is not known, leave its value empty and say why in obs_status',
  }),
  'total-differs-from-stated': (f: {
    table: string
    column: string
    sum: string
    stated: string
    difference: string
    parts: number
  }) => ({
    message: `In table ${f.table}, column ${f.column}, the ${f.parts} numbers add up to ${f.sum}, but the stated total is ${f.stated} (difference ${f.difference})`,
    hint: 'one of the numbers or the stated total is wrong: compare them with the source',
  }),
  'areas-dimension-unknown': (f: { dimension: string; hint: string }) => ({
    message: `No dataset has a dimension "${f.dimension}" whose codes could be the areas`,
    hint: f.hint,
  }),
  'unknown-area': (f: { area: string; dimension: string; hint: string }) => ({
    message: `There is no ${f.dimension} "${f.area}"`,
    hint: f.hint,
  }),
  'areas-not-read': (f: { dimension: string }) => ({
    message: `No table reads a dataset with the dimension ${f.dimension}, so the documents of all areas would be the same`,
    hint: `let a table take its data from such a dataset, or take \`areas:\` away`,
  }),
  'area-without-data': (f: { areas: readonly string[]; dimension: string; file: string }) => ({
    message: `${f.file} has no row for ${f.dimension} ${list(f.areas)}, but ${f.areas.length === 1 ? 'it is an area' : 'they are areas'} of this factsheet`,
    hint: 'add the rows, or list under `areas: codes:` only the areas that are to have documents',
  }),
  'areas-as-rows': (f: { table: string; dimension: string }) => ({
    message: `Table ${f.table} has a row for each ${f.dimension}, and would show every area in the document of each`,
    hint: 'take the rows from another dimension: a table shows the area of its document',
  }),
  'area-named': (f: { table: string; area: string; dimension: string }) => ({
    message: `Table ${f.table} names the ${f.dimension} ${f.area}, and would show it in the documents of all others`,
    hint: `leave ${f.dimension} out, which means the area of the document, or write _T for the whole`,
  }),
  'figure-named-area': (_: object) => ({
    message: 'A figure cannot be called area, because {area} in a text is the name of the area',
    hint: 'give the figure another name',
  }),
  'areas-share-name': (f: { areas: readonly string[]; name: string; language: string }) => ({
    message: `${f.areas.join(' and ')} have the same name in ${f.language}, or one that differs in accents only: ${f.name}`,
    hint: 'files are named after the area: tell them apart in the names of the text file',
  }),
  'no-checks': (_: object) => ({
    message: 'This factsheet declares no checks, so nothing would notice two tables that disagree',
    hint: 'add `checks:` with at least one line `- equal: [ … ]`',
    severity: 'warning' as const,
  }),
  'check-has-no-value': (f: { ref: string }) => ({
    message: `A check compares ${f.ref}, which has no value`,
    hint: 'fill in the number, or take it out of the check',
  }),
  'check-failed': (f: {
    first: string
    second: string
    firstValue: string
    secondValue: string
    difference: string
    expected: number
    firstCells: number
    secondCells: number
  }) => ({
    message: `${f.first} is ${f.firstValue} (${cells(f.firstCells)}) but ${f.second} is ${f.secondValue} (${cells(f.secondCells)}): a difference of ${f.difference}${f.expected === 0 ? '' : `, where ${f.expected} was declared`}`,
    hint: 'these must be the same number: compare the cells with the source',
  }),
  'suppression-recoverable': (f: { figure: string; others: readonly string[]; count: number }) => ({
    message: `The suppressed figure ${f.figure} can be worked out from the ${f.count} published figures beside it (${list(f.others, 4)}${f.count > 4 ? ', …' : ''})`,
    hint: 'suppress a second figure of the same sum, or do not publish the total',
  }),
  'suppression-recoverable-across': (f: { dimension: string; area: string }) => ({
    message: `The suppressed figure of ${f.dimension} ${f.area} can be worked out: the documents print the total and the figure of every other ${f.dimension}`,
    hint: 'suppress the figure of a second area, or do not publish the total of all',
  }),
} satisfies Record<string, (facts: never) => Sentence>

/** A problem that only some of the areas have, with their codes. */
export function inSomeAreas(message: string, areas: readonly string[]): string {
  return `${message} (in the documents of ${list(areas, 6)})`
}

function cells(count: number): string {
  return count === 1 ? 'one cell' : `from ${count} cells`
}
