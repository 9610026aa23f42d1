/** Memory of a long batch: of all its processes together, counting what they share once (PSS, Linux only). */
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { makeMany } from './many.ts'
import { COMMAND, inFolder } from './project.ts'
import type { Row } from './rows.ts'

interface Sample {
  /** Documents made so far. */
  readonly documents: number
  /** MB. */
  readonly memory: number
}

const PAUSE = 500
/** Documents of an office. */
const LANGUAGES = 2
/** The first documents warm code and caches; memory is compared from here on. */
const WARM = 200

/** A process and all below it. */
async function treeOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(threads.map((one) => readOr(`/proc/${pid}/task/${one}/children`)))
  const children = lists.join(' ').split(' ').filter(Boolean).map(Number)
  return [pid, ...(await Promise.all(children.map(treeOf))).flat()]
}

const readOr = (path: string) => readFile(path, 'utf8').catch(() => '')

async function memoryOf(pid: number): Promise<number> {
  const rollups = await Promise.all((await treeOf(pid)).map((one) => readOr(`/proc/${one}/smaps_rollup`)))
  const kilobytes = rollups.map((text) => Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0))
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

async function sampled(root: string): Promise<readonly Sample[]> {
  const child = spawn(process.execPath, [COMMAND, 'build', '--root', root, '--json'], {
    // As bin/diptych.mjs has it when another Node starts it, which is how people do.
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const samples: Sample[] = []
  let documents = 0
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const [, done] of text.matchAll(/"event":"progress","done":(\d+)/g)) documents = Number(done) * LANGUAGES
  })
  const sampling = setInterval(async () => {
    const at = documents
    const memory = await memoryOf(child.pid ?? 0)
    if (child.exitCode === null) samples.push({ documents: at, memory })
  }, PAUSE)
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearInterval(sampling)
  if (code !== 0) throw new Error(`The batch ended with code ${code}`)
  return samples
}

/** Medians of a tenth of the run each: a single moment may lie before or after a collection. */
export function measureMemory(offices: number): Promise<readonly Row[]> {
  return inFolder(async (root) => {
    await makeMany(root, offices)
    const samples = await sampled(root)
    const total = offices * LANGUAGES
    const within = (from: number, to: number) =>
      samples.filter(({ documents }) => documents >= from && documents <= to).map(({ memory }) => memory)
    const early = within(WARM, WARM + total / 10)
    const late = within(total - total / 10, total)
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
    return [
      { what: `memory of all processes, from document ${WARM}`, unit: 'MB', values: early },
      { what: `memory of all processes, towards document ${total}`, unit: 'MB', values: late },
      { what: 'memory late / early', unit: 'ratio', values: [median(late) / median(early)], aim: '≤ 1.05' },
    ]
  })
}
