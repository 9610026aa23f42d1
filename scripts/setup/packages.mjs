// The packages: are they what package-lock.json asks for, and if not, `npm ci`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { trouble } from './trouble.mjs'

/** The lock file, parsed. */
export function readLock(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  } catch (error) {
    throw trouble('lock-file-unreadable', { file: 'package-lock.json', reason: error.message }, error)
  }
}

/**
 * Name of the first package that is not installed as the lock file asks; undefined when all are. npm writes
 * node_modules/.package-lock.json last, so a broken-off install never passes, and a plain `npm ci` or `npm install` does.
 */
export function firstDifference(root, lock, { development }) {
  const installed = readInstalled(root)
  const needed = Object.entries(lock.packages).filter(([path, wanted]) => path !== '' && (development || !wanted.dev))
  const [path] = needed.find(([path, wanted]) => !isInPlace(root, path, wanted, installed[path])) ?? []
  return path?.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function isInPlace(root, path, wanted, found) {
  // npm leaves out the packages of other platforms.
  if (!found) return Boolean(wanted.optional || wanted.devOptional)
  const sameContent = !wanted.integrity || !found.integrity || found.integrity === wanted.integrity
  return found.version === wanted.version && sameContent && existsSync(join(root, path, 'package.json'))
}

function readInstalled(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
  } catch {
    return {}
  }
}

const FLAGS = [
  '--ignore-scripts',
  '--include=optional',
  '--prefer-offline',
  // Two more tries within ten seconds; npm's own pace tells only after 70 that there is no network.
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
  '--loglevel=error',
  '--no-audit',
  '--no-fund',
]

/** Runs `npm ci`. Install scripts stay off: no package of ours needs one, and they would fetch outside the lock file. */
export function installPackages(root, { development }) {
  const { command, leading, shell } = npm()
  stepAside(root)
  const result = spawnSync(command, [...leading, 'ci', ...FLAGS, ...(development ? ['--include=dev'] : [])], {
    cwd: root,
    shell,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (result.error?.code === 'ENOENT') throw trouble('npm-missing', {})
  if (result.error) throw result.error
  if (result.status !== 0) throw npmTrouble(root, `${result.stderr}\n${result.stdout}`)
}

function npm() {
  const node = process.env.npm_node_execpath ?? process.execPath
  const beside = join(dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const besideOnWindows = join(dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const cli = [process.env.npm_execpath, beside, besideOnWindows].find(
    (path) => /npm-cli\.c?js$/.test(path ?? '') && existsSync(path),
  )
  if (cli) return { command: node, leading: [cli], shell: false }
  // npm is a .cmd file on Windows, which only a shell starts; the arguments are constants.
  return { command: 'npm', leading: [], shell: process.platform === 'win32' }
}

// npm empties node_modules first. Windows lets nobody remove the node.exe that runs this very script, but lets it move.
function stepAside(root) {
  if (process.platform !== 'win32' || !process.execPath.startsWith(join(root, 'node_modules'))) return
  mkdirSync(join(root, '.browser'), { recursive: true })
  renameSync(process.execPath, join(root, '.browser', `.building-node-${process.pid}.exe`))
}

const NETWORK =
  /^(ENOTFOUND|EAI_AGAIN|E?IDLE_?TIMEOUT|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENETWORK|ERR_SOCKET_TIMEOUT|ENOTCACHED)$/

function npmTrouble(root, output) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ?? ''
  const reason = /reason: (.+)/.exec(output)?.[1] ?? ''
  const cause = new Error(output.trim())
  if (NETWORK.test(code)) {
    const registry = /https?:\/\/[^\s/]+/.exec(output)?.[0] ?? 'the npm registry'
    return trouble('packages-no-network', { registry, code }, cause)
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return trouble('disk-full', { where: root }, cause)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const where = /npm (?:error|ERR!) path (.+)/.exec(output)?.[1] ?? root
    return trouble(
      'not-writable',
      { where, reason: code === 'EROFS' ? 'the disk is read-only' : 'permission denied' },
      cause,
    )
  }
  if (code === 'EUSAGE') return trouble('packages-out-of-step', {}, cause)
  return trouble('packages-failed', { reason: reason || npmSays(output) || code }, cause)
}

const npmSays = (output) =>
  output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '' && !/^(code|errno|path|syscall|dest) /.test(line))[0]
