/** From the descriptor to a plan for each table: datasets and code lists, their keys and what they refer to. */
import { type Place, problem, suggest, type Tell } from '../problem.ts'
import { isEncoding } from './decode.ts'
import type { FieldSpec, PackageSpec, ResourceSpec } from './descriptor.ts'
import type { Document, Path } from './document.ts'
import type { Column, Role, TablePlan } from './plan.ts'
import { makeField } from './schema.ts'

/** The measure of every dataset, after SDMX OBS_VALUE. */
const MEASURE = 'value'
const ATTRIBUTES = ['obs_status', 'conf_status', 'note'] as const
const CODE = 'code'
/** The code list that notes come from, unless a foreign key names another. */
const NOTES = 'notes'
const ITEM_DELIMITER = ';'

interface Planning {
  readonly spec: PackageSpec
  readonly folder: string
  readonly document: Document
  readonly tell: Tell
}

interface ResourcePlanning extends Planning {
  readonly resource: ResourceSpec
  readonly kind: TablePlan['kind']
  /** Code list of each field that has a foreign key. */
  readonly references: ReadonlyMap<string, string>
  readonly at: (...path: Path) => Place
}

/** Plans every table of the package, in its order; tells what contradicts itself and goes on without that part. */
export function planTables(spec: PackageSpec, folder: string, document: Document, tell: Tell): readonly TablePlan[] {
  const on: Planning = { spec, folder, document, tell }
  for (const property of ['name', 'path'] as const) refuseDoubled(property, on)
  return spec.resources.map((resource, index) => planTable(resource, index, on))
}

function refuseDoubled(property: 'name' | 'path', { spec, document, tell }: Planning): void {
  const values = spec.resources.map((resource) => resource[property])
  for (const [index, value] of values.entries()) {
    const first = values.indexOf(value)
    const place = (at: number) => document.place(['resources', at, property])
    if (first < index) tell(problem('resource-doubled', { property, value }, place(index), [place(first)]))
  }
}

function planTable(resource: ResourceSpec, index: number, on: Planning): TablePlan {
  const { name, path, encoding, dialect, schema } = resource
  const at = (...path: Path) => on.document.place(['resources', index, ...path])
  const kind = kindOf(resource)
  if (kind === null) on.tell(problem('resource-neither', { resource: name }, at('schema')))
  const planning: ResourcePlanning = { ...on, resource, at, kind: kind ?? 'codelist', references: new Map() }
  refuseUnreadable(planning)
  refuseUnknownKey(planning)
  const references = foreignKeys(planning)
  const columns = schema.fields.map((field, position) => makeColumn(field, position, { ...planning, references }))
  refuseDoubledFields(planning)
  if (kind === 'dataset') refuseIncomplete(planning)
  return {
    kind: planning.kind,
    name,
    file: `${on.folder}/${path}`,
    encoding: isEncoding(encoding) ? encoding : 'utf-8',
    delimiter: dialect.delimiter,
    columns,
    key: schema.primaryKey.filter((key) => columns.some((column) => column.name === key)),
    exactOrder: schema.fieldsMatch === 'exact',
    // Found when it is asked for: to find a place, the whole descriptor is read once more (see document.ts).
    get place() {
      return at('path')
    },
  }
}

/** A path that leaves the folder would make the figures depend on what else is on the machine. */
function refuseUnreadable({ resource, at, tell }: ResourcePlanning): void {
  const { path, encoding } = resource
  if (/^\/|\\|:|(?:^|\/)\.\.(?:\/|$)/.test(path)) tell(problem('path-outside-package', { path }, at('path')))
  if (!isEncoding(encoding)) tell(problem('encoding-unknown', { encoding }, at('encoding')))
}

function kindOf({ schema }: ResourceSpec): TablePlan['kind'] | null {
  if (schema.primaryKey.length === 1 && schema.primaryKey[0] === CODE) return 'codelist'
  return schema.fields.some((field) => field.name === MEASURE) ? 'dataset' : null
}

const fieldNames = ({ schema }: ResourceSpec) => schema.fields.map((field) => field.name)

function refuseUnknownKey({ resource, at, tell }: ResourcePlanning): void {
  const names = fieldNames(resource)
  for (const field of resource.schema.primaryKey) {
    if (!names.includes(field))
      tell(
        problem(
          'key-field-unknown',
          { field, resource: resource.name, hint: suggest(field, names) },
          at('schema', 'primaryKey'),
        ),
      )
  }
}

function refuseDoubledFields({ resource, at, tell }: ResourcePlanning): void {
  for (const [index, field] of fieldNames(resource).entries()) {
    const first = fieldNames(resource).indexOf(field)
    const place = (position: number) => at('schema', 'fields', position, 'name')
    if (first < index) tell(problem('field-doubled', { field, resource: resource.name }, place(index), [place(first)]))
  }
}

/** A dataset without a key could hold two numbers for one thing, and a sum would count both. */
function refuseIncomplete({ resource, at, tell }: ResourcePlanning): void {
  const { primaryKey } = resource.schema
  if (primaryKey.length === 0) tell(problem('dataset-without-key', { resource: resource.name }, at('schema')))
  for (const field of primaryKey) {
    if ([MEASURE, ...ATTRIBUTES].includes(field))
      tell(problem('key-not-a-dimension', { field, resource: resource.name }, at('schema', 'primaryKey')))
  }
}

/** Reads the foreign keys that we can check: one field that refers to the codes of a code list. */
function foreignKeys({ resource, spec, at, tell }: ResourcePlanning): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [index, { fields, reference }] of resource.schema.foreignKeys.entries()) {
    const [field = ''] = fields
    const name = reference.resource === '' ? resource.name : reference.resource
    const place = () => at('schema', 'foreignKeys', index)
    const target = spec.resources.find((one) => one.name === name)
    const names = spec.resources.map((one) => one.name)
    if (!fieldNames(resource).includes(field))
      tell(problem('foreign-key-field-unknown', { field, hint: suggest(field, fieldNames(resource)) }, place()))
    else if (!target)
      tell(problem('foreign-key-resource-unknown', { field, name, hint: suggest(name, names) }, place()))
    else if (fields.length > 1 || reference.fields[0] !== CODE || kindOf(target) !== 'codelist')
      tell(problem('foreign-key-not-to-code-list', { field, name }, place()))
    else found.set(field, name)
  }
  return found
}

function makeColumn(spec: FieldSpec, position: number, on: ResourcePlanning): Column {
  const at = (...path: Path) => on.at('schema', 'fields', position, ...path)
  const field = makeField(spec, at, on.tell)
  const reference = on.references.get(spec.name)
  const column: Column = { ...field, role: roleOf(spec, on, at), ...(reference !== undefined && { reference }) }
  if (column.role === 'dimension') return makeDimension(column, spec, on, at)
  if (column.role === 'measure') return makeMeasure(column, spec, on, at)
  return column.role === 'attribute' ? column : makeAttribute(column, spec, on, at)
}

type At = (...path: Path) => Place

function roleOf({ name }: FieldSpec, { kind, resource, tell }: ResourcePlanning, at: At): Role {
  if (kind === 'codelist') return 'attribute'
  if (name === MEASURE) return 'measure'
  const attribute = ATTRIBUTES.find((one) => one === name)
  if (attribute) return attribute
  if (resource.schema.primaryKey.includes(name)) return 'dimension'
  tell(problem('field-without-role', { field: name, hint: suggest(name, [MEASURE, ...ATTRIBUTES]) }, at('name')))
  return 'attribute'
}

function makeDimension(column: Column, spec: FieldSpec, { resource, tell }: ResourcePlanning, at: At): Column {
  if (column.type === 'year') return { ...column, kind: 'year' }
  if (column.type === 'yearmonth') return { ...column, kind: 'month' }
  const { enum: codes, ...constraints } = column.constraints
  const facts = { field: spec.name, resource: resource.name, type: spec.type }
  if (column.type !== 'string') tell(problem('dimension-type', facts, at('type')))
  else if (column.reference === undefined && spec.codes === undefined && codes === undefined)
    tell(problem('dimension-without-codes', facts, at('name')))
  const kind = spec.codes === undefined || column.reference !== undefined ? 'code' : 'region'
  return { ...column, constraints, kind, ...(codes && { codes: [...codes] }) }
}

function makeMeasure(column: Column, { unit, type }: FieldSpec, { resource, tell }: ResourcePlanning, at: At): Column {
  const facts = { resource: resource.name, type }
  if (column.type !== 'integer' && column.type !== 'number') tell(problem('measure-type', facts, at('type')))
  if (unit === undefined) tell(problem('measure-without-unit', facts, at('name')))
  return { ...column, unit: unit ?? '' }
}

/** Statuses and notes are lists, `B;P`, also where the schema calls them strings. */
function makeAttribute(column: Column, spec: FieldSpec, { spec: all, tell }: ResourcePlanning, at: At): Column {
  const separated = column.type === 'list' && (spec.delimiter ?? ',') === ITEM_DELIMITER
  if (column.type !== 'string' && !separated) tell(problem('attribute-type', { field: spec.name }, at('type')))
  const list: Column = { ...column, type: 'list', itemDelimiter: ITEM_DELIMITER }
  if (column.role !== 'note' || column.reference !== undefined) return list
  if (!all.resources.some((one) => one.name === NOTES)) tell(problem('notes-not-listed', {}, at('name')))
  return { ...list, reference: NOTES }
}
