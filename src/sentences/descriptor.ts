import type { Sentence } from '../problem.ts'
import { named, shown } from './words.ts'

/** What is said of datapackage.json. */
export const descriptorSentences = {
  'package-missing': (f: { file: string }) => ({
    message: `There is no ${f.file}`,
    hint: 'every folder of data needs a datapackage.json that names its tables; copy one from another folder',
  }),
  'package-not-json': (_: object) => ({
    message: 'This file is not valid JSON',
    hint: 'look here, or just before, for a missing or superfluous comma, quote or bracket; JSON has no comments',
  }),
  'package-key-doubled': (_: object) => ({
    message: 'This key stands twice in the same braces',
    hint: 'only one of them can count: take the other away',
  }),
  'resource-doubled': (f: { property: 'name' | 'path'; value: string }) => ({
    message: `Two tables have the ${f.property} "${f.value}"`,
    hint: f.property === 'name' ? 'give each table its own name' : 'describe each file once',
  }),
  'resource-neither': (f: { resource: string }) => ({
    message: `The table "${f.resource}" is neither a dataset nor a code list`,
    hint: 'a dataset has a field "value"; a code list has `"primaryKey": "code"`',
  }),
  'path-outside-package': (f: { path: string }) => ({
    message: `The path "${f.path}" leaves the folder of the data package`,
    hint: 'put the file beside datapackage.json and give its name alone',
  }),
  'encoding-unknown': (f: { encoding: string }) => ({
    message: `"${f.encoding}" is not an encoding that we know`,
    hint: 'use "utf-8"; older files are often "windows-1252", and "Unicode text" of a spreadsheet is "utf-16le"',
  }),
  'field-doubled': (f: { field: string; resource: string }) => ({
    message: `The schema of ${f.resource} has the field "${f.field}" twice`,
    hint: 'give each field its own name',
  }),
  'field-type-not-supported': (f: { field: string; type: string; hint: string }) => ({
    message: `The field ${f.field} has the type "${f.type}", which is not supported`,
    hint: f.hint,
  }),
  'property-not-for-type': (f: { field: string; property: string; type: string; types: readonly string[] }) => ({
    message: `"${f.property}" says nothing about the field ${f.field}, which has the type ${f.type}`,
    hint: `it is for the ${f.types.length === 1 ? 'type' : 'types'} ${f.types.join(', ')}: take it away or change the type`,
  }),
  'group-char-is-decimal-char': (f: { field: string; character: string }) => ({
    message: `In the field ${f.field}, ${named(f.character)} is both groupChar and decimalChar`,
    hint: 'declare the decimalChar of the file, for example ","',
  }),
  'constraint-not-of-type': (f: { field: string; type: string; value: string }) => ({
    message: `${shown(f.value)} is no ${f.type}, so that it cannot limit the field ${f.field}`,
    hint: 'write the limit as a value of the field would be written, numbers with a full stop',
  }),
  'constraint-bad-pattern': (f: { field: string; pattern: string }) => ({
    message: `The pattern "${f.pattern}" of the field ${f.field} is not a regular expression`,
    hint: 'look for a bracket that is not closed, or take the pattern away',
  }),
  'key-field-unknown': (f: { field: string; resource: string; hint: string }) => ({
    message: `The primaryKey of ${f.resource} names the field "${f.field}", which does not exist`,
    hint: f.hint,
  }),
  'key-not-a-dimension': (f: { field: string; resource: string }) => ({
    message: `"${f.field}" cannot be in the primaryKey of the dataset ${f.resource}`,
    hint: 'the key holds the dimensions only: what the number is about, not the number, its status or its notes',
  }),
  'dataset-without-key': (f: { resource: string }) => ({
    message: `The dataset ${f.resource} has no primaryKey, so that a number given twice would not be noticed`,
    hint: 'add `"primaryKey": [ … ]` with all dimensions',
  }),
  'foreign-key-field-unknown': (f: { field: string; hint: string }) => ({
    message: `This foreign key names the field "${f.field}", which does not exist`,
    hint: f.hint,
  }),
  'foreign-key-resource-unknown': (f: { field: string; name: string; hint: string }) => ({
    message: `The foreign key of ${f.field} refers to the table "${f.name}", which does not exist`,
    hint: f.hint,
  }),
  'foreign-key-not-to-code-list': (f: { field: string; name: string }) => ({
    message: `The foreign key of ${f.field} does not refer to the codes of a code list`,
    hint: `a foreign key has one field, and refers to the field "code" of a table whose primaryKey is "code"; is "${f.name}" one?`,
  }),
  'field-without-role': (f: { field: string; hint: string }) => ({
    message: `The field "${f.field}" is neither a dimension nor one that we know`,
    hint: `${f.hint} (a dimension must be named in primaryKey)`,
  }),
  'dimension-type': (f: { field: string; resource: string; type: string }) => ({
    message: `The dimension ${f.field} of ${f.resource} has the type ${f.type}`,
    hint: 'a dimension is a year, a yearmonth, or a string with codes',
  }),
  'dimension-without-codes': (f: { field: string; resource: string }) => ({
    message: `The dimension ${f.field} of ${f.resource} does not say which codes it may hold`,
    hint: 'add a foreign key to a code list, `"codes": "iso3166-1"` for countries, or an `enum` constraint',
  }),
  'measure-type': (f: { resource: string; type: string }) => ({
    message: `The field "value" of ${f.resource} has the type ${f.type}`,
    hint: 'it must be an integer (whole numbers) or a number (decimals allowed)',
  }),
  'measure-without-unit': (f: { resource: string }) => ({
    message: `The field "value" of ${f.resource} has no unit`,
    hint: 'add for example `"unit": "persons"`',
  }),
  'attribute-type': (f: { field: string }) => ({
    message: `The field "${f.field}" must be a list separated by semicolons`,
    hint: 'write `"type": "list", "delimiter": ";"`',
  }),
  'notes-not-listed': (_: object) => ({
    message: 'This dataset has notes, but the data package has no code list "notes"',
    hint: 'add a table named "notes" whose primaryKey is "code"',
  }),
} satisfies Record<string, (facts: never) => Sentence>
