#!/usr/bin/env node
// Puts in place what a fresh machine lacks: the packages, Node 26 and a browser. No dependencies; runs on Node 20 and newer.
// Each step is skipped when done; when all is there, it costs a few file reads and prints nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from '../scripts/setup/alone.mjs'
import { browserReady } from '../scripts/setup/browser.mjs'
import { linkedFile } from '../scripts/setup/linked.mjs'
import { firstDifference, installPackages, readLock } from '../scripts/setup/packages.mjs'
import { major, pinnedNode, projectNode } from '../scripts/setup/runtime.mjs'
import { report, tell, trouble } from '../scripts/setup/trouble.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// What is for tests alone may be absent when the factsheet is built, as after `npm ci --omit=dev` on a server.
const development = process.env.npm_lifecycle_event !== 'prestart'

try {
  if (major(process.versions.node) < 20) throw trouble('node-too-old', { version: process.versions.node })
  if (!isComplete()) await alone(root, complete)
} catch (error) {
  process.exitCode = report(error, root)
}

function isComplete() {
  const lock = readLock(root)
  if (packagesLack(lock) || projectNode(root) === undefined || !browserReady(root, lock, process.env)) return false
  return linkedFile(root, 'src/cli.ts') !== undefined || !existsSync(join(root, 'node_modules', 'rolldown'))
}

function packagesLack(lock) {
  return firstDifference(root, lock, { development }) ?? (projectNode(root) ? undefined : pinnedNode(root).package)
}

async function complete() {
  const lock = readLock(root)
  completePackages(lock)
  const node = startNode()
  if (!browserReady(root, lock, process.env)) completeBrowser(node)
  if (linkedFile(root, 'src/cli.ts') === undefined) completeLinks(node)
}

function completePackages(lock) {
  if (!packagesLack(lock)) return
  tell('installing the packages of package-lock.json with npm; this takes a minute or two …')
  installPackages(root, { development })
  const missing = firstDifference(root, lock, { development })
  if (missing) throw incomplete(missing)
}

// npm may report success although the disk was full.
function incomplete(missing) {
  const { bavail, bsize } = statfsSync(root)
  return bavail * bsize < 1 << 20 ? trouble('disk-full', { where: root }) : trouble('packages-incomplete', { missing })
}

function startNode() {
  const pinned = pinnedNode(root)
  const facts = {
    wanted: pinned.version,
    package: pinned.package,
    major: major(pinned.version),
    machine: `${process.platform} ${process.arch}`,
  }
  const node = projectNode(root)
  if (node === undefined) throw trouble('node-missing', facts)
  const { status, error, stderr } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (status !== 0)
    throw trouble('node-does-not-start', { ...facts, path: node, reason: error?.message ?? stderr.trim() })
  return node
}

// Unpacking needs packages, and the trial start runs TypeScript: both want the project's Node.
function completeBrowser(node) {
  const debug = process.argv.filter((argument) => argument === '--debug')
  const { status, signal } = spawnSync(node, [join(root, 'scripts', 'setup', 'install-browser.mjs'), ...debug], {
    stdio: 'inherit',
  })
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 3
}

// Only speed depends on it: a failure, such as a read-only disk, is no reason to stop.
function completeLinks(node) {
  spawnSync(node, [join(root, 'scripts', 'setup', 'link.mjs')], { stdio: 'ignore' })
}
