/** What a command loads and starts: told by a hook that Node loads before it, in every thread. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const HOOK = (told: string) => `
  import { appendFileSync } from 'node:fs'
  import childProcess from 'node:child_process'
  import { registerHooks, syncBuiltinESMExports } from 'node:module'
  const tell = (line) => appendFileSync(${JSON.stringify(told)}, line + '\\n')
  registerHooks({ load: (url, context, next) => (tell('load ' + url), next(url, context)) })
  const { spawn } = childProcess
  childProcess.spawn = (file, ...rest) => (tell('spawn ' + file), spawn(file, ...rest))
  syncBuiltinESMExports()`

export interface Loading {
  /** For the environment of the command. */
  readonly env: Readonly<Record<string, string>>
  /** Modules by their address; those of a linked file by their path, as it says itself. */
  loaded(): readonly string[]
  /** Programs by their path. */
  started(): readonly string[]
}

/** A watch over the next command that runs with `env`; its two files go into `folder`. */
export function watchLoading(folder: string): Loading {
  const [hook, told] = [join(folder, 'loading-hook.mjs'), join(folder, 'loading.txt')]
  writeFileSync(hook, HOOK(told))
  writeFileSync(told, '')
  const after = (word: string) =>
    readFileSync(told, 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))
  return {
    env: { NODE_OPTIONS: `--import ${pathToFileURL(hook)}` },
    loaded: () => after('load').flatMap((url) => [url, ...linkedIn(url)]),
    started: () => after('spawn'),
  }
}

function linkedIn(url: string): readonly string[] {
  if (!url.startsWith('file:') || !url.includes('/.cache/diptych/linked/')) return []
  const told = readFileSync(fileURLToPath(url), 'utf8').matchAll(/^\/\/ ((?:src|node_modules)\/.+)$/gm)
  return [...told].map(([, path]) => `/${path}`)
}
