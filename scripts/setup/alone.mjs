// One set-up at a time in one folder: two `npm ci` at once would empty node_modules under each other.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { browserFolder } from './browser.mjs'
import { tell, trouble } from './trouble.mjs'

const PATIENCE_MINUTES = 15

/** Does `work` while no other set-up runs in this folder; the lock of one that was killed is taken over. */
export async function alone(root, work) {
  const file = join(browserFolder(root), 'set-up.lock')
  mkdirSync(browserFolder(root), { recursive: true })
  await take(file)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function take(file) {
  const end = performance.now() + PATIENCE_MINUTES * 60_000
  for (let told = false; !tryTake(file); ) {
    const pid = holder(file)
    if (pid === undefined) {
      rmSync(file, { force: true })
      continue
    }
    if (performance.now() > end) throw trouble('set-up-busy', { pid, file, minutes: PATIENCE_MINUTES })
    if (pid > 0 && !told) {
      tell(`waiting for another set-up of this folder (process ${pid}) …`)
      told = true
    }
    await wait(200)
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** The process that holds the lock; undefined when it died; 0 when it is about to write its id, or just gave the lock back. */
function holder(file) {
  const pid = Number(readIfThere(file))
  return pid === 0 || isAlive(pid) ? pid : undefined
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it is alive, and another account's.
    return error.code === 'EPERM'
  }
  // Killed, but kept in the table by a parent that never asks, as in containers without an init.
  return !/^State:\s+Z/m.test(readIfThere(`/proc/${pid}/status`))
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
