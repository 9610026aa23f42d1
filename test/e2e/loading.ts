/** What a command loads and starts: told by what Node loads before it, in every thread. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const HOOK = (told: string) => `
  import childProcess from 'node:child_process'
  import fs from 'node:fs'
  import { registerHooks, syncBuiltinESMExports } from 'node:module'
  const tell = (line) => fs.appendFileSync(${JSON.stringify(told)}, line + '\\n')
  registerHooks({ load: (url, context, next) => (tell('load ' + url), next(url, context)) })
  const { readFileSync } = fs
  fs.readFileSync = (file, ...rest) => (/[.]cjs$/.test(file) && tell('load ' + file), readFileSync(file, ...rest))
  const { spawn } = childProcess
  childProcess.spawn = (file, ...rest) => (tell('spawn ' + file), spawn(file, ...rest))
  syncBuiltinESMExports()`

export interface Loading {
  /** For the environment of the command. */
  readonly env: Readonly<Record<string, string>>
  /** Modules by their address; a linked file by its path, and what is in it as it says itself. */
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
    loaded: () => after('load').flatMap((place) => [place, ...linkedIn(place)]),
    started: () => after('spawn'),
  }
}

function linkedIn(file: string): readonly string[] {
  if (!file.includes('/.cache/diptych/linked/')) return []
  const told = readFileSync(file, 'utf8').matchAll(/^\/\/ ((?:src|node_modules)\/.+)$/gm)
  return [...told].map(([, path]) => `/${path}`)
}
