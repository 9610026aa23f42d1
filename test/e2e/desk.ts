/** The command line without the start of a process for every command: what it reads, does, writes and ends with is the same. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Run, type RunOptions, TOOL } from './project.ts'

/** What a desk is told. */
export interface Command {
  readonly args: readonly string[]
  readonly root: string
  readonly env: NodeJS.ProcessEnv
}

export interface Desk {
  /** As `diptych` of project.ts; one command after the other, in the order in which they are asked for. */
  run(args: readonly string[], options?: Omit<RunOptions, 'heard'>): Promise<Run>
  close(): Promise<void>
}

/** `env` is for what Node reads when it starts. */
export async function openDesk(env: NodeJS.ProcessEnv = {}): Promise<Desk> {
  const { FORCE_COLOR: _, NO_COLOR: __, NODE_OPTIONS: ___, ...inherited } = process.env
  const child = fork(join(TOOL, 'test/e2e/kept-command.ts'), {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The desk is closed: ${signal ?? code}`)
  })
  ended.catch(() => undefined)
  const answer = () => Promise.race([once(child, 'message').then(([said]) => said as Run), ended])
  await answer()
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(args, { root = TOOL, env = {} } = {}) {
      const answered = last.then(() => {
        child.send({ args, root, env } satisfies Command)
        return answer()
      })
      last = answered.catch(() => undefined)
      return answered
    },
    async close() {
      child.kill()
      await ended.catch(() => undefined)
    },
  }
}
