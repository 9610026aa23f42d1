/**
 * How long a large CSV takes to check, and how much memory, against csv-parse alone over the same file. Every measurement
 * has a process of its own, so that its peak memory is its own.
 */
import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { parse } from 'csv-parse'
import type { Observation } from '../src/data/dataset.ts'
import { checkDataset } from '../src/data/observation.ts'
import { readDescriptor } from '../src/data/package.ts'
import { planTables } from '../src/data/resource.ts'
import type { Problem } from '../src/problem.ts'
import { realWorld, SILENT } from '../src/world.ts'
import { inFolder } from './project.ts'
import { type Row, ratios } from './rows.ts'

const FOLDER = 'data/bench'
const SIZES = [100_000, 1_000_000]
const MODES = ['csv-parse alone', 'checked', 'checked and kept'] as const
type Mode = (typeof MODES)[number]

interface Measurement {
  readonly rows: number
  readonly seconds: number
  /** Peak resident memory of the process, in MB. */
  readonly peak: number
}

const CODES = Array.from({ length: 1000 }, (_, index) => `code-${index}`)

const descriptor = {
  name: 'bench',
  resources: [
    {
      name: 'large',
      path: 'large.csv',
      schema: {
        fields: [
          { name: 'period', type: 'yearmonth' },
          { name: 'organiser', type: 'string', constraints: { enum: CODES } },
          { name: 'value', type: 'integer', unit: 'persons', constraints: { minimum: 0 } },
          { name: 'obs_status', type: 'list', delimiter: ';' },
          { name: 'conf_status', type: 'list', delimiter: ';' },
        ],
        primaryKey: ['period', 'organiser'],
      },
    },
  ],
}

/** Each month of 84 years for each of 1000 codes, until there are enough rows; the same ones in every run. */
function* table(rows: number): Generator<string> {
  yield 'period,organiser,value,obs_status,conf_status\n'
  for (let row = 0; row < rows; row++) {
    const month = Math.floor(row / CODES.length)
    const period = `${1900 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    const status = row % 50 === 0 ? 'B;P' : 'A'
    yield `${period},${CODES[row % CODES.length]},${(row * 7919) % 100_003},${status},F\n`
  }
}

async function generate(root: string, rows: number): Promise<void> {
  await realWorld(root, SILENT).files.write(`${FOLDER}/datapackage.json`, JSON.stringify(descriptor))
  await pipeline(Readable.from(table(rows)), createWriteStream(join(root, FOLDER, 'large.csv')))
}

async function parseAlone(root: string): Promise<number> {
  let rows = 0
  const parser = createReadStream(join(root, FOLDER, 'large.csv'), { highWaterMark: 1 << 18 }).pipe(parse())
  parser.on('data', () => {
    rows += 1
  })
  await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject))
  return rows - 1
}

async function check(root: string, kept: Observation[] | null): Promise<void> {
  const problems: Problem[] = []
  const tell = (one: Problem) => problems.push(one)
  const world = realWorld(root, SILENT)
  const read = await readDescriptor(FOLDER, world, tell)
  const [plan] = read ? planTables(read.spec, FOLDER, read.document, tell) : []
  if (plan) await checkDataset(plan, new Map(), world, tell, kept ? (one) => kept.push(one) : undefined)
  if (problems.length > 0 || !plan) throw new Error(`the generated file has problems: ${problems[0]?.message}`)
}

/** In the child: does one thing once, and prints what it cost. */
async function measure(root: string, mode: Mode, expected: number): Promise<void> {
  const start = performance.now()
  const kept: Observation[] = []
  const parsed = mode === 'csv-parse alone' ? await parseAlone(root) : expected
  if (mode !== 'csv-parse alone') await check(root, mode === 'checked' ? null : kept)
  const rows = mode === 'checked and kept' ? kept.length : parsed
  const seconds = (performance.now() - start) / 1000
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ rows, seconds, peak } satisfies Measurement))
}

async function inChild(root: string, mode: Mode, rows: number): Promise<Measurement> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, root, mode, String(rows)])
  const measured = JSON.parse(stdout) as Measurement
  if (measured.rows !== rows) throw new Error(`${mode}: ${measured.rows} rows instead of ${rows}`)
  return measured
}

async function compare(root: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const size of SIZES) {
    await generate(root, size)
    const found = new Map<Mode, Measurement>()
    for (const mode of MODES) found.set(mode, await inChild(root, mode, size))
    const of = (mode: Mode, part: 'seconds' | 'peak') => [found.get(mode)?.[part] ?? Number.NaN]
    const floor = MODES[0]
    for (const mode of MODES) {
      const what = `${size.toLocaleString('en')} rows, ${mode}`
      rows.push({ what, unit: 's', values: of(mode, 'seconds') }, { what, unit: 'MB', values: of(mode, 'peak') })
      if (mode !== floor)
        rows.push({
          what: `${what} / ${floor}`,
          unit: 'ratio',
          values: ratios(of(mode, 'seconds'), of(floor, 'seconds')),
        })
    }
  }
  return rows
}

export const measureCsv = (): Promise<readonly Row[]> => inFolder(compare)

if (import.meta.main) {
  const [root = '', mode, rows] = process.argv.slice(2)
  await measure(root, MODES.find((one) => one === mode) ?? 'checked', Number(rows))
}
