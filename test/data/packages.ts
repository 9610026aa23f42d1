/** Small data packages for the tests of this stage. */
import type { DataPackage } from '../../src/data/dataset.ts'
import { readPackage } from '../../src/data/package.ts'
import type { Problem } from '../../src/problem.ts'
import { listener, memoryWorld } from '../memory-world.ts'

export const HEADER = 'period,organiser,value,obs_status,conf_status,note'

const list = (name: string) => ({ name, type: 'list', delimiter: ';' })
const foreignKey = (fields: string, resource: string) => ({ fields, reference: { resource, fields: 'code' } })

export const codelist = (name: string, ...more: object[]) => ({
  name,
  path: `${name}.csv`,
  schema: { fields: [{ name: 'code', type: 'string' }, ...more], primaryKey: 'code' },
})

/** The dataset that most tests break in one place: months by organiser. */
export const returns = (changes: object = {}, value: object = { type: 'integer' }) => ({
  name: 'returns',
  path: 'returns.csv',
  schema: {
    fields: [
      { name: 'period', type: 'yearmonth' },
      { name: 'organiser', type: 'string' },
      { name: 'value', unit: 'persons', ...value },
      list('obs_status'),
      list('conf_status'),
      list('note'),
    ],
    primaryKey: ['period', 'organiser'],
    foreignKeys: [foreignKey('organiser', 'organisers'), foreignKey('note', 'notes')],
  },
  ...changes,
})

/** A dataset of one string dimension and the measure. */
export const regions = (dimension: object, value: object = { type: 'integer' }) => ({
  name: 'regions',
  path: 'regions.csv',
  schema: {
    fields: [
      { name: 'geo', ...dimension },
      { name: 'value', unit: 'persons', ...value },
    ],
    primaryKey: 'geo',
  },
})

export const descriptor = (...resources: object[]) => JSON.stringify({ name: 'test', resources }, null, 2)

export const LISTS = {
  'data/test/organisers.csv': 'code\nfedasil\nimmigration-office\n',
  'data/test/notes.csv': 'code,amount\ndublin,\nbalkan-bus,300\n',
}

export const notes = codelist('notes', { name: 'amount', type: 'integer' })

export interface Read {
  readonly data: DataPackage
  readonly problems: readonly Problem[]
}

export async function readFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Read> {
  const { tell, problems } = listener()
  const data = await readPackage('data/test', memoryWorld(files), tell)
  return { data, problems }
}

/** Reads a package whose only dataset is `returns`, with this content. */
export async function readReturns(csv: string | Uint8Array, resource: object = returns()): Promise<Read> {
  return readFiles({
    ...LISTS,
    'data/test/datapackage.json': descriptor(resource, codelist('organisers'), notes),
    'data/test/returns.csv': csv,
  })
}

/** Reads one row below the header of `returns`. */
export const readRow = (row: string, resource?: object) => readReturns(`${HEADER}\n${row}\n`, resource)

export async function readRegions(csv: string, dimension: object, value?: object): Promise<Read> {
  return readFiles({
    'data/test/datapackage.json': descriptor(regions(dimension, value)),
    'data/test/regions.csv': csv,
  })
}

/** `code file:line:column+length message`, the file without its folder. */
export function told(problems: readonly Problem[]): string[] {
  return problems.map(({ code, place }) => {
    const { file = '', line, column, length } = place ?? {}
    const at = [file.split('/').at(-1), line, column].filter((part) => part !== undefined).join(':')
    return `${code} ${at}${length === undefined ? '' : `+${length}`}`
  })
}
