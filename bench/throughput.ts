/**
 * Documents a second in a batch: the shipped factsheet for many offices (see many.ts) in two languages, as HTML and finished
 * PDF, against a browser that only prints the same pages, a script that launches a browser for each, and jsreport.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Errand } from './floor.ts'
import { makeMany } from './many.ts'
import { COMMAND, errandOf, forget, inFolder, TOOL, timed } from './project.ts'
import { type Row, ratios } from './rows.ts'

export interface Batch {
  /** Document sets of two documents each. */
  readonly offices: number
  readonly rounds: number
}

const PEER = ['@jsreport/jsreport-core@4', '@jsreport/jsreport-handlebars@4', '@jsreport/jsreport-chrome-pdf@4']
/** Documents that the slower ones make of the batch: as many a second as of all. */
const [PLAIN_SHARE, JSREPORT_SHARE] = [20, 60]
/** Tabs of the floor, and browsers of jsreport's pool: as many as a build has. */
const WORKERS = 2

/** Installs jsreport into a folder of its own; its browser is ours. */
async function installPeer(folder: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(TOOL, 'package.json'), 'utf8'))
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  const packages = [...PEER, `puppeteer@${dependencies.puppeteer}`]
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' }
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, env })
}

interface Measured {
  readonly build: number[]
  readonly floor: number[]
  readonly plain: number[]
  readonly jsreport: number[]
}

const perSecond = (documents: number, milliseconds: number) => (documents * 1000) / milliseconds

async function byJsreport(errand: Errand, peer: string): Promise<number> {
  const { executable, args, env, documents } = errand
  const pages = documents.slice(0, JSREPORT_SHARE).map((one) => one.html)
  await writeFile(join(peer, 'job.json'), JSON.stringify({ executable, args, pages, workers: WORKERS }))
  const { output } = await timed([join(TOOL, 'bench/peers/jsreport.cjs'), 'job.json'], env, peer)
  // Its own start is left out: it is measured warm.
  const told = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { documents: number; milliseconds: number }
  return perSecond(told.documents, told.milliseconds)
}

async function round(root: string, errand: Errand, peer: string, measured: Measured): Promise<void> {
  const { documents } = errand
  const printing = (script: string, some: Errand['documents']) =>
    timed([join(TOOL, 'bench', script), JSON.stringify({ ...errand, documents: some })], process.env, root)
  await forget(root)
  const build = await timed([COMMAND, 'build', '--root', root])
  measured.build.push(perSecond(documents.length, build.milliseconds))
  measured.floor.push(perSecond(documents.length, (await printing('floor.ts', documents)).milliseconds))
  const some = documents.slice(0, PLAIN_SHARE)
  measured.plain.push(perSecond(some.length, (await printing('plain.ts', some)).milliseconds))
  measured.jsreport.push(await byJsreport(errand, peer))
}

function rowsOf({ build, floor, plain, jsreport }: Measured, offices: number): readonly Row[] {
  const rate = (what: string, values: readonly number[]): Row => ({ what, unit: 'documents/s', values })
  const ratio = (what: string, under: readonly number[], aim: string): Row => ({
    what: `batch / ${what}`,
    unit: 'ratio',
    values: ratios(build, under),
    aim,
  })
  return [
    rate(`batch: ${offices} factsheets × 2 languages, HTML and finished PDF`, build),
    rate('floor: the same pages printed in two tabs, nothing else', floor),
    rate('a browser launched for each document', plain),
    rate('jsreport, warm, a pool of two browsers', jsreport),
    ratio('floor', floor, '≥ 0.70'),
    ratio('a browser launched for each document', plain, '≥ 3.00'),
    ratio('jsreport', jsreport, '≥ 3.00'),
  ]
}

export function measureThroughput({ offices, rounds }: Batch): Promise<readonly Row[]> {
  return inFolder(async (folder) => {
    const [root, peer] = [join(folder, 'project'), join(folder, 'jsreport')]
    await makeMany(root, offices)
    await installPeer(peer)
    // Makes the pages that the others print, and warms the disk.
    await timed([COMMAND, 'build', '--root', root])
    const errand = await errandOf(root)
    const measured: Measured = { build: [], floor: [], plain: [], jsreport: [] }
    for (let one = 0; one < rounds; one++) await round(root, errand, peer, measured)
    return rowsOf(measured, offices)
  })
}
