/** A copy of the tool in which set-up may break things: its own files, the real packages by links, and an npm that obeys the test. */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

export interface Run {
  readonly code: number | string | null
  readonly out: string
  readonly told: string
  readonly milliseconds: number
}

export interface Scratch {
  readonly root: string
  /** Runs a script of the copy with Node; `env` comes on top of an environment without npm's and the browser's variables. */
  run(script: string, options?: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }): Promise<Run>
  write(path: string, content: string, mode?: number): string
  /** What npm does when set-up calls it: JavaScript, with `args` being npm's arguments. */
  npm(script: string): void
  /** Arguments of each call of npm. */
  npmCalls(): string[][]
  /** Removes the link to a package, or another entry of node_modules. */
  takeAway(name: string): void
  /** Puts a shell script in the place of the project's Node. */
  standInForNode(script: string): void
  remove(): void
}

export function scratch(): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'diptych-setup-'))
  const at = (path: string) => join(root, path)
  // With their times, so that what was linked from the real ones holds for the copies.
  for (const path of ['bin', 'scripts', 'src', 'templates/shared', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, path), at(path), { recursive: true, preserveTimestamps: true })
  linkPackages(root)
  mkdirSync(at('.browser'))
  const write = (path: string, content: string, mode = 0o644) => {
    writeFileSync(at(path), content, { mode })
    return at(path)
  }
  const npm = (script: string) =>
    write(
      'npm-cli.cjs',
      `const fs = require('node:fs'); const args = process.argv.slice(2); const root = ${JSON.stringify(root)}
       fs.appendFileSync(root + '/npm-calls', JSON.stringify(args) + '\\n')\n${script}`,
    )
  npm('process.exit(99)')
  write('npm-calls', '')
  return {
    root,
    run: (script, options) => runNode(root, script, options),
    write,
    npm,
    npmCalls: () =>
      readFileSync(at('npm-calls'), 'utf8')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    takeAway: (name) => rmSync(at(`node_modules/${name}`)),
    standInForNode: (script) => {
      const folder = join('node_modules', nodePackage(root))
      rmSync(at(folder))
      mkdirSync(at(`${folder}/bin`), { recursive: true })
      write(`${folder}/package.json`, '{}')
      write(`${folder}/bin/node`, `#!/bin/sh\n${script}\n`, 0o755)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

function nodePackage(root: string): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const machine = `${process.platform}-${process.arch}`
  return Object.keys(optionalDependencies).find((name) => name.endsWith(machine)) ?? `node-${machine}`
}

// Scopes are folders of their own, so that a test can take one package of a scope away.
function linkPackages(root: string): void {
  mkdirSync(join(root, 'node_modules'))
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('@')) {
      symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
      continue
    }
    mkdirSync(join(root, 'node_modules', name))
    for (const inner of readdirSync(join(ROOT, 'node_modules', name))) {
      symlinkSync(join(ROOT, 'node_modules', name, inner), join(root, 'node_modules', name, inner))
    }
  }
}

const OURS = /^(npm_|DIPTYCH_|PUPPETEER_|VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_COMPILE_CACHE$)/i

function runNode(
  root: string,
  script: string,
  { args = [], env = {} }: Parameters<Scratch['run']>[1] = {},
): Promise<Run> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const start = performance.now()
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...clean, npm_execpath: join(root, 'npm-cli.cjs'), npm_node_execpath: process.execPath, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (told += text))
  return new Promise((resolve) =>
    child.once('close', (code, signal) =>
      resolve({ code: code ?? signal, out, told, milliseconds: performance.now() - start }),
    ),
  )
}

/** An environment in which Node says of itself what `lines` set on `process`, in the first process only. */
export function pretending(folder: Scratch, lines: string): NodeJS.ProcessEnv {
  const file = folder.write(
    'pretend.cjs',
    `delete process.env.NODE_OPTIONS\nconst set = (of, name, value) => Object.defineProperty(of, name, { value })\n${lines}`,
  )
  return { NODE_OPTIONS: `--require=${file}` }
}
