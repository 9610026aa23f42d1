/** The shape of datapackage.json: Data Package v2 and Table Schema v2, in the profile that we can check to the last cell. */
import { z } from 'zod'

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'a name has only lower-case letters, digits, full stops, hyphens and underscores')
const Text = z.string().min(1, 'must not be empty')
const Scalar = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false')
const Bound = z.union([z.string(), z.number()], 'must be a text or a number')
const Length = z.int().min(0)
const Names = z
  .union([Text.transform((name) => [name]), z.array(Text).min(1)], 'must be the name of a field, or a list of names')
  .readonly()
const Character = z.string().length(1, 'must be one character')
const GROUP_CHARS = ['.', ',', ' ', '\u00A0', '\u202F', "'", '\u2019', '_'] as const

type MakeObject = typeof z.strictObject

/** Objects that refuse unknown keys, or that overlook them so that reading goes on after those were told. */
const overlooking: MakeObject = z.object as unknown as MakeObject

function constraintsShape(object: MakeObject) {
  return object({
    required: z.boolean().exactOptional(),
    unique: z.boolean().exactOptional(),
    minLength: Length.exactOptional(),
    maxLength: Length.exactOptional(),
    minimum: Bound.exactOptional(),
    maximum: Bound.exactOptional(),
    exclusiveMinimum: Bound.exactOptional(),
    exclusiveMaximum: Bound.exactOptional(),
    pattern: z.string().exactOptional(),
    enum: z.array(Scalar).min(1, 'must name at least one value').exactOptional(),
  })
}

function fieldShape(object: MakeObject) {
  return object({
    name: Text,
    type: Text,
    title: z.string().exactOptional(),
    description: z.string().exactOptional(),
    example: Scalar.exactOptional(),
    format: z.literal('default', 'only "default" is supported').exactOptional(),
    decimalChar: z.enum(['.', ','], 'must be "." or ","').exactOptional(),
    groupChar: z.enum(GROUP_CHARS, 'must be a full stop, comma, blank, apostrophe or low line').exactOptional(),
    bareNumber: z.literal(true, 'must be true: a number has no signs around it').exactOptional(),
    delimiter: Character.exactOptional(),
    itemType: z.literal('string', 'only "string" is supported').exactOptional(),
    constraints: constraintsShape(object).default({}),
    unit: Text.exactOptional(),
    codes: z.literal('iso3166-1', 'only "iso3166-1" is known').exactOptional(),
  })
}

function schemaShape(object: MakeObject) {
  return object({
    $schema: z.string().exactOptional(),
    fields: z.array(fieldShape(object)).min(1, 'must name at least one field'),
    fieldsMatch: z.enum(['exact', 'equal'], 'must be "exact" (same order) or "equal" (any order)').default('exact'),
    primaryKey: Names.default([]),
    foreignKeys: z
      .array(object({ fields: Names, reference: object({ resource: z.string(), fields: Names }) }))
      .default([]),
    missingValues: z
      .array(z.literal('', 'only "" is supported: a missing value is an empty cell, and obs_status says why'))
      .exactOptional(),
  })
}

function dialectShape(object: MakeObject) {
  return object({
    $schema: z.string().exactOptional(),
    delimiter: z.enum([',', ';', '\t', '|'], 'must be a comma, a semicolon, a tab or "|"').default(','),
    header: z.literal(true, 'must be true: the first row holds the names of the columns').exactOptional(),
    quoteChar: z.literal('"', 'must be "').exactOptional(),
    doubleQuote: z.literal(true, 'must be true').exactOptional(),
    lineTerminator: z.string().exactOptional(),
    skipInitialSpace: z.literal(false, 'must be false').exactOptional(),
  })
}

/** What a package and a resource have in common. */
function describedShape(object: MakeObject) {
  const Source = object({
    title: Text,
    path: z.string().exactOptional(),
    email: z.string().exactOptional(),
    version: z.string().exactOptional(),
  })
  const License = object({
    name: z.string().exactOptional(),
    title: z.string().exactOptional(),
    path: z.string().exactOptional(),
  })
  return {
    $schema: z.string().exactOptional(),
    name: Name,
    title: z.string().exactOptional(),
    description: z.string().exactOptional(),
    homepage: z.string().exactOptional(),
    sources: z.array(Source).default([]),
    licenses: z.array(License).default([]),
  }
}

function resourceShape(object: MakeObject) {
  return object({
    ...describedShape(object),
    path: Text,
    type: z.literal('table', 'only "table" is supported').exactOptional(),
    format: z.enum(['csv', 'tsv'], 'must be "csv" or "tsv"').exactOptional(),
    mediatype: z.string().exactOptional(),
    encoding: z.string().default('utf-8'),
    dialect: dialectShape(object).default({ delimiter: ',' }),
    schema: schemaShape(object),
  })
}

function packageShape(object: MakeObject) {
  return object({
    ...describedShape(object),
    id: z.string().exactOptional(),
    version: z.string().exactOptional(),
    created: z.iso
      .datetime({ offset: true, error: 'must be a date and time such as 2021-01-15T10:00:00Z' })
      .exactOptional(),
    keywords: z.array(z.string()).exactOptional(),
    contributors: z.array(z.record(z.string(), z.unknown())).exactOptional(),
    resources: z.array(resourceShape(object)).min(1, 'must name at least one table'),
  })
}

export const PackageShape = packageShape(z.strictObject)
export const OverlookingShape = packageShape(overlooking)

export type PackageSpec = z.output<typeof PackageShape>
export type ResourceSpec = PackageSpec['resources'][number]
export type FieldSpec = ResourceSpec['schema']['fields'][number]
