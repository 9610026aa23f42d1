// Runs what set-up linked (scripts/setup/linked.mjs), with what V8 compiled of it in earlier runs. A script like this one, because
// only of scripts does Node give V8's compiled code back once they have run. What its own cache keeps is a module as it was before
// it ran, without the functions that are compiled when they are first called: compiling them again took a fifth of each build.
'use strict'
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { basename, dirname, join } = require('node:path')
const { Script } = require('node:vm')
const { threadId } = require('node:worker_threads')
const { crc32 } = require('node:zlib')

// As for what Node itself keeps.
const keeping = !process.env.NODE_DISABLE_COMPILE_CACHE
// Bytes in front of what is kept: CRC-32 of the rest, which V8 itself takes as it is.
const CHECK = 4

/** Runs a linked file and those that it asks for, in strict mode as the modules that they were; returns what it exports. */
exports.runLinked = (file) => {
  const folder = dirname(file)
  const kept = join(folder, 'compiled', basename(file, '.cjs'))
  const modules = new Map()
  const parts = []
  const others = createRequire(file)
  const ask = (name) => {
    const linked = name.startsWith('./') ? name.slice(2) : `${name}.cjs`
    return name.startsWith('./') || fileIn(folder, linked) ? run(linked) : others(name)
  }
  const run = (name) => {
    const known = modules.get(name)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const part = compile(join(folder, name), join(kept, `${name}.code`))
    parts.push(part)
    part.script.runInThisContext()(module.exports, ask, module, join(folder, name), folder)
    return module.exports
  }
  if (keeping) process.on('exit', () => keepAll(kept, parts))
  return run(basename(file))
}

// Libraries that are asked for by their name are linked beside the rest; of Node's own there is never one.
function fileIn(folder, name) {
  return !name.startsWith('node:') && statSync(join(folder, name), { throwIfNoEntry: false })?.isFile()
}

function compile(filename, place) {
  const found = keeping ? contentOf(place) : undefined
  const cachedData = found && soundCode(found)
  const text = `(function (exports, require, module, __filename, __dirname) { "use strict"; ${readFileSync(filename, 'utf8')}\n})`
  const script = new Script(text, { filename, cachedData })
  const isTaken = cachedData !== undefined && !script.cachedDataRejected
  return { script, place, isTaken, isRefused: found !== undefined && !isTaken }
}

function contentOf(place) {
  try {
    return readFileSync(place)
  } catch {
    return undefined
  }
}

/** Undefined when it is damaged. */
function soundCode(content) {
  const code = content.subarray(CHECK)
  return code.length > 0 && content.readUInt32LE() === crc32(code) ? code : undefined
}

/** A run for which nothing was kept of a file did what no run did before: what it compiled joins what is kept of all its files. */
function keepAll(folder, parts) {
  if (parts.every(({ isTaken }) => isTaken)) return
  try {
    mkdirSync(folder, { recursive: true })
    for (const part of parts) keep(part)
  } catch {
    // Such as a read-only disk: the next run compiles again.
  }
}

function keep({ script, place, isRefused }) {
  const code = script.createCachedData()
  // What another process has kept meanwhile may be more, and so may what V8 has let go of again in a long run.
  if (!isRefused && statSync(place, { throwIfNoEntry: false })?.size >= code.length + CHECK) return
  const check = Buffer.alloc(CHECK)
  check.writeUInt32LE(crc32(code))
  const beside = `${place}.${process.pid}.${threadId}`
  writeFileSync(beside, Buffer.concat([check, code]))
  renameSync(beside, place)
}
