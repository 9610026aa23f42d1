/** What a factsheet may declare about its tables, figures and checks, as written in factsheet.yaml. */
import { z } from 'zod'

const Id = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'an id is lower-case letters, digits and _, and starts with a letter')
  .describe('Lower-case letters, digits and underscores')
const CodeText = z.union([z.string(), z.int().transform(String)])
const Where = z
  .record(z.string(), CodeText)
  .describe('Dimension: code. `edition` stands for the edition, `previous` for the one before.')
const Decimals = z.int().min(0).max(6).describe('Decimals printed; the value is rounded once, half away from zero')

const Rows = z.union([
  z.literal('all').describe('Every code: the twelve months of the edition, or the code list in its order'),
  z.strictObject({ codes: z.array(CodeText).min(1) }).describe('These codes, in this order'),
  z
    .strictObject({ from: CodeText, to: CodeText.default('edition') })
    .describe('Every period from one to another, both included'),
  z
    .strictObject({
      top: z.int().min(1),
      rest: z.string().optional().describe('Code of the residual row, e.g. _O; always printed last'),
      by: Id.optional().describe('Column that ranks the rows; the first one when absent'),
    })
    .describe('The n highest, then the rest in one row'),
])

const common = {
  decimals: Decimals.optional(),
  publish: z.boolean().default(true).describe('false: for checks and other columns only, printed nowhere'),
}
const Shift = z.string().regex(/^-?\d+ (year|month)s?$/, 'write a shift as "-1 year" or "-3 months"')
const ChangeKind = z.enum(['absolute', 'percent', 'points'])
const Rounding = z.enum(['plain', 'largest-remainder'])

export const ColumnSpec = z.union([
  z.strictObject({ sum: z.array(Id).min(1), ...common }).describe('Sum of other columns, row by row'),
  z
    .strictObject({ share: Id, rounding: Rounding.default('plain'), ...common })
    .describe('Percentage that each row is of the total of a column'),
  z
    .strictObject({ change: z.tuple([Id, Id]), as: ChangeKind, ...common })
    .describe('From the second column to the first'),
  z.strictObject({ rank: Id, ...common }).describe('Place of each row by a column, 1 the highest; ties share a place'),
  z.strictObject({ where: Where.optional(), shift: Shift.optional(), ...common }).describe('Values of the dataset'),
])

export const TableSpec = z.strictObject({
  from: z.string().describe('Name of a dataset of the data package'),
  where: Where.optional(),
  rows: z.record(z.string(), Rows).describe('One dimension, and which of its codes are rows'),
  columns: z.record(Id, ColumnSpec),
  total: z.boolean().default(false).describe('Adds a total row, checked against the total that the dataset states'),
  publish: z.boolean().default(true).describe('false: for checks and figures only, printed nowhere'),
})

const Ref = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[^.\s]+){0,2}$/, 'write table.row.column, table.row, or the name of a figure')
  .describe('table.row.column, table.row (first column), or the name of a figure')

export const FigureSpec = z.union([
  Ref,
  z.strictObject({ sum: z.array(Ref).min(1), decimals: Decimals.optional() }),
  z.strictObject({ share: z.tuple([Ref, Ref]), decimals: Decimals.optional() }).describe('[part, whole]'),
  z.strictObject({ change: z.tuple([Ref, Ref]), as: ChangeKind, decimals: Decimals.optional() }).describe('[new, old]'),
  z
    .strictObject({ highest: Ref, place: z.int().min(1).default(1) })
    .describe('Highest of table.*.column; `place: 2` for the second'),
  z.strictObject({ lowest: Ref, place: z.int().min(1).default(1) }),
])

export const CheckSpec = z.strictObject({
  equal: z
    .array(Ref)
    .min(2, 'name at least two numbers')
    .describe('All of these must be the same number; `*` stands for every row'),
  difference: z.int().optional().describe('Known difference, second minus first, explained by `note`'),
  note: z.string().optional(),
  printed: z.boolean().default(false).describe('Compares the numbers as they are printed, after rounding'),
})

export const AreasSpec = z
  .strictObject({
    dimension: z.string().describe('Dimension whose codes are the areas, e.g. municipality'),
    codes: z
      .union([z.literal('all'), z.array(CodeText).min(1)])
      .default('all')
      .describe('Every code, in the order of the code list; or these'),
  })
  .describe('Makes the documents once for each area; a table then shows the area, or the whole by `where: { …: _T }`')

export const figuresShape = {
  areas: AreasSpec.optional(),
  tables: z.record(Id, TableSpec),
  figures: z.record(Id, FigureSpec).default({}),
  checks: z.array(CheckSpec).default([]),
}
const FiguresSpecObject = z.strictObject(figuresShape)

export type AreasSpec = z.infer<typeof AreasSpec>
export type ColumnSpec = z.infer<typeof ColumnSpec>
export type TableSpec = z.infer<typeof TableSpec>
export type FigureSpec = z.infer<typeof FigureSpec>
export type CheckSpec = z.infer<typeof CheckSpec>
export type FiguresSpec = Readonly<z.infer<typeof FiguresSpecObject>>
