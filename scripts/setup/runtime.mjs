// The Node that the project runs on: a platform package of the lock file, so that CLDR, ICU and zlib, which show in
// what is printed, are the same everywhere.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

/** What package.json pins for this machine: `{ package, version }`; no `package` when there is none for it. */
export function pinnedNode(root) {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const machine = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const all = Object.entries(optionalDependencies).filter(([name]) => name.startsWith('node-'))
  const [name] = all.find(([name]) => name.endsWith(machine)) ?? []
  return { package: name, version: all[0]?.[1] ?? '' }
}

/** Path of the project's Node; this process's own when it is as new and there is no package; undefined when neither. */
export function projectNode(root) {
  const pinned = pinnedNode(root)
  if (process.version === `v${pinned.version}`) return process.execPath
  const path = pinned.package && join(root, 'node_modules', pinned.package, 'bin', executable('node'))
  if (path && existsSync(path)) return realpathSync(path) === process.execPath ? process.execPath : path
  return major(process.versions.node) >= major(pinned.version) ? process.execPath : undefined
}

const executable = (name) => (process.platform === 'win32' ? `${name}.exe` : name)

export const major = (version) => Number.parseInt(version, 10)
