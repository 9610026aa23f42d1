/** A project in a temporary folder: the shipped definitions and data, free to be broken, built by the command line as people run it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const TOOL = resolve(import.meta.dirname, '../..')

export interface Project {
  readonly root: string
  path(name: string): string
  read(name: string): string
  /** Replaces a piece of a file; throws when the piece is not there, so that no test breaks nothing. */
  edit(name: string, piece: string | RegExp, replacement: string): void
  write(name: string, content: string): void
  /** Lets go of what earlier builds kept, so that the next one makes all of it. */
  forget(): void
  remove(): void
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'diptych-project-'))

/** A copy of the folders `templates` and `data` of a project, the tool's own by default. */
export function copyProject(of = TOOL): Project {
  const root = newFolder()
  for (const folder of ['templates', 'data']) cpSync(join(of, folder), join(root, folder), { recursive: true })
  return projectIn(root)
}

/** A copy of all that is in a project: what it was made from, what was made of it, and what earlier builds kept. */
export function wholeCopy(of: string): Project {
  const root = newFolder()
  cpSync(of, root, { recursive: true, verbatimSymlinks: true })
  return projectIn(root)
}

function projectIn(root: string): Project {
  const path = (name: string) => join(root, name)
  const read = (name: string) => readFileSync(path(name), 'utf8')
  const write = (name: string, content: string) => writeFileSync(path(name), content)
  return {
    root,
    path,
    read,
    write,
    edit(name, piece, replacement) {
      const before = read(name)
      const after = before.replace(piece, replacement)
      if (after === before) throw new Error(`${name} has no ${piece}`)
      write(name, after)
    },
    forget: () => rmSync(path('.diptych'), { recursive: true, force: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Every file below a folder by its path in it, with its bytes. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort()
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]))
}

export interface Run {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly told: string
}

export interface RunOptions {
  readonly root?: string
  readonly env?: NodeJS.ProcessEnv
  /** Called with all output so far, each time that there is more. */
  readonly heard?: (out: string, child: ChildProcess) => void
}

/** Runs `diptych` without a terminal, and without colours that the test runner's own environment may ask for. */
export function diptych(args: readonly string[], { root = TOOL, env = {}, heard }: RunOptions = {}): Promise<Run> {
  const { FORCE_COLOR: _, NO_COLOR: __, NODE_OPTIONS: ___, ...inherited } = process.env
  const child = spawn(process.execPath, [join(TOOL, 'bin/diptych.mjs'), '--root', root, ...args], {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    heard?.(out, child)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  return new Promise((done) => child.once('close', (code, signal) => done({ code, signal, out, told })))
}
