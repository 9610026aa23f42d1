/** The files of one edition: what they are called, and the figures and manifest among them. */
import { type Figures, publishedFigures } from './figures/figure.ts'
import { recordOf } from './figures/record.ts'
import { remembered } from './format/remembered.ts'
import { type Flavour, tableSheet } from './format/sheet.ts'
import type { Texts } from './format/texts.ts'
import { plainText } from './format/wording.ts'
import { sha256 } from './keep.ts'

export interface Output {
  /** Path inside the edition's folder. */
  readonly path: string
  readonly kind: 'html' | 'pdf' | 'csv' | 'json'
  /** Language, `facing`, or null for what has no words. */
  readonly document: string | null
  readonly bytes: Uint8Array
  /** What it holds, in the language of its document: the caption of a table. */
  readonly title?: string
  /** Pages of a PDF. */
  readonly pages?: number
  /** Milliseconds that making it took, where it was timed. */
  readonly milliseconds?: number
  /** Taken from an earlier build, because nothing that it depends on has changed. */
  readonly kept?: boolean
}

/** A file that was made, without its bytes: those of thousands of areas would not fit in memory. */
export type MadeOutput = Omit<Output, 'bytes'> & { readonly size: number; readonly sha256: string }

/** Makes a file name of words: lower case, without spaces or accents, so that every server and mail client keeps it. */
export function fileName(words: string): string {
  const bare = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
}

/** `vrijwillige-terugkeer-2020`, or both languages' names for the facing document. */
export function documentName(texts: readonly Texts[], figures: Figures): string {
  return texts.map((one) => fileName(plainText('file', one, figures))).join('_')
}

/** A set has the same tables and figures beside its documents and attached to each of them. */
const together = remembered<readonly Output[], Figures>()

/** The published tables of one language, each in both flavours. */
export const tableOutputs = (texts: Texts, figures: Figures): readonly Output[] =>
  together(figures, `tables ${texts.language.code}`, () => makeTables(texts, figures))

function makeTables(texts: Texts, figures: Figures): readonly Output[] {
  const flavours: readonly [Flavour, string][] = [
    ['canonical', '.csv'],
    ['spreadsheet', '.excel.csv'],
  ]
  const document = documentName([texts], figures)
  return [...figures.tables.values()]
    .filter((table) => table.publish)
    .flatMap((table) => {
      const name = fileName(plainText(`tables.${table.id}.file`, texts, figures))
      return flavours.map(([flavour, ending]) => ({
        path: `csv/${document}-${name}${ending}`,
        kind: 'csv' as const,
        document: texts.language.code,
        title: plainText(`tables.${table.id}.caption`, texts, figures),
        bytes: new TextEncoder().encode(tableSheet(table, figures, texts, flavour)),
      }))
    })
}

/** `figures.json`, see figures/record.ts. */
export function figuresOutput(factsheet: string, figures: Figures): Output {
  const [made] = together(figures, `figures ${factsheet}`, () => [makeFigures(factsheet, figures)])
  return made as Output
}

function makeFigures(factsheet: string, figures: Figures): Output {
  const area = figures.area && { area: figures.area.code }
  const content = { factsheet, edition: figures.edition, ...area, figures: publishedFigures(figures).map(recordOf) }
  return jsonOutput('figures.json', content)
}

export function jsonOutput(path: string, content: object): Output {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
  return { path, kind: 'json', document: null, bytes }
}

export interface Made {
  readonly factsheet: string
  readonly edition: string
  /** Code of the area, where the factsheet has areas. */
  readonly area?: string
  readonly engine: string
  readonly browser: string
}

/** `manifest.json`: the hash of every input and output, and the versions that the bytes depend on. */
export function manifestOutput(
  made: Made,
  inputs: readonly (readonly [string, string | null])[],
  outputs: readonly Output[],
): Output {
  const { node, icu, cldr, unicode } = process.versions
  const byPath = <T extends { path: string }>(items: readonly T[]) =>
    [...items].sort((a, b) => (a.path < b.path ? -1 : 1))
  return jsonOutput('manifest.json', {
    ...made,
    versions: { node, icu, cldr, unicode },
    inputs: byPath(inputs.map(([path, hash]) => ({ path, sha256: hash }))),
    outputs: byPath(outputs.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }))),
  })
}
