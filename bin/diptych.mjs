#!/usr/bin/env node
// Starts the command line under the project's Node. No dependencies; runs on Node 20 and newer.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
// Whole: Node 20 refuses an import that names what it lacks, and this file would say nothing but that.
import module, { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkedFile } from '../scripts/setup/linked.mjs'
import { projectNode } from '../scripts/setup/runtime.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = projectNode(root)

if (node === undefined || !existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  console.error(
    '\nDiptych is not set up yet.\n  Run `npm start`, or `node bin/setup.mjs` to install what is missing and nothing else.\n',
  )
  process.exitCode = 1
} else if (node === process.execPath) {
  await runHere()
} else {
  runUnder(node)
}

async function runHere() {
  // Modules are kept compiled from run to run, by content; of the linked program, linked.cjs keeps more. Without effect on a read-only disk.
  module.enableCompileCache(join(root, 'node_modules', '.cache', 'diptych'))
  const { run } = await loadProgram()
  // `diptych build | head` closes the pipe while there is more to say; that is nobody's fault.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
  // Set rather than exit: output that is still on its way to a pipe must not be cut off.
  process.exitCode = await run(process.argv.slice(2))
}

// With --debug the sources run, whose stack traces name the lines that a person can read.
function loadProgram() {
  const linked = process.argv.includes('--debug') ? undefined : linkedFile(root, 'src/cli.ts')
  return linked
    ? createRequire(import.meta.url)('./linked.cjs').runLinked(linked)
    : import(new URL('../src/cli.ts', import.meta.url).href)
}

// In a terminal, Ctrl-C reaches the child by itself; passed on as well, it would count as a second, impatient one.
// This process waits in any case, so that the child's last words and its exit code are not lost.
function runUnder(node) {
  // One pool of memory for all threads (glibc): with one each, a long batch grows by what the others have let go of.
  const env = { MALLOC_ARENA_MAX: '1', ...process.env }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env })
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`\nThe project's Node does not start: ${error.message}.\n  Run \`node bin/setup.mjs\`.\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}
