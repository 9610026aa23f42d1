/**
 * The command line in a process that stays: each message is a command with its folder and environment, and is answered with its
 * exit code and all that it wrote. Started by desk.ts.
 */
import { createRequire } from 'node:module'
import type { Command } from './desk.ts'
import { type Run, TOOL } from './project.ts'

// A build binds the end of its process to its own; here many builds do.
process.setMaxListeners(0)

const written = { out: '', told: '' }
const gather = (stream: keyof typeof written) => (text: string | Uint8Array) => {
  written[stream] += String(text)
  return true
}
process.stdout.write = gather('out')
process.stderr.write = gather('told')

type Program = typeof import('../../src/cli.ts')
const { linkedFile } = await import(new URL('../../scripts/setup/linked.mjs', import.meta.url).href)
const { runLinked } = createRequire(import.meta.url)('../../bin/linked.cjs')
const linked: string | undefined = linkedFile(TOOL, 'src/cli.ts')
const { run }: Program = linked ? runLinked(linked) : await import('../../src/cli.ts')

const own = { ...process.env }
process.on('message', async ({ args, root, env }: Command) => {
  Object.assign(written, { out: '', told: '' })
  process.chdir(root)
  process.env = { ...own, ...env }
  const code = await run(['--root', root, ...args])
  process.send?.({ code, signal: null, ...written } satisfies Run)
})
process.send?.('ready')
