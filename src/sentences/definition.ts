import type { Sentence } from '../problem.ts'

export const definitionSentences = {
  'file-not-readable-as-yaml': (f: { reason: string }) => ({
    message: `This file cannot be read as YAML: ${f.reason}`,
    hint: 'look for a missing quote, a tab, or a line that is indented too far',
  }),
  'unknown-key': (f: { key: string; at: string; hint: string }) => ({
    message: `Unknown key "${f.key}"${f.at === '' ? '' : ` in ${f.at}`}`,
    hint: f.hint,
  }),
  'key-missing': (f: { key: string }) => ({ message: `${f.key} is missing` }),
  'value-not-allowed': (f: { key: string; reason: string }) => ({ message: `${f.key}: ${f.reason}` }),
  'file-missing': (f: { file: string; hint: string }) => ({ message: `There is no file ${f.file}`, hint: f.hint }),
  'unknown-factsheet': (f: { factsheet: string; hint: string }) => ({
    message: `There is no factsheet "${f.factsheet}" in templates/`,
    hint: f.hint,
  }),
  'bad-edition': (f: { edition: string }) => ({
    message: `"${f.edition}" is not an edition`,
    hint: 'an edition is a year such as 2020, or a month such as 2020-04',
  }),
  'unknown-language': (f: { language: string; hint: string }) => ({
    message: `This factsheet has no language "${f.language}"`,
    hint: f.hint,
  }),
  'unknown-table': (f: { table: string; hint: string }) => ({
    message: `There is no table "${f.table}"`,
    hint: f.hint,
  }),
  'table-not-published': (f: { table: string; used: string }) => ({
    message: `The table ${f.table} is not published, so ${f.used} cannot show it`,
    hint: 'take `publish: false` away, or show another table',
  }),
} satisfies Record<string, (facts: never) => Sentence>
