import type { Sentence } from '../problem.ts'
import { type Cell, cellText, count, shown } from './words.ts'

/** What is said of a value in its column, and of a number with its statuses. */
export const observationSentences = {
  'constraint-bound': (f: Cell & { bound: Bound; limit: string }) => ({
    message: `${cellText(f)} ${broken[f.bound]} ${f.limit}`,
    hint: 'correct the cell; if it is right, change the constraint in datapackage.json',
  }),
  'constraint-length': (f: Cell & { length: number; limit: number; items: boolean }) => ({
    message: `${cellText(f)} has ${count(f.length, f.items ? 'item' : 'character')}, but ${f.length < f.limit ? 'at least' : 'at most'} ${f.limit} are allowed`,
    hint: 'correct the cell; if it is right, change the constraint in datapackage.json',
  }),
  'constraint-pattern': (f: Cell & { pattern: string }) => ({
    message: `${cellText(f)} does not have the form that the column asks for`,
    hint: `the pattern in datapackage.json is ${f.pattern.slice('^(?:'.length, -')$'.length)}`,
  }),
  'constraint-enum': (f: Cell & { value: string; allowed: readonly string[] }) => ({
    message: `${shown(f.value)} is not one of the values that column ${f.column} allows`,
    hint: `it allows: ${f.allowed.slice(0, 12).join(', ')}${f.allowed.length > 12 ? ', …' : ''}`,
  }),
  'value-doubled': (f: Cell & { first: number }) => ({
    message: `${cellText(f)} stands also in line ${f.first}, but each value may stand once`,
    hint: 'correct one of the two cells',
  }),

  'code-not-in-list': (f: { column: string; code: string; list: string; hint: string }) => ({
    message: `${shown(f.code)} in column ${f.column} is not in the code list ${f.list}`,
    hint: f.hint,
  }),
  'code-unknown': (f: { column: string; code: string; hint: string }) => ({
    message: `${shown(f.code)} is not a code of column ${f.column}`,
    hint: f.hint,
  }),
  'region-not-current': (f: { column: string; code: string; current: string }) => ({
    message: `"${f.code}" in column ${f.column} is not a current country code of ISO 3166-1`,
    hint: `it is an old or informal code; the current one is "${f.current}", if that is the country that you mean`,
  }),
  'region-unknown': (f: { column: string; code: string; upper: string | null }) => ({
    message: `${shown(f.code)} in column ${f.column} is not a country code of ISO 3166-1`,
    hint:
      f.upper === null
        ? 'use the code of two capital letters, _O for all other countries, _T for the total'
        : `did you mean "${f.upper}"?`,
  }),
  'status-unknown': (f: { status: string; hint: string }) => ({
    message: `${shown(f.status)} is not an observation status (SDMX CL_OBS_STATUS)`,
    hint: f.hint,
  }),
  'confidentiality-unknown': (f: { status: string; hint: string }) => ({
    message: `${shown(f.status)} is not a confidentiality status (SDMX CL_CONF_STATUS)`,
    hint: `${f.hint} (F is free; C, N, D and S keep the number from being published)`,
  }),
  'status-denies-value': (f: { status: readonly string[] }) => ({
    message: `Status ${f.status.join(' and ')} says that there is no number, but the row has one`,
    hint: 'delete the number, or correct the status; to hide a number, use conf_status C',
  }),
  'status-needs-value': (f: { status: readonly string[] }) => ({
    message: `Status ${f.status.join(' and ')} describes a number, but the row has none`,
    hint: 'fill the number in, or say why it is missing, for example L (not collected) or O (missing)',
  }),
  'value-empty': (_: object) => ({
    message: 'There is no number here, and no status that says why',
    hint: 'fill the number in, 0 if there were none; if it is not known, put a status in obs_status, for example L (not collected) or O (missing)',
  }),
} satisfies Record<string, (facts: never) => Sentence>

type Bound = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'

const broken: Readonly<Record<Bound, string>> = {
  minimum: 'is less than',
  maximum: 'is more than',
  exclusiveMinimum: 'is not more than',
  exclusiveMaximum: 'is not less than',
}
