/** Projects in temporary folders, so that measuring leaves `out/` alone, and the processes that are timed. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { FLAGS, findBrowser } from '../src/pdf/browser.ts'
import type { Errand } from './floor.ts'

export const TOOL = resolve(import.meta.dirname, '..')
export const COMMAND = join(TOOL, 'bin/diptych.mjs')

export interface Run {
  readonly milliseconds: number
  readonly output: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** A process from its start to its end; throws when it fails. */
export async function timed(args: readonly string[], env: Environment = process.env, cwd = TOOL): Promise<Run> {
  const started = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env, maxBuffer: 1 << 26 })
  return { milliseconds: performance.now() - started, output: stdout }
}

/** Works in a folder that is gone afterwards. */
export async function inFolder<T>(work: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'diptych-bench-'))
  return work(root).finally(() => rm(root, { recursive: true, force: true }))
}

/** The shipped factsheet. */
export async function copyShipped(root: string): Promise<void> {
  for (const folder of ['data', 'templates']) await cp(join(TOOL, folder), join(root, folder), { recursive: true })
}

/** Lets go of all that an earlier build kept. */
export const forget = (root: string) => rm(join(root, '.diptych'), { recursive: true, force: true })

/** The pages that were built in a project, to be printed by the same browser with the same flags. */
export async function errandOf(root: string): Promise<Errand> {
  const { executable, fonts, libraries } = await findBrowser(process.env)
  const files = await readdir(join(root, 'out'), { recursive: true })
  const pages = files.filter((file) => file.endsWith('.html') && !file.endsWith('index.html')).sort()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const system = { LANGUAGE: 'en', LC_ALL: 'en_US.UTF-8', TZ: 'UTC', LD_LIBRARY_PATH: libraries }
  return {
    executable,
    args: [...FLAGS, ...sandbox],
    env: { ...process.env, ...system, ...(fonts && { FONTCONFIG_FILE: fonts }) },
    documents: pages.map((page, index) => ({ html: join(root, 'out', page), pdf: join(root, `floor-${index}.pdf`) })),
  }
}
