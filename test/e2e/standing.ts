/** Processes that go on until they are told to stop, `diptych serve` and `diptych work`, as people start them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { TOOL } from './project.ts'

export interface Standing {
  readonly process: ChildProcess
  /** All that it has said so far. */
  said(): string
}

export interface Post {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** Command that starts it, e.g. in another network. */
  readonly within?: readonly string[]
}

export function stand(args: readonly string[], { root, env, within = [] }: Post): Standing {
  const [command = '', ...rest] = [...within, process.execPath, join(TOOL, 'bin/diptych.mjs'), '--root', root, ...args]
  const child = spawn(command, rest, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return { process: child, said: () => said }
}

export const serve = (post: Post): Standing => stand(['serve', '--listen', '127.0.0.1:0'], post)
export const work = (post: Post): Standing => stand(['work', '--parallel', '1'], post)

/** Its exit code; null when it was killed. */
export async function end({ process: child }: Standing, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const closed = once(child, 'close')
  child.kill(signal)
  const [code] = await closed
  return code as number | null
}
